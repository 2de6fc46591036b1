import Display

/// Words that can be changed while they stand on the page.
public final class Label: Widget, @unchecked Sendable {
  /// Makes a label.
  public init(_ words: String) { super.init(.label, ["value": .string(words)]) }

  /// What it says.
  public var words: String {
    get { model["value"]?.string ?? "" }
    set { set(.string(newValue), as: "value") }
  }

  override var text: String { words }
}

/// A piece of a web page that can be changed while it stands there.
public final class HTMLText: Widget, @unchecked Sendable {
  /// Makes a place for markup.
  public init(_ source: String) { super.init(.html, ["value": .string(source)]) }

  /// The markup.
  public var source: String {
    get { model["value"]?.string ?? "" }
    set { set(.string(newValue), as: "value") }
  }

  override var text: String { source }
}
