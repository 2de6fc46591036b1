import JSONTrees

/// Long texts, which notebooks keep as lists of lines.
enum Multiline {
  /// A text from its lines, or as it stands.
  static func joined(_ tree: JSON) -> String? {
    tree.string ?? tree.array.map { $0.compactMap(\.string).joined() }
  }

  /// The lines of a text, each with its end.
  static func split(_ text: String) -> JSON {
    // Bytes, since a carriage return before the end of a line would be one character with it.
    var lines: [JSON] = []
    var rest = Substring(text).utf8
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let next = rest.index(after: end)
      lines.append(.string(String(decoding: rest[..<next], as: UTF8.self)))
      rest = rest[next...]
    }
    if !rest.isEmpty { lines.append(.string(String(decoding: rest, as: UTF8.self))) }
    return .array(lines)
  }

  /// An output whose texts are in one piece.
  static func joined(output: JSON) -> JSON { changed(output) { joined($0).map { .string($0) } } }

  /// An output whose texts are lists of lines.
  static func split(output: JSON) -> JSON { changed(output) { $0.string.map(split) } }

  private static func changed(_ output: JSON, _ change: (JSON) -> JSON?) -> JSON {
    guard var members = output.object else { return output }
    if let text = members["text"] { members["text"] = change(text) ?? text }
    if let data = members["data"]?.object {
      let texts = data.map { type, content in
        (type, isTree(type) ? content : change(content) ?? content)
      }
      members["data"] = .object(Dictionary(texts) { first, _ in first })
    }
    return .object(members)
  }

  /// Whether what stands under a media type is a tree.
  private static func isTree(_ type: String) -> Bool {
    type == "application/json" || type.hasSuffix("+json")
  }
}

extension JSON {
  /// The tree with a line for each item, as Jupyter writes its files.
  var laidOut: String {
    var text = ""
    write(to: &text, depth: 0)
    return text
  }

  private func write(to text: inout String, depth: Int) {
    switch self {
    case .array(let items) where !items.isEmpty:
      text += "["
      for (place, item) in items.enumerated() {
        JSON.beginLine(in: &text, isFirst: place == 0, depth: depth + 1)
        item.write(to: &text, depth: depth + 1)
      }
      text += "\n" + String(repeating: " ", count: depth) + "]"
    case .object(let members) where !members.isEmpty:
      text += "{"
      for (place, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
        JSON.beginLine(in: &text, isFirst: place == 0, depth: depth + 1)
        text += JSON.string(member.key).serialized + ": "
        member.value.write(to: &text, depth: depth + 1)
      }
      text += "\n" + String(repeating: " ", count: depth) + "}"
    default: text += serialized
    }
  }

  private static func beginLine(in text: inout String, isFirst: Bool, depth: Int) {
    text += (isFirst ? "\n" : ",\n") + String(repeating: " ", count: depth)
  }
}
