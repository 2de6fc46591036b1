/// Text with light marking, set by the front end.
public struct Markdown: Displayable, Hashable, Sendable {
  /// The text as it was written.
  public let source: String
  /// Makes a snippet from Markdown.
  public init(_ source: String) { self.source = source }
  /// The source as text, and as Markdown.
  public var bundle: MIMEBundle { MIMEBundle(text: source).adding(.markdown, source) }
}

/// Mathematics, set by the front end: `LaTeX("$e^{i\\pi} = -1$")`.
public struct LaTeX: Displayable, Hashable, Sendable {
  /// The formula as it was written.
  public let source: String
  /// Makes a snippet from LaTeX, with its dollar signs.
  public init(_ source: String) { self.source = source }
  /// The source as text, and as LaTeX.
  public var bundle: MIMEBundle { MIMEBundle(text: source).adding(.latex, source) }
}

/// A piece of a web page.
public struct HTML: Displayable, Hashable, Sendable {
  /// The markup as it was written.
  public let source: String
  /// What a terminal shows in its place.
  public let text: String
  /// Makes a snippet from markup and the text that stands for it where markup cannot be shown.
  public init(_ source: String, text: String) {
    self.source = source
    self.text = text
  }
  /// The text, and the markup.
  public var bundle: MIMEBundle { MIMEBundle(text: text).adding(.html, source) }
}
