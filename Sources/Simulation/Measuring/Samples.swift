/// What measurements showed: a row for each shot, with a bit for each qubit or classical bit, of any width.
///
/// ```swift
/// let samples = try bell.sampled(shots: 1_000, seed: 7)
/// samples.counts                                // ["00": 503, "11": 497]
/// samples.mean(ofBit: 0)                        // 0.497
/// try samples.marginal(of: [1]).counts          // ["0": 503, "1": 497]
/// ```
///
/// Rows are packed, 64 bits in a word, so that shots of thousands of qubits take little memory.
public struct Samples: Hashable, Sendable {
  /// How many shots there are.
  public let shotCount: Int
  /// How many bits each shot has.
  public let bitCount: Int
  /// The rows, one after the other; each begins with a word, bit 0 is the lowest bit of its first word,
  /// and what is behind its last bit is 0.
  public let words: [UInt64]

  init(shots: Int, bits: Int, words: [UInt64]) {
    (shotCount, bitCount, self.words) = (shots, bits, words)
  }

  /// Numbers that measurements showed.
  ///
  /// - Parameters:
  ///   - bitCount: How many bits each number has, from 0 to 64.
  ///   - outcomes: The numbers; bits beyond are left out.
  public init(bitCount: Int, outcomes: [UInt64]) {
    let bits = max(0, min(64, bitCount))
    let mask = bits == 64 ? UInt64.max : 1 << UInt64(bits) - 1
    let isFit = outcomes.allSatisfy { $0 & ~mask == 0 }
    let words = isFit ? outcomes : outcomes.map { $0 & mask }
    self.init(shots: outcomes.count, bits: bits, words: bits == 0 ? [] : words)
  }

  /// How many words each row takes.
  public var wordsPerShot: Int { Samples.words(for: bitCount) }

  static func words(for bits: Int) -> Int { (bits + 63) / 64 }

  // MARK: Single shots

  /// The bits of a shot, bit 0 first.
  ///
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for a shot that is not there.
  public func bits(ofShot shot: Int) throws(SimulationError) -> [Bool] {
    guard 0..<shotCount ~= shot else {
      throw .unfit("bits", given: "shot \(shot)", allowed: "there are \(shotCount), from 0")
    }
    let start = shot * wordsPerShot
    return (0..<bitCount).map { words[start + $0 / 64] >> UInt64($0 % 64) & 1 == 1 }
  }

  /// The shots as numbers, one after the other; bit 0 is the lowest.
  ///
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for more than 64 bits.
  public var outcomes: [UInt64] {
    get throws(SimulationError) {
      guard bitCount <= 64 else {
        throw .unfit(
          "outcomes", given: "\(bitCount) bits",
          allowed: "64 are the most in one number; take counts, bits(ofShot:) or a marginal")
      }
      return bitCount == 0 ? Array(repeating: 0, count: shotCount) : words
    }
  }

  // MARK: All shots

  /// How often each number was seen.
  ///
  /// - Throws: As ``outcomes``.
  public var numberCounts: [UInt64: Int] {
    get throws(SimulationError) {
      try outcomes.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
  }

  /// How often each bit string was seen; the highest bit is the first letter, as in Qiskit.
  ///
  /// - Complexity: O(shots · bits).
  public var counts: [String: Int] {
    let step = wordsPerShot
    guard step > 0 else { return shotCount == 0 ? [:] : ["": shotCount] }
    var counts: [ArraySlice<UInt64>: Int] = [:]
    for shot in 0..<shotCount { counts[words[shot * step..<(shot + 1) * step], default: 0] += 1 }
    return Dictionary(uniqueKeysWithValues: counts.map { (text(of: $0.key), $0.value) })
  }

  /// The share of the shots in which a bit was 1; not a number for a bit that is not there, or no shots.
  ///
  /// - Complexity: O(shots).
  public func mean(ofBit bit: Int) -> Double {
    guard 0..<bitCount ~= bit, shotCount > 0 else { return .nan }
    let (step, shift) = (wordsPerShot, UInt64(bit % 64))
    var (place, ones) = (bit / 64, UInt64(0))
    while place < words.count {
      ones += words[place] >> shift & 1
      place += step
    }
    return Double(ones) / Double(shotCount)
  }

  /// The mean of a product of Z on some bits: 1 for each shot in which an even number of them was 1, and -1
  /// for each other one.
  ///
  /// ```swift
  /// try samples.mean(ofProductOver: [0, 99])      // estimates <Z0 Z99>
  /// ```
  ///
  /// - Parameter bits: The bits; the mean over none is 1.
  /// - Returns: The mean; not a number for no shots.
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for a bit that is not there, or named twice.
  /// - Complexity: O(shots · bits / 64).
  public func mean(ofProductOver bits: [Int]) throws(SimulationError) -> Double {
    try checkBits(bits, "mean")
    guard shotCount > 0 else { return .nan }
    let step = wordsPerShot
    var mask = [UInt64](repeating: 0, count: step)
    for bit in bits { mask[bit / 64] |= 1 << UInt64(bit % 64) }
    var odd = 0
    for shot in 0..<shotCount {
      var ones = 0
      for word in 0..<step { ones += (words[shot * step + word] & mask[word]).nonzeroBitCount }
      odd += ones & 1
    }
    return 1 - 2 * Double(odd) / Double(shotCount)
  }

  /// The same shots with some of the bits alone.
  ///
  /// - Parameter bits: The bits, the lowest of the result first.
  /// - Returns: As many shots, each with the bits that are named.
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for a bit that is not there, or named twice.
  /// - Complexity: O(shots · *k*) for *k* bits.
  public func marginal(of bits: [Int]) throws(SimulationError) -> Samples {
    try checkBits(bits, "marginal")
    var builder = SamplesBuilder(shots: shotCount, bits: bits.count)
    let step = wordsPerShot
    for shot in 0..<shotCount {
      builder.set(shot) { words[shot * step + bits[$0] / 64] >> UInt64(bits[$0] % 64) & 1 == 1 }
    }
    return builder.finished()
  }

  private func checkBits(_ bits: [Int], _ what: String) throws(SimulationError) {
    if let bit = bits.first(where: { !(0..<bitCount ~= $0) }) {
      throw .unfit(what, given: "bit \(bit)", allowed: "there are \(bitCount), counted from 0")
    }
    guard Set(bits).count == bits.count else {
      throw .unfit(what, given: "bits \(bits)", allowed: "each stands there once")
    }
  }

  // MARK: Words

  /// A number as a bit string, the highest bit first.
  public func text(of outcome: UInt64) -> String { text(of: [outcome][...]) }

  private func text(of row: ArraySlice<UInt64>) -> String {
    String(
      (0..<bitCount).reversed().map { bit in
        let place = row.startIndex + bit / 64
        return place < row.endIndex && row[place] >> UInt64(bit % 64) & 1 == 1 ? "1" : "0"
      })
  }
}

extension Samples: CustomStringConvertible {
  /// The most frequent bit strings with their counts, or the first of those that are longer than 64 bits.
  public var description: String {
    if bitCount > 64 {
      let first = (0..<min(4, shotCount)).map { shot in
        text(of: words[shot * wordsPerShot..<(shot + 1) * wordsPerShot])
      }
      let rest = shotCount > 4 ? ", and \(shotCount - 4) more" : ""
      return "\(shotCount) shots of \(bitCount) bits: \(first.joined(separator: ", "))\(rest)"
    }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let texts = sorted.prefix(8).map { "\($0.key): \($0.value)" }
    let rest = sorted.count > 8 ? ", and \(sorted.count - 8) more" : ""
    return "\(shotCount) shots: \(texts.joined(separator: ", "))\(rest)"
  }
}
