import Display

/// A box with a tick or without.
///
/// ```swift
/// let isNoisy = Checkbox("noise", value: true)
/// ```
public final class Checkbox: Control<Bool>, @unchecked Sendable {
  /// Makes a box with words beside it.
  public init(_ label: String, value: Bool = false) {
    super.init(.checkbox, ["indent": false], label: label, value: value, coding: .truth)
  }

  /// Makes a box, and below it what a closure returns for its value.
  public convenience init<Drawn>(
    _ label: String, value: Bool = false, drawing draw: @escaping (Bool) throws -> Drawn
  ) {
    self.init(label, value: value)
    respond(draw)
  }

  override var valueText: String { value ? "☑" : "☐" }
}

/// A button that stays pressed until it is pressed again.
///
/// ```swift
/// let isLogarithmic = Toggle("log scale")
/// ```
public final class Toggle: Control<Bool>, @unchecked Sendable {
  /// Makes a button with words on it.
  public init(_ label: String, value: Bool = false) {
    super.init(.toggleButton, label: label, value: value, coding: .truth)
  }

  /// Makes a button, and below it what a closure returns for its value.
  public convenience init<Drawn>(
    _ label: String, value: Bool = false, drawing draw: @escaping (Bool) throws -> Drawn
  ) {
    self.init(label, value: value)
    respond(draw)
  }

  override var valueText: String { value ? "[on]" : "[off]" }
}
