/// Reads XML piece by piece, with the elements that are open on a stack.
struct MarkupReader {
  private var rest: Substring
  private var open: [(name: String, content: [Markup])] = [("", [])]
  /// Elements deeper than this are left out, and their text is kept.
  private static let deepest = 64

  init(_ xml: String) { rest = xml[...] }

  mutating func pieces() -> [Markup] {
    while !rest.isEmpty { readPiece() }
    while open.count > 1 { close() }
    return open[0].content
  }

  private mutating func readPiece() {
    if rest.hasPrefix("<![CDATA[") {
      add(.text(take(after: "<![CDATA[", to: "]]>")))
    } else if rest.hasPrefix("<") {
      readTag(take(after: "<", to: ">"))
    } else {
      let text = rest.prefix { $0 != "<" }
      rest = rest[text.endIndex...]
      add(.text(MarkupReader.decoded(text)))
    }
  }

  private mutating func readTag(_ tag: String) {
    let name = String(tag.drop { $0 == "/" }.prefix { !$0.isWhitespace && $0 != "/" })
    if tag.hasPrefix("/") {
      if open.count > 1 && open[open.count - 1].name == name { close() }
    } else if tag.hasSuffix("/") {
      add(.element(name: name, content: []))
    } else if open.count < MarkupReader.deepest {
      open.append((name, []))
    }
  }

  private mutating func add(_ piece: Markup) { open[open.count - 1].content.append(piece) }

  private mutating func close() {
    let (name, content) = open.removeLast()
    add(.element(name: name, content: content))
  }

  /// The text between two marks, or to the end where the second is missing.
  private mutating func take(after start: String, to end: String) -> String {
    rest = rest.dropFirst(start.count)
    let range = rest.firstRange(of: end)
    defer { rest = range.map { rest[$0.upperBound...] } ?? "" }
    return String(rest[..<(range?.lowerBound ?? rest.endIndex)])
  }

  private static let characters: [(entity: String, character: String)] = [
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&"),
  ]

  private static func decoded(_ text: Substring) -> String {
    characters.reduce(String(text)) { $0.replacing($1.entity, with: $1.character) }
  }
}
