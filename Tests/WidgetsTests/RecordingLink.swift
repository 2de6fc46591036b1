import Display
import Synchronization
import Widgets

/// A page that remembers what widgets say to it, and draws at once.
final class RecordingLink: WidgetLink {
  private struct State {
    var open: [(id: String, state: JSON)] = []
    var updates: [(id: String, state: JSON)] = []
    var closed: [String] = []
    var failures: [String] = []
    var draws = 0
  }

  private let state = Mutex(State())

  /// The widgets that came, the innermost first.
  var opened: [JSON] { state.withLock { $0.open.map(\.state) } }
  var ids: [String] { state.withLock { $0.open.map(\.id) } }
  /// The last values that a widget has sent.
  func lastUpdate(of id: String) -> JSON? {
    state.withLock { $0.updates.last { $0.id == id }?.state }
  }
  var closed: [String] { state.withLock { $0.closed } }
  var failures: [String] { state.withLock { $0.failures } }
  var draws: Int { state.withLock { $0.draws } }

  func open(_ id: String, state: JSON) { self.state.withLock { $0.open.append((id, state)) } }
  func update(_ id: String, state: JSON, for request: Int?) {
    self.state.withLock { $0.updates.append((id, state)) }
  }
  func close(_ id: String) { state.withLock { $0.closed.append(id) } }
  func begin(in area: String, for request: Int?) { state.withLock { $0.draws += 1 } }
  func fail(type: String, message: String) {
    state.withLock { $0.failures.append("\(type): \(message)") }
  }
  func end() {}
  func run(_ response: Response) { response.run() }
  func drawingsWait() {}

  /// Shows a widget on this page; gives the name of the first of its parts.
  func show(_ widget: Widget) -> String {
    OpenWidgets.connect(self)
    _ = widget.bundle
    return ids.first ?? ""
  }

  /// Moves a widget as the page does, and draws what is to be drawn.
  func move(_ id: String, _ state: JSON) {
    OpenWidgets.receive(id, ["method": "update", "state": state], request: 1)
    while case .draw(let response) = OpenWidgets.next() { run(response) }
  }
}
