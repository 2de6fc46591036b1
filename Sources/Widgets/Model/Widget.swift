import Display

/// Something on the page that can be moved, pressed or changed while it stands there.
///
/// It gets onto the page when it is shown: as the last expression of a cell, by ``display(_:)``, or in
/// another widget. Where there is no page, it is shown as text.
///
/// What changes in a widget lies behind locks, so any thread may use it.
public class Widget: Displayable, @unchecked Sendable {
  let model: WidgetModel

  init(_ kind: WidgetKind, _ values: [String: JSON] = [:], unseen: String? = nil) {
    model = WidgetModel(kind, values, unseen: unseen)
  }

  /// The widgets that stand in this one.
  var children: [Widget] { [] }

  /// What is drawn when the widget comes onto the page.
  var firstDrawings: [Response] { [] }

  /// The widget as it stands on the page: itself, or itself and below it what it draws.
  var whole: Widget { self }

  /// The widget in a line of text.
  var text: String { "" }

  /// Takes a change over that comes from the page and cannot be trusted.
  ///
  /// - Returns: What is to be done about it.
  func accept(_ state: JSON) -> [Response] { [] }

  /// Takes something else that the page says, a click for example.
  func receive(_ content: JSON) -> [Response] { [] }

  /// The widget for a page, and as text.
  public var bundle: MIMEBundle {
    let whole = whole
    guard OpenWidgets.open(whole) else {
      return MIMEBundle(text: whole.textWithDrawings)
    }
    let view: JSON = [
      "version_major": 2, "version_minor": 0, "model_id": .string(whole.model.id),
    ]
    return MIMEBundle(text: whole.text).adding(.widget, .json(view))
  }

  /// Takes the widget from the page.
  public func close() { OpenWidgets.close(whole) }

  private var textWithDrawings: String {
    ([text] + allFirstDrawings.map(\.text)).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// What is drawn at first in this widget and in those that stand in it.
  var allFirstDrawings: [Response] { children.flatMap(\.allFirstDrawings) + firstDrawings }

  /// Changes a value and lets the page know.
  func set(_ value: JSON, as name: String) {
    if model.put(value, as: name) { OpenWidgets.send([name: value], of: self) }
  }
}
