extension JSON {
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
