internal import Circuits
internal import Numerics

/// A state that a circuit $U$ of Clifford gates makes of zeros, as what $U^\dagger P U$ is for the Pauli
/// matrices $P$ of each qubit.
///
/// Rows are products $i^p X^x Z^z$ of any width with a bit for each qubit, 64 in a word. A gate multiplies
/// a few rows, and whether a measurement is certain can be read from one row. The inverse tableau is that
/// of C. Gidney, "Stim: a fast stabilizer circuit simulator", Quantum 5, 497 (2021), after
/// S. Aaronson and D. Gottesman, "Improved simulation of stabilizer circuits", Phys. Rev. A 70, 052328
/// (2004).
struct Tableau: Sendable {
  let qubitCount: Int
  /// The words of the flips of a row; as many of phases follow.
  let wordCount: Int
  /// Row 2q is what has become of the flip of qubit q, row 2q + 1 of its phase flip.
  private(set) var words: [UInt64]
  private(set) var powers: [UInt8]

  /// A product of Pauli matrices of any width.
  struct Row {
    var words: [UInt64]
    var power: Int

    /// The first qubit that is flipped, if any is.
    var firstFlip: Int? {
      let half = words.count / 2
      guard let word = words[..<half].firstIndex(where: { $0 != 0 }) else { return nil }
      return word * 64 + words[word].trailingZeroBitCount
    }
  }

  /// The state in which all qubits are 0.
  init(qubits: Int) throws(SimulationError) {
    (qubitCount, wordCount) = (qubits, Samples.words(for: qubits))
    let bytes = 4 * qubits * wordCount * 8
    guard qubits <= 1 << 20, bytes < AlignedMemory.freeBytes else {
      throw .tooLarge(qubits: qubits, bytes: bytes, free: AlignedMemory.freeBytes)
    }
    words = Array(repeating: 0, count: 4 * qubits * wordCount)
    powers = Array(repeating: 0, count: 2 * qubits)
    for qubit in 0..<qubits {
      let (word, bit) = (qubit / 64, UInt64(1) << UInt64(qubit % 64))
      words[4 * qubit * wordCount + word] = bit
      words[(4 * qubit + 3) * wordCount + word] = bit
    }
  }

  /// Whether a row flips a qubit.
  func flips(_ row: Int, _ qubit: Int) -> Bool {
    words[2 * row * wordCount + qubit / 64] >> UInt64(qubit % 64) & 1 == 1
  }

  /// The words that say which qubits a row flips.
  func flips(ofRow row: Int) -> ArraySlice<UInt64> {
    words[2 * row * wordCount..<(2 * row + 1) * wordCount]
  }

  /// $U^\dagger P U$ of a product of Pauli matrices.
  func pulledBack(_ string: PauliString) -> Row {
    let factors = string.factors
    var row = Row(
      words: Array(repeating: 0, count: 2 * wordCount),
      power: factors.count { $0.pauli == .y })
    for (qubit, pauli) in factors where pauli != .z { multiply(&row, by: 2 * qubit) }
    for (qubit, pauli) in factors where pauli != .x { multiply(&row, by: 2 * qubit + 1) }
    row.power &= 3
    return row
  }

  /// The mean of a product of Pauli matrices: 1, -1 or 0.
  func mean(of string: PauliString) -> Double {
    let row = pulledBack(string)
    return row.firstFlip != nil ? 0 : row.power == 0 ? 1 : -1
  }

  /// The mean of a product of phase flips.
  func mean(ofPhasesOn qubits: [Int]) -> Double {
    var row = Row(words: Array(repeating: 0, count: 2 * wordCount), power: 0)
    for qubit in qubits { multiply(&row, by: 2 * qubit + 1) }
    return row.firstFlip != nil ? 0 : row.power & 3 == 0 ? 1 : -1
  }

  /// Applies a gate.
  mutating func apply(_ action: CliffordAction, on qubits: [Int]) {
    let length = 2 * wordCount
    var changed: [(row: Int, value: Row)] = []
    for (number, image) in action.backward.enumerated() {
      if image == .generator(number) { continue }
      var row = Row(words: Array(repeating: 0, count: length), power: image.power)
      for (place, qubit) in qubits.enumerated() where image.x >> place & 1 == 1 {
        multiply(&row, by: 2 * qubit)
      }
      for (place, qubit) in qubits.enumerated() where image.z >> place & 1 == 1 {
        multiply(&row, by: 2 * qubit + 1)
      }
      changed.append((2 * qubits[number / 2] + number % 2, row))
    }
    for (row, value) in changed {
      powers[row] = UInt8(value.power & 3)
      words.withUnsafeMutableBufferPointer { all in
        for word in 0..<length { all[row * length + word] = value.words[word] }
      }
    }
  }

  /// Applies a product of Pauli matrices, given by the qubits that it flips and those whose phase it flips.
  mutating func flip(x: (Int) -> Bool, z: (Int) -> Bool) {
    for qubit in 0..<qubitCount {
      if z(qubit) { powers[2 * qubit] = (powers[2 * qubit] + 2) & 3 }
      if x(qubit) { powers[2 * qubit + 1] = (powers[2 * qubit + 1] + 2) & 3 }
    }
  }

  /// Flips one qubit.
  mutating func flip(_ qubit: Int) { powers[2 * qubit + 1] = (powers[2 * qubit + 1] + 2) & 3 }

  /// Measures a qubit; what is not certain is drawn.
  mutating func measure(_ qubit: Int, using random: inout RandomStream) -> Bool {
    let row = self.row(2 * qubit + 1)
    guard row.firstFlip != nil else { return row.power == 2 }
    let outcome = random.next() & 1 == 1
    collapse(row, to: outcome)
    return outcome
  }

  /// Projects onto a value of a product of Pauli matrices, given as it was pulled back.
  ///
  /// With $R$ the product, $r$ its value and $S = Z_k$ for a qubit *k* that $R$ flips, the matrix
  /// $W = (S + rR)/\sqrt2$ is unitary and its own inverse, and $W|0\rangle$ is the projected state. So $U$
  /// becomes $UW$, and a row $P$ becomes $WPW$: $P$ where it commutes with both, $-P$ where it does with
  /// neither, $rPSR$ where it does with $S$ alone, and $-rPSR$ where it does with $R$ alone.
  mutating func collapse(_ measured: Row, to isNegative: Bool) {
    guard let pivot = measured.firstFlip else { return }
    let (half, length) = (wordCount, 2 * wordCount)
    let (word, shift) = (pivot / 64, UInt64(pivot % 64))
    var product = measured
    product.words[half + word] ^= 1 << shift
    product.power += 2
    let turn = product.power + (isNegative ? 2 : 0)
    words.withUnsafeMutableBufferPointer { all in
      measured.words.withUnsafeBufferPointer { measured in
        product.words.withUnsafeBufferPointer { product in
          guard let all = all.baseAddress, let product = product.baseAddress else { return }
          for row in 0..<2 * qubitCount {
            let start = all + row * length
            var parity: UInt64 = 0
            for word in 0..<half {
              parity ^= start[word] & measured[half + word] ^ start[half + word] & measured[word]
            }
            let isOpposed = parity.nonzeroBitCount & 1 == 1
            let isPaired = start[word] >> shift & 1 == 1
            if isOpposed && isPaired {
              powers[row] = (powers[row] + 2) & 3
            } else if isOpposed || isPaired {
              let sign = Tableau.multiply(start, by: product, half)
              powers[row] = UInt8((Int(powers[row]) + turn + sign + (isPaired ? 2 : 0)) & 3)
            }
          }
        }
      }
    }
  }

  private func row(_ number: Int) -> Row {
    let length = 2 * wordCount
    return Row(
      words: Array(words[number * length..<(number + 1) * length]), power: Int(powers[number]))
  }

  private func multiply(_ row: inout Row, by number: Int) {
    let length = 2 * wordCount
    let sign = row.words.withUnsafeMutableBufferPointer { left in
      words.withUnsafeBufferPointer { all in
        guard let left = left.baseAddress, let all = all.baseAddress else { return 0 }
        return Tableau.multiply(left, by: all + number * length, wordCount)
      }
    }
    row.power += Int(powers[number]) + sign
  }

  /// Multiplies a row by another, and returns what the powers of i grow by besides: the phases of the
  /// first pass the flips of the second.
  @inline(__always)
  private static func multiply(
    _ left: UnsafeMutablePointer<UInt64>, by right: UnsafePointer<UInt64>, _ half: Int
  ) -> Int {
    var parity: UInt64 = 0
    for word in 0..<half {
      parity ^= left[half + word] & right[word]
      left[word] ^= right[word]
      left[half + word] ^= right[half + word]
    }
    return 2 * (parity.nonzeroBitCount & 1)
  }
}
