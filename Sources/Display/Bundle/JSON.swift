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

  /// The tree in one line.
  public var serialized: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let truth): text += truth ? "true" : "false"
    case .integer(let number): text += String(number)
    case .number(let number): text += number.isFinite ? "\(number)" : "null"
    case .string(let string): JSON.writeQuoted(string, to: &text)
    case .array(let items):
      JSON.writeList(items, between: "[]", to: &text) { $0.write(to: &$1) }
    case .object(let members):
      JSON.writeList(members.sorted { $0.key < $1.key }, between: "{}", to: &text) {
        JSON.writeQuoted($0.key, to: &$1)
        $1 += ":"
        $0.value.write(to: &$1)
      }
    }
  }

  private static func writeList<Item>(
    _ items: [Item], between brackets: String, to text: inout String,
    writeItem: (Item, inout String) -> Void
  ) {
    text += brackets.prefix(1)
    for (index, item) in items.enumerated() {
      if index > 0 { text += "," }
      writeItem(item, &text)
    }
    text += brackets.suffix(1)
  }

  private static func writeQuoted(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
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

extension JSON: Displayable {
  /// The tree as text in one line, and as a tree.
  public var bundle: MIMEBundle { MIMEBundle(text: serialized).adding(.json, .json(self)) }
}
