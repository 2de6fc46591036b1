internal import Numerics

/// Rows of bits that grow shot by shot, as runs end.
struct SampleRows {
  private let bitCount: Int
  private let step: Int
  private var words: [UInt64] = []
  private var shotCount = 0

  init(bits: Int) { (bitCount, step) = (bits, Samples.words(for: bits)) }

  /// Adds shots that all showed the same bits.
  mutating func add(_ bits: ClassicalBits, count: Int) {
    shotCount += count
    if step == 1 {
      words += repeatElement(bits.words[0], count: count)
    } else if step > 1 {
      for _ in 0..<count { words += bits.words }
    }
  }

  /// Adds numbers, each of at most 64 bits.
  mutating func add(numbers: [UInt64]) {
    shotCount += numbers.count
    guard step > 0 else { return }
    if words.isEmpty && step == 1 { return words = numbers }
    for number in numbers {
      words.append(number)
      words += repeatElement(0, count: step - 1)
    }
  }

  /// Adds basis states in which qubits were found at the end.
  ///
  /// - Parameters:
  ///   - drawn: The basis states.
  ///   - measured: Which qubit each bit shows; of two that are written into one, the last.
  ///   - qubits: How many qubits there are.
  ///   - bits: The bits that were written before.
  mutating func add(
    _ drawn: [UInt64], _ measured: [(qubit: Int, bit: Int)], qubits: Int, over bits: ClassicalBits
  ) {
    if step <= 1 {
      let place = OutcomeBits(measured, qubits: qubits)
      let kept = bits.words[0] & ~measured.reduce(UInt64(0)) { $0 | 1 << UInt64($1.bit) }
      if place.isIdentity && kept == 0 { return add(numbers: drawn) }
      return add(numbers: drawn.map { kept | place(Int($0)) })
    }
    // A bit that is written twice holds what was written last.
    var sources: [Int: Int] = [:]
    for (qubit, bit) in measured { sources[bit] = qubit }
    for state in drawn {
      var row = bits
      for (bit, qubit) in sources { row[bit] = state >> UInt64(qubit) & 1 == 1 }
      add(row, count: 1)
    }
  }

  /// Puts the rows into an order that tells nothing.
  mutating func shuffle(using random: inout RandomStream) {
    if step == 1 { return words = random.shuffled(words) }
    let order = random.shuffled(Array(0..<shotCount))
    words = order.flatMap { words[$0 * step..<($0 + 1) * step] }
  }

  var samples: Samples { Samples(shots: shotCount, bits: bitCount, words: words) }
}
