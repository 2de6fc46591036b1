/// A tree of plain data, as JSON has it.
public enum JSON: Hashable, Sendable {
  /// Nothing.
  case null
  /// A truth value.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A number; what is not finite is written as `null`, since JSON has no word for it.
  case number(Double)
  /// Text.
  case string(String)
  /// A list.
  case array([JSON])
  /// Named values, written in the order of their names so that equal trees read the same.
  case object([String: JSON])
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByNilLiteral
{
  /// Makes text from a literal.
  public init(stringLiteral value: String) { self = .string(value) }
  /// Makes a whole number from a literal.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// Makes a number from a literal.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// Makes a truth value from a literal.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// Makes a list from a literal.
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  /// Makes named values from a literal; of two with one name the last stands.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Dictionary(elements, uniquingKeysWith: { $1 }))
  }
  /// Makes nothing from `nil`.
  public init(nilLiteral: ()) { self = .null }
}
