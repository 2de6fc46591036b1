/// A media type under which a value can be shown.
public struct MIMEType: RawRepresentable, Hashable, Sendable {
  /// The type as front ends write it, `image/svg+xml`.
  public let rawValue: String

  /// Makes a media type from its written form.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Text that every front end can show.
  public static let plain = MIMEType(rawValue: "text/plain")
  /// A drawing in vectors.
  public static let svg = MIMEType(rawValue: "image/svg+xml")
  /// A bitmap; its content is bytes.
  public static let png = MIMEType(rawValue: "image/png")
  /// A piece of a web page.
  public static let html = MIMEType(rawValue: "text/html")
  /// Mathematics for a typesetter.
  public static let latex = MIMEType(rawValue: "text/latex")
  /// Text with light marking.
  public static let markdown = MIMEType(rawValue: "text/markdown")
  /// Data that a front end shows as a tree.
  public static let json = MIMEType(rawValue: "application/json")
  /// A chart that answers to the pointer.
  public static let vegaLite = MIMEType(rawValue: "application/vnd.vegalite.v5+json")
  /// A control that the page can move; its content names what the page knows it by.
  public static let widget = MIMEType(rawValue: "application/vnd.jupyter.widget-view+json")
}

extension MIMEType: Comparable {
  /// Orders types by their written form, so that whatever lists them does so in one order.
  public static func < (first: MIMEType, second: MIMEType) -> Bool {
    first.rawValue < second.rawValue
  }
}
