/// A media type under which a value can be shown.
public struct MIMEType: RawRepresentable, Hashable, Sendable {
  /// The type as Jupyter writes it.
  public let rawValue: String

  /// Makes a media type from its written form.
  public init(rawValue: String) { self.rawValue = rawValue }
}
