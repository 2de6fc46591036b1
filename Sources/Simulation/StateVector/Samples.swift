/// What measurements showed: one number for each shot, with a bit for each qubit or classical bit.
///
/// ```swift
/// let samples = try bell.sampled(shots: 1_000, seed: 7)
/// samples.counts                                // ["00": 503, "11": 497]
/// samples.probabilities                         // 0.503, 0, 0, 0.497
/// ```
public struct Samples: Hashable, Sendable {
  /// How many bits each number has.
  public let bitCount: Int
  /// The numbers, shot after shot; bit 0 is the lowest.
  public let outcomes: [UInt64]

  /// Numbers that measurements showed.
  ///
  /// - Parameters:
  ///   - bitCount: How many bits each number has, from 0 to 64.
  ///   - outcomes: The numbers; bits beyond are left out.
  public init(bitCount: Int, outcomes: [UInt64]) {
    self.bitCount = max(0, min(64, bitCount))
    let mask = self.bitCount == 64 ? UInt64.max : 1 << UInt64(self.bitCount) - 1
    let isFit = outcomes.allSatisfy { $0 & ~mask == 0 }
    self.outcomes = isFit ? outcomes : outcomes.map { $0 & mask }
  }

  /// How many shots there are.
  public var shotCount: Int { outcomes.count }

  /// How often each number was seen.
  public var numberCounts: [UInt64: Int] {
    outcomes.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// How often each bit string was seen; the highest bit is the first letter, as in Qiskit.
  public var counts: [String: Int] {
    Dictionary(uniqueKeysWithValues: numberCounts.map { (text(of: $0.key), $0.value) })
  }

  /// The share of the shots in which a bit was 1.
  public func mean(ofBit bit: Int) -> Double {
    guard 0..<bitCount ~= bit, !outcomes.isEmpty else { return .nan }
    return Double(outcomes.count { $0 >> UInt64(bit) & 1 == 1 }) / Double(outcomes.count)
  }

  /// A number as a bit string, the highest bit first.
  public func text(of outcome: UInt64) -> String {
    String((0..<bitCount).reversed().map { outcome >> UInt64($0) & 1 == 1 ? "1" : "0" })
  }
}

extension Samples: CustomStringConvertible {
  /// The most frequent bit strings with their counts.
  public var description: String {
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let words = sorted.prefix(8).map { "\($0.key): \($0.value)" }
    let rest = sorted.count > 8 ? ", and \(sorted.count - 8) more" : ""
    return "\(shotCount) shots: \(words.joined(separator: ", "))\(rest)"
  }
}
