import Display

/// What a page has to load in order to draw a widget: Jupyter's own classes, by their names.
struct WidgetKind: Hashable, Sendable {
  private let module: String
  private let version: String
  private let name: String
  private let view: String

  private init(
    _ name: String, view: String? = nil, module: String = "controls", version: String = "2.0.0"
  ) {
    (self.name, self.view, self.version) = (name, view ?? name, version)
    self.module = "@jupyter-widgets/\(module)"
  }

  static let floatSlider = WidgetKind("FloatSlider")
  static let intSlider = WidgetKind("IntSlider")
  static let floatField = WidgetKind("BoundedFloatText", view: "FloatText")
  static let intField = WidgetKind("BoundedIntText", view: "IntText")
  static let textField = WidgetKind("Text")
  static let dropdown = WidgetKind("Dropdown")
  static let checkbox = WidgetKind("Checkbox")
  static let toggleButton = WidgetKind("ToggleButton")
  static let button = WidgetKind("Button")
  static let play = WidgetKind("Play")
  static let progress = WidgetKind("FloatProgress", view: "Progress")
  static let label = WidgetKind("Label")
  static let html = WidgetKind("HTML")
  static let row = WidgetKind("HBox")
  static let column = WidgetKind("VBox")
  static let tabs = WidgetKind("Tab")
  static let output = WidgetKind("Output", module: "output", version: "1.0.0")

  /// The fields by which a page finds the classes.
  var state: [String: JSON] {
    [
      "_model_module": .string(module), "_model_module_version": .string(version),
      "_model_name": .string(name + "Model"), "_view_module": .string(module),
      "_view_module_version": .string(version), "_view_name": .string(view + "View"),
    ]
  }
}
