/// The smallest part of an OpenQASM text that means something.
struct Token: Sendable {
  enum Kind: Hashable, Sendable {
    /// A name or a keyword.
    case word
    /// A whole number.
    case integer
    /// A number with a point or an exponent.
    case real
    /// What stands between quotation marks.
    case text
    /// An operator or a bracket.
    case symbol
    /// A whole line that is for others: a pragma or an annotation.
    case line
    /// The end of the text.
    case end
  }

  let kind: Kind
  let text: String
  let place: TextPlace

  /// The token in an error.
  var words: String {
    switch kind {
    case .end: "the end of the text"
    case .text: "the text \"\(text.prefix(40))\""
    default: "\"\(text.prefix(40))\(text.count > 40 ? "…" : "")\""
    }
  }
}
