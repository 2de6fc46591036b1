import Display

/// A line of text that is typed; it changes when it is left or Return is pressed.
///
/// ```swift
/// let title = TextField("Loss", label: "title")
/// ```
public final class TextField: Control<String>, @unchecked Sendable {
  /// Makes a field with a text in it.
  public init(_ value: String = "", label: String = "") {
    super.init(
      .textField, ["continuous_update": false], label: label, value: value, coding: .text)
  }

  /// Makes a field, and below it what a closure returns for its text.
  public convenience init<Drawn>(
    _ value: String = "", label: String = "", drawing draw: @escaping (String) throws -> Drawn
  ) {
    self.init(value, label: label)
    respond(draw)
  }

  override var valueText: String { "[\(value)]" }
}
