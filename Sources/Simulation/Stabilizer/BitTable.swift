/// What measurements of many qubits showed, packed: a row of bits for each shot, of any width.
///
/// ```swift
/// let table = try StabilizerSampler(circuit).sampled(shots: 100_000, seed: 7)
/// table.mean(ofBit: 99)
/// try table.bits(ofShot: 0)
/// ```
public struct BitTable: Hashable, Sendable {
  /// How many rows there are.
  public let shotCount: Int
  /// How many bits each row has.
  public let bitCount: Int
  /// The rows, one after the other; each begins with a word, bit 0 is the lowest bit of its first word,
  /// and what is behind its last bit is 0.
  public let words: [UInt64]

  init(shots: Int, bits: Int, words: [UInt64]) {
    (shotCount, bitCount, self.words) = (shots, bits, words)
  }

  /// How many words each row takes.
  public var wordsPerShot: Int { BitTable.words(for: bitCount) }

  static func words(for bits: Int) -> Int { (bits + 63) / 64 }

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

  /// The same shots as numbers.
  ///
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for more than 64 bits.
  public func samples() throws(SimulationError) -> Samples {
    guard bitCount <= 64 else {
      throw .unfit("samples", given: "\(bitCount) bits", allowed: "64 are the most in one number")
    }
    let outcomes = bitCount == 0 ? Array(repeating: 0, count: shotCount) : words
    return Samples(bitCount: bitCount, outcomes: outcomes)
  }

  private func text(of row: ArraySlice<UInt64>) -> String {
    String(
      (0..<bitCount).reversed().map {
        row[row.startIndex + $0 / 64] >> UInt64($0 % 64) & 1 == 1 ? "1" : "0"
      })
  }
}

extension BitTable: CustomStringConvertible {
  /// How many shots there are, and the first of them.
  public var description: String {
    let first = (0..<min(4, shotCount)).map { shot in
      text(of: words[shot * wordsPerShot..<(shot + 1) * wordsPerShot])
    }
    let rest = shotCount > 4 ? ", and \(shotCount - 4) more" : ""
    return "\(shotCount) shots of \(bitCount) bits: \(first.joined(separator: ", "))\(rest)"
  }
}

/// A table while it is filled.
struct BitTableBuilder {
  private let shots: Int
  private let bits: Int
  private let step: Int
  private var words: [UInt64]

  init(shots: Int, bits: Int) {
    (self.shots, self.bits) = (shots, bits)
    step = BitTable.words(for: bits)
    words = Array(repeating: 0, count: shots * step)
  }

  /// Sets what 64 shots showed at a time: `planes` has a list of words for each bit, 64 shots in a word.
  ///
  /// - Parameters:
  ///   - planes: The lists.
  ///   - stride: The length of each list.
  ///   - first: The number of the first shot, a multiple of 64.
  ///   - count: How many shots there are.
  mutating func set(
    planes: UnsafePointer<UInt64>, stride: Int, first: Int, count: Int
  ) {
    words.withUnsafeMutableBufferPointer { rows in
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 64) { square in
        guard let square = square.baseAddress else { return }
        for column in 0..<step {
          let bitCount = min(64, bits - column * 64)
          for block in 0..<(count + 63) / 64 {
            for bit in 0..<bitCount {
              square[bit] = planes[(column * 64 + bit) * stride + block]
            }
            for bit in bitCount..<64 { square[bit] = 0 }
            transpose(square)
            let shot = first + block * 64
            for row in 0..<min(64, count - block * 64) {
              rows[(shot + row) * step + column] = square[row]
            }
          }
        }
      }
    }
  }

  /// Sets one row.
  mutating func set(_ shot: Int, _ isSet: (Int) -> Bool) {
    for bit in 0..<bits where isSet(bit) {
      words[shot * step + bit / 64] |= 1 << UInt64(bit % 64)
    }
  }

  /// Sets one bit.
  mutating func set(_ shot: Int, bit: Int) {
    words[shot * step + bit / 64] |= 1 << UInt64(bit % 64)
  }

  func finished() -> BitTable { BitTable(shots: shots, bits: bits, words: words) }
}

/// Turns a square of 64 by 64 bits over: halves change places, then quarters, and so on.
///
/// H. S. Warren, "Hacker's Delight", 2nd edition (2012), section 7-3.
private func transpose(_ square: UnsafeMutablePointer<UInt64>) {
  var (width, mask) = (32, UInt64(0x0000_0000_FFFF_FFFF))
  while width != 0 {
    var row = 0
    while row < 64 {
      let moved = (square[row] >> UInt64(width) ^ square[row | width]) & mask
      square[row | width] ^= moved
      square[row] ^= moved << UInt64(width)
      row = ((row | width) + 1) & ~width
    }
    width >>= 1
    mask ^= mask << UInt64(width)
  }
}
