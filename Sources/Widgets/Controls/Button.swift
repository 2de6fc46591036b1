import Display

/// Something to press.
///
/// What the action prints and returns stands below the button.
///
/// ```swift
/// Button("train") { trained(epochs: 10).lossPlot }
/// ```
public final class Button: Control<Int>, @unchecked Sendable {
  /// Makes a button; how often it was pressed is its value.
  public init(_ label: String) {
    super.init(
      .button, label: label, name: "clicks", isSeen: false, value: 0, coding: .within(0...Int.max))
  }

  /// Makes a button that does something each time it is pressed.
  public convenience init<Drawn>(_ label: String, action: @escaping () throws -> Drawn) {
    self.init(label)
    respond(isForEach: true) { _ in try action() }
  }

  override var text: String { "[\(model["description"]?.string ?? "")]" }

  override func receive(_ content: JSON) -> [Response] {
    guard content["event"] == "click" else { return [] }
    _ = model.put(.integer(value &+ 1), as: "clicks")
    return allResponses
  }

  /// The page has no count that it could change.
  override func accept(_ state: JSON) -> [Response] { [] }
}
