import Display
import Synchronization

/// The widgets that stand on the page, and what is to be drawn because they have changed.
package enum OpenWidgets {
  private struct State {
    var link: (any WidgetLink)?
    var widgets: [String: Widget] = [:]
    /// What is to be drawn, in this order.
    var due: [Response] = []
    /// What is being drawn.
    var current: Response?
    /// The page's messages that wait for what is due.
    var requests: [Int] = []
  }

  private static let state = Mutex(State())

  /// What is to be done next.
  package enum Step {
    /// Something is to be drawn.
    case draw(Response)
    /// All is drawn that these messages of the page have asked for.
    case settled([Int])
  }

  /// Says where the page is; a host of cells does so once.
  package static func connect(_ link: any WidgetLink) { state.withLock { $0.link = link } }

  static var link: (any WidgetLink)? { state.withLock { $0.link } }

  /// The number of the newest message of the page that waits.
  static var request: Int? { state.withLock { $0.requests.last } }

  /// The names of all widgets on the page.
  package static var ids: [String] { state.withLock { $0.widgets.keys.sorted() } }

  static func isOpen(_ widget: Widget) -> Bool {
    state.withLock { $0.widgets[widget.model.id] != nil }
  }

  /// Brings a widget to the page, those in it first; says whether there is a page.
  static func open(_ widget: Widget) -> Bool {
    guard let link else { return false }
    bring(widget, by: link)
    for drawing in widget.allFirstDrawings { drawing.runFirst() }
    return true
  }

  private static func bring(_ widget: Widget, by link: any WidgetLink) {
    for child in widget.children { bring(child, by: link) }
    let isNew = state.withLock { $0.widgets.updateValue(widget, forKey: widget.model.id) == nil }
    if isNew { link.open(widget.model.id, state: widget.model.state) }
  }

  static func close(_ widget: Widget) {
    for child in widget.children { close(child) }
    let id = widget.model.id
    guard state.withLock({ $0.widgets.removeValue(forKey: id) }) != nil else { return }
    link?.close(id)
  }

  /// Lets the page know of changes, if the widget stands there.
  static func send(_ changes: [String: JSON], of widget: Widget, for request: Int? = nil) {
    let id = widget.model.id
    let link = state.withLock { $0.widgets[id] == nil ? nil : $0.link }
    link?.update(id, state: .object(changes), for: request)
  }

  /// Notes what is to be drawn because a cell has changed a widget.
  static func draw(_ responses: [Response]) {
    let link = state.withLock { state in
      // Who changes a control within its own drawing would draw for ever.
      add(responses.filter { $0 !== state.current }, to: &state)
      return state.due.isEmpty ? nil : state.link
    }
    link?.drawingsWait()
  }

  /// Takes a message of the page.
  ///
  /// - Parameters:
  ///   - id: The widget that it is for.
  ///   - data: What it says; nothing in it has been checked.
  ///   - request: The number of the message; nothing for one that nobody waits for and that is not
  ///     to draw anything.
  package static func receive(_ id: String, _ data: JSON, request: Int?) {
    let responses = state.withLock { $0.widgets[id] }.map { take(data, $0, request: request) } ?? []
    guard let request else { return }
    state.withLock { state in
      add(responses, to: &state)
      state.requests.append(request)
    }
  }

  /// The page has closed a widget.
  package static func forget(_ id: String, request: Int) {
    state.withLock { state in
      state.widgets[id] = nil
      state.requests.append(request)
    }
  }

  private static func take(_ data: JSON, _ widget: Widget, request: Int?) -> [Response] {
    switch data["method"]?.string {
    case "update": return widget.accept(data["state"] ?? [:])
    case "custom": return widget.receive(data["content"] ?? [:])
    case "request_state":
      link?.update(widget.model.id, state: widget.model.state, for: request)
      return []
    default: return []
    }
  }

  /// A drawing that is due already is not drawn twice: it will show the newest values.
  private static func add(_ responses: [Response], to state: inout State) {
    for response in responses
    where response.isForEach || !state.due.contains(where: { $0 === response }) {
      state.due.append(response)
    }
  }

  /// Forgets what is to be drawn: somebody has stopped it.
  package static func dropDrawings() { state.withLock { $0.due = [] } }

  /// Whether something is to be drawn.
  package static var isDrawingDue: Bool { state.withLock { !$0.due.isEmpty } }

  /// Lets the kernel wait for what is to be drawn as for a message of the page with the number 0; nothing
  /// if nothing is to be drawn.
  package static func awaitDrawings() -> Int? {
    state.withLock { state in
      guard !state.due.isEmpty else { return nil }
      state.requests.append(0)
      return 0
    }
  }

  /// The messages that are done because nothing is to be drawn for them; nothing while something is.
  package static func settledAtRest() -> [Int]? {
    state.withLock { state in
      guard state.due.isEmpty, state.current == nil else { return nil }
      defer { state.requests = [] }
      return state.requests
    }
  }

  /// What is to be done next, now that what came before is done.
  package static func next() -> Step {
    state.withLock { state in
      state.current = state.due.isEmpty ? nil : state.due.removeFirst()
      if let response = state.current { return .draw(response) }
      defer { state.requests = [] }
      return .settled(state.requests)
    }
  }

  /// Sends the values of all widgets anew, from a process that has taken over.
  package static func resend() {
    let (widgets, link) = state.withLock { ($0.widgets, $0.link) }
    for (id, widget) in widgets {
      let values = widget.model.seenValues
      if !values.isEmpty { link?.update(id, state: .object(values), for: nil) }
    }
  }
}
