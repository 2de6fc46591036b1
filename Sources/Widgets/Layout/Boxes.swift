import Display

/// Widgets and other values side by side.
///
/// ```swift
/// Row(slider, LinePlot(losses))
/// ```
public final class Row: Box, @unchecked Sendable {
  /// Puts values side by side; those that are no widgets stand in an ``OutputArea``.
  public init(_ contents: any Displayable...) {
    super.init(.row, contents.map { Box.widget(for: $0) })
  }
}

/// Widgets and other values one below the other.
public final class Column: Box, @unchecked Sendable {
  /// Puts values one below the other; those that are no widgets stand in an ``OutputArea``.
  public init(_ contents: any Displayable...) {
    super.init(.column, contents.map { Box.widget(for: $0) })
  }

  init(widgets: [Widget]) { super.init(.column, widgets) }
}

/// Widgets and other values of which one is seen at a time.
///
/// ```swift
/// Tabs(["loss": LinePlot(losses), "circuit": slider])
/// ```
public final class Tabs: Box, @unchecked Sendable {
  /// Makes a tab for each value, with its title.
  public init(_ contents: KeyValuePairs<String, any Displayable>) {
    super.init(
      .tabs, contents.map { Box.widget(for: $0.value) },
      ["titles": .array(contents.map { .string($0.key) }), "selected_index": 0])
  }

  override var text: String {
    let titles = model["titles"]?.array?.compactMap(\.string) ?? []
    return zip(titles, children).map { "[\($0)]\n\($1.text)" }.joined(separator: "\n")
  }
}

/// A widget that others stand in.
public class Box: Widget, @unchecked Sendable {
  private let widgets: [Widget]

  init(_ kind: WidgetKind, _ widgets: [Widget], _ more: [String: JSON] = [:]) {
    self.widgets = widgets
    let references = JSON.array(widgets.map(\.model.reference))
    super.init(kind, more.merging(["children": references]) { $1 })
  }

  override var children: [Widget] { widgets }

  override var text: String {
    widgets.map(\.text).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  static func widget(for value: any Displayable) -> Widget {
    (value as? Widget)?.whole ?? OutputArea(value)
  }
}
