/// When an operation is done: where classical bits, read as a number, have a value.
///
/// ```swift
/// Condition(bit: 0)                             // where bit 0 is 1
/// Condition(bits: [0, 1, 2], equal: 5)          // where bits 0 and 2 are 1 and bit 1 is 0
/// !Condition(bit: 0)                            // where bit 0 is 0
/// ```
public struct Condition: Hashable, Sendable {
  /// The bits, the lowest first.
  public let bits: [Int]
  /// The number that they have to be.
  public let value: UInt64
  /// Whether they have to be another number.
  public let isNegated: Bool

  /// Where a bit has a value.
  public init(bit: Int, is value: Bool = true) { self.init(bits: [bit], equal: value ? 1 : 0) }

  /// Where bits, the lowest first, are a number.
  ///
  /// More than 64 bits, no bits, and a number that the bits cannot be, are flaws that the first use of a
  /// circuit reports.
  public init(bits: [Int], equal value: UInt64) {
    (self.bits, self.value, isNegated) = (bits, value, false)
  }

  private init(bits: [Int], value: UInt64, isNegated: Bool) {
    (self.bits, self.value, self.isNegated) = (bits, value, isNegated)
  }

  /// Where the condition does not hold.
  public static prefix func ! (condition: Condition) -> Condition {
    Condition(bits: condition.bits, value: condition.value, isNegated: !condition.isNegated)
  }

  /// Whether the condition holds for given classical bits.
  ///
  /// - Parameter register: The value of each bit; those beyond its end are 0.
  /// - Returns: Whether the operation is done.
  public func holds(for register: [Bool]) -> Bool {
    holds { register.indices ~= $0 && register[$0] }
  }

  /// Whether it holds for classical bits, each of which is asked for.
  package func holds(_ isSet: (Int) -> Bool) -> Bool {
    var number: UInt64 = 0
    for (place, bit) in bits.enumerated().prefix(64) where isSet(bit) {
      number |= 1 << UInt64(place)
    }
    return (number == value) != isNegated
  }

  /// The same condition on other bits.
  func moved(_ place: (Int) -> Int) -> Condition {
    Condition(bits: bits.map(place), value: value, isNegated: isNegated)
  }

  /// What is wrong with it, besides bits that a circuit may not have.
  var flaw: String? {
    if bits.isEmpty { return "the condition names no bits" }
    if Set(bits).count < bits.count { return "the condition names a bit twice" }
    if bits.count > 64 { return "the condition has \(bits.count) bits, and 64 are the most" }
    if bits.count < 64 && value >> UInt64(bits.count) != 0 {
      return "\(bits.count) bits are never \(value); the most is \((1 as UInt64) << bits.count - 1)"
    }
    return nil
  }
}

extension Condition: CustomStringConvertible {
  /// `c[0]`, `!c[0]`, `c[0, 1, 2] == 5`.
  public var description: String {
    let places = "c[\(bits.map(String.init).joined(separator: ", "))]"
    if bits.count == 1, value <= 1 { return (value == 1) != isNegated ? places : "!\(places)" }
    return "\(places) \(isNegated ? "!=" : "==") \(value)"
  }
}
