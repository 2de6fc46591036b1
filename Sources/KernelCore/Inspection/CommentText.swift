/// Writes what stands in a comment, for a page that shows Markdown or for one that does not.
struct CommentText {
  let isMarkdown: Bool

  /// Paragraphs, listings and lists, with an empty line between two.
  func blocks(_ pieces: [Markup]) -> String {
    pieces.compactMap(block).filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// A title.
  func title(_ words: String) -> String { strong("\(words):") }

  /// A title before a text; nothing without the text.
  func titled(_ words: String, _ text: String) -> String {
    text.isEmpty ? "" : "\(title(words)) \(text)"
  }

  /// Lines of Swift.
  func listing(_ code: String) -> String {
    if isMarkdown { return "```swift\n\(code)\n```" }
    return code.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "    \($0)" }.joined(separator: "\n")
  }

  /// A line of a list, with the lines behind its first moved in.
  func item(_ text: String, mark: String = "-") -> String {
    let indent = String(repeating: " ", count: mark.count + 1)
    return "\(mark) \(text.replacing("\n", with: "\n\(indent)"))"
  }

  /// A word of code within a line.
  func code(_ text: String) -> String { "`\(text)`" }

  private func block(_ piece: Markup) -> String? {
    guard case .element(let name, let content) = piece else { return nil }
    switch name {
    case "Para": return content.map(inline).joined().trimmedBlanks
    case "CodeListing", "Verbatim": return listing(CommentText.lines(of: content))
    case "List-Bullet": return content.map { item(blocks($0.content)) }.joined(separator: "\n")
    case "List-Number":
      return content.enumerated().map { item(blocks($1.content), mark: "\($0 + 1).") }
        .joined(separator: "\n")
    case "rawHTML": return content.plainText
    // What a comment calls by a name of its own: Complexity, Note, Precondition.
    default: return titled(name, blocks(content))
    }
  }

  private func inline(_ piece: Markup) -> String {
    guard case .element(let name, let content) = piece else { return piece.plainText }
    let text = content.map(inline).joined()
    switch name {
    case "codeVoice": return code(text)
    case "emphasis": return isMarkdown ? "*\(text)*" : text
    case "strong", "bold": return strong(text)
    default: return text
    }
  }

  private func strong(_ text: String) -> String { isMarkdown ? "**\(text)**" : text }

  /// The lines of a listing, which ends with an empty one.
  private static func lines(of content: [Markup]) -> String {
    var lines = content.map(\.plainText)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}

extension String {
  /// The text without blanks at its ends.
  fileprivate var trimmedBlanks: String {
    let inner = drop { $0.isWhitespace }
    guard let last = inner.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(inner[...last])
  }
}
