import Display
import Synchronization

/// What a page knows of a widget: its kind and its values.
///
/// The page changes them on one thread while a cell reads them on another.
final class WidgetModel: Sendable {
  /// The name of the widget on the page.
  ///
  /// It is drawn at random, since a process may be continued from a copy that has forgotten which
  /// names were used.
  let id: String
  private let kind: WidgetKind
  private let values: Mutex<[String: JSON]>
  /// The name of a value that the page knows nothing of.
  private let unseen: String?

  init(_ kind: WidgetKind, _ values: [String: JSON], unseen: String? = nil) {
    self.unseen = unseen
    let digits = DisplayID().number
    id = "quill-" + String(digits, radix: 16)
    self.kind = kind
    self.values = Mutex(values)
  }

  subscript(name: String) -> JSON? { values.withLock { $0[name] } }

  /// Everything that the page needs in order to draw the widget.
  var state: JSON { .object(kind.state.merging(seenValues) { $1 }) }

  /// The values alone.
  var seenValues: [String: JSON] {
    values.withLock { values in values.filter { $0.key != unseen } }
  }

  /// Takes a value over; says whether it is another than before.
  func put(_ value: JSON, as name: String) -> Bool {
    values.withLock { $0.updateValue(value, forKey: name) != value }
  }

  /// How other widgets name this one.
  var reference: JSON { .string("IPY_MODEL_" + id) }
}
