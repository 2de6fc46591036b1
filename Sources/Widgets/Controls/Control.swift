import Display
import Synchronization

/// A widget with a value that the reader of the page can change.
///
/// A running cell reads the newest value at any time:
///
/// ```swift
/// let rate = Slider(0.0...1.0, value: 0.1, label: "rate")
/// display(rate)
/// for _ in 0..<400 { step(rate: rate.value) }
/// ```
public class Control<Value>: Widget, @unchecked Sendable {
  private let name: String
  private let coding: Coding<Value>
  private let initial: Value
  private let label: String
  private let responses = Mutex<[Response]>([])
  /// What is drawn below the control.
  private let own = Mutex<Response?>(nil)
  private let frame = Mutex<Column?>(nil)

  init(
    _ kind: WidgetKind, _ values: [String: JSON] = [:], label: String, name: String = "value",
    isSeen: Bool = true, value: Value, coding: Coding<Value>
  ) {
    (self.name, self.coding, self.initial, self.label) = (name, coding, value, label)
    var values = values
    values[name] = coding.write(value)
    if !label.isEmpty { values["description"] = .string(label) }
    super.init(kind, values, unseen: isSeen ? nil : name)
  }

  /// What the control is set to now; a value that is not allowed is moved to the nearest that is.
  ///
  /// A change that a cell makes is seen on the page, and what is drawn below the control is drawn anew.
  public var value: Value {
    get { model[name].flatMap(coding.read) ?? initial }
    set {
      let value = coding.write(newValue)
      guard model.put(value, as: name) else { return }
      OpenWidgets.send([name: value], of: self)
      OpenWidgets.draw(responses.withLock { $0 })
    }
  }

  /// The value in a few characters.
  var valueText: String { "\(value)" }

  override var text: String { (label.isEmpty ? "" : label + " ") + valueText }

  override var whole: Widget {
    guard let response = own.withLock({ $0 }) else { return self }
    return frame.withLock { frame in
      let column = frame ?? Column(widgets: [self, response.area])
      frame = column
      return column
    }
  }

  override var firstDrawings: [Response] {
    own.withLock { $0 }.flatMap { $0.isForEach ? nil : [$0] } ?? []
  }

  /// Draws below the control, now and whenever it changes.
  func respond<Drawn>(
    isForEach: Bool = false, _ draw: @escaping (Value) throws -> Drawn
  ) {
    let response = Response(isForEach: isForEach) { try draw(self.value) }
    own.withLock { $0 = response }
    add(response)
  }

  func add(_ response: Response) { responses.withLock { $0.append(response) } }

  /// What is to be done when the control has been pressed.
  var allResponses: [Response] { responses.withLock { $0 } }

  override func accept(_ state: JSON) -> [Response] {
    guard let offered = state[name] else { return [] }
    guard let value = coding.read(offered).map(coding.write) else {
      if let truth = model[name] { OpenWidgets.send([name: truth], of: self) }
      return []
    }
    let isNew = model.put(value, as: name)
    // The page shows what it has offered, so it hears of what became of that.
    if value != offered && value.number != offered.number {
      OpenWidgets.send([name: value], of: self)
    }
    return isNew ? allResponses : []
  }
}
