import Numerics

/// A number that a rule or a method was made with, and whether it is one that is allowed.
///
/// Rules and methods list their settings; whoever runs them refuses those that are not allowed, so
/// that making one needs no `try`.
public struct Setting: Hashable, Sendable {
  /// What it is called.
  public let name: String
  /// The number as text.
  public let given: String
  /// What is allowed, to follow the word "give".
  public let allowed: String
  /// Whether the number is one that is allowed.
  public let isAllowed: Bool

  /// A setting of any kind.
  public init(_ name: String, given: String, allowed: String, isAllowed: Bool) {
    (self.name, self.given, self.allowed, self.isAllowed) = (name, given, allowed, isAllowed)
  }

  /// A number that is finite and greater than zero.
  public static func positive(_ name: String, _ value: Double) -> Setting {
    Setting(
      name, given: fullText(value), allowed: "a finite number above 0",
      isAllowed: value.isFinite && value > 0)
  }

  /// A number that is finite and not below zero.
  public static func notNegative(_ name: String, _ value: Double) -> Setting {
    Setting(
      name, given: fullText(value), allowed: "a finite number that is not negative",
      isAllowed: value.isFinite && value >= 0)
  }

  /// A number from 0 to below 1.
  public static func fraction(_ name: String, _ value: Double) -> Setting {
    Setting(
      name, given: fullText(value), allowed: "a number from 0 to below 1",
      isAllowed: value >= 0 && value < 1)
  }

  /// A whole number in a range.
  public static func count(
    _ name: String, _ value: Int, _ allowed: ClosedRange<Int> = 1...Int.max
  ) -> Setting {
    let words =
      allowed.upperBound == Int.max
      ? "\(allowed.lowerBound) or more" : "\(allowed.lowerBound) to \(allowed.upperBound)"
    return Setting(
      name, given: "\(value)", allowed: words, isAllowed: allowed.contains(value))
  }
}

/// Refuses the first setting that is not allowed.
func requireAllowed(_ settings: [Setting], _ who: String) throws(OptimizerError) {
  guard let wrong = settings.first(where: { !$0.isAllowed }) else { return }
  throw .setting(who, name: wrong.name, given: wrong.given, allowed: wrong.allowed)
}

/// Refuses a list without numbers, and one with numbers that are not finite.
func requireFinite(
  _ values: [Double], _ who: String, _ what: String
) throws(OptimizerError) {
  guard let place = values.firstIndex(where: { !$0.isFinite }) else { return }
  throw .notFinite(who, what: "\(what) \(place)", value: fullText(values[place]))
}
