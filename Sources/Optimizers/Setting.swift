import Numerics

/// A number that a rule or a method was made with, and whether it is one that is allowed.
///
/// Rules and methods list their settings; whoever runs them refuses those that are not allowed, so
/// that making one needs no `try`.
public struct Setting: Hashable, Sendable {
  /// What it is called.
  public let name: String
  /// The number as text.
  public var given: String { value.text }
  /// What is allowed, to follow the word "give".
  public let allowed: String
  /// Whether the number is one that is allowed.
  public let isAllowed: Bool
  /// What was given, written only where somebody reads it: whoever trains a little often makes many.
  private let value: Value

  private enum Value: Hashable, Sendable {
    case text(String), number(Double)

    var text: String {
      switch self {
      case .text(let text): text
      case .number(let number): fullText(number)
      }
    }
  }

  /// A setting of any kind.
  public init(_ name: String, given: String, allowed: String, isAllowed: Bool) {
    self.init(name, .text(given), allowed, isAllowed)
  }

  private init(_ name: String, _ value: Value, _ allowed: String, _ isAllowed: Bool) {
    (self.name, self.value, self.allowed, self.isAllowed) = (name, value, allowed, isAllowed)
  }

  /// A number that is finite and greater than zero.
  public static func positive(_ name: String, _ value: Double) -> Setting {
    Setting(name, .number(value), "a finite number above 0", value.isFinite && value > 0)
  }

  /// A number that is finite and not below zero.
  public static func notNegative(_ name: String, _ value: Double) -> Setting {
    Setting(
      name, .number(value), "a finite number that is not negative", value.isFinite && value >= 0)
  }

  /// A number from 0 to below 1.
  public static func fraction(_ name: String, _ value: Double) -> Setting {
    Setting(name, .number(value), "a number from 0 to below 1", value >= 0 && value < 1)
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
