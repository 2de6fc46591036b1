/// A piece of the XML in which SourceKit gives declarations and comments.
package indirect enum Markup: Hashable, Sendable {
  /// Text, with nothing left to decode.
  case text(String)
  /// What stands between two tags.
  case element(name: String, content: [Markup])

  /// Reads XML; what is not well formed is taken as far as it makes sense.
  package static func read(_ xml: String) -> [Markup] {
    var reader = MarkupReader(xml)
    return reader.pieces()
  }

  /// The text without the tags.
  package var plainText: String {
    switch self {
    case .text(let text): text
    case .element(_, let content): content.plainText
    }
  }

  /// What the element holds; nothing if this is text.
  package var content: [Markup] {
    if case .element(_, let content) = self { content } else { [] }
  }

  /// Whether this is an element of a name.
  package func isElement(_ name: String) -> Bool {
    if case .element(name, _) = self { true } else { false }
  }
}

extension [Markup] {
  /// The text without the tags.
  package var plainText: String { map(\.plainText).joined() }

  /// The content of the first element of a name; nothing if there is none.
  package func content(of name: String) -> [Markup] {
    first { $0.isElement(name) }?.content ?? []
  }
}
