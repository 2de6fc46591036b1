import JSONTrees
import JupyterWire
import Synchronization

/// Knows which widgets stand on the page, which of its messages wait, and what its output areas hold.
///
/// The thread of the cells tells it what happens; any thread may ask.
final class WidgetDesk: Sendable {
  /// An output area in which something is going on.
  private struct Drawing {
    let area: String
    /// The message that it answers.
    let message: Message
    var outputs = AreaOutputs()
    var isChanged = true
  }

  private struct State {
    var line: WidgetLine?
    /// The widgets on the page.
    var open: Set<String> = []
    /// The messages of the page that have not been dealt with.
    var waiting: [Int: Message] = [:]
    /// What is going on in output areas, the innermost last.
    var drawings: [Drawing] = []
    /// What the output areas hold.
    var areas: [String: JSON] = [:]
  }

  /// The name under which pages know widgets.
  static let target = "jupyter.widget"
  /// The version of the widgets' own protocol.
  private static let version = "2.1.0"

  private let state = Mutex(State())

  func connect(_ line: WidgetLine) { state.withLock { $0.line = line } }

  /// The way to a widget, if it stands on the page.
  func line(to id: String) -> WidgetLine? {
    state.withLock { $0.open.contains(id) ? $0.line : nil }
  }

  /// What is open, as the protocol tells it; of one target only, where one is named.
  func information(target: String?) -> JSON {
    let open = target ?? WidgetDesk.target == WidgetDesk.target ? state.withLock { $0.open } : []
    let entry: JSON = ["target_name": .string(WidgetDesk.target)]
    return [
      "status": "ok",
      "comms": .object(Dictionary(uniqueKeysWithValues: open.map { ($0, entry) })),
    ]
  }

  /// Notes that a message of the page waits.
  func wait(_ message: Message, as number: Int) {
    state.withLock { $0.waiting[number] = message }
  }

  /// The message with a number, which waits no more; nothing if it has not waited.
  func settle(_ number: Int) -> Message? {
    state.withLock { $0.waiting.removeValue(forKey: number) }
  }

  /// The page has closed a widget.
  func forget(_ id: String) {
    state.withLock { state in
      state.open.remove(id)
      state.areas[id] = nil
    }
  }

  /// Lets everyone know of what happens; it is caused by a message unless it says itself by which.
  func take(_ event: WidgetEvent, by service: KernelService, for message: Message) {
    switch event {
    case .opened(let id, let state): open(id, state, by: service, for: cause(nil, message))
    case .updated(let id, let state, let request):
      update(id, state, by: service, for: cause(request, message))
    case .closed(let id): close(id, by: service, for: cause(nil, message))
    case .began(let area, let request):
      let drawing = Drawing(area: area, message: cause(request, message))
      state.withLock { $0.drawings.append(drawing) }
    case .failed(let name, let value, let lines): gather { $0.fail(name, value, lines) }
    case .ended(let isAll): end(isAll: isAll, by: service)
    case .handled(let numbers): for number in numbers { service.settle(number) }
    case .awaited: break
    case .remaining(let ids):
      let gone = state.withLock { $0.open.subtracting(ids) }
      for id in gone.sorted() { close(id, by: service, for: message) }
    }
  }

  /// Puts an output into the innermost area in which something is going on; says whether there is one.
  @discardableResult func gather(_ add: (inout AreaOutputs) -> Void) -> Bool {
    state.withLock { state in
      guard !state.drawings.isEmpty else { return false }
      add(&state.drawings[state.drawings.count - 1].outputs)
      state.drawings[state.drawings.count - 1].isChanged = true
      return true
    }
  }

  /// Replaces what stands at a place of the innermost area; says whether it is there.
  func updateInArea(_ bundle: JSON, at place: String) -> Bool {
    var isThere = false
    gather { isThere = $0.update(bundle, at: place) }
    return isThere
  }

  /// Shows what has been gathered by now; an area that nothing was put into keeps what it showed.
  func showGathered(by service: KernelService) {
    let drawing = state.withLock { state -> Drawing? in
      guard let last = state.drawings.last, last.isChanged, last.outputs.json != [] else {
        return nil
      }
      state.drawings[state.drawings.count - 1].isChanged = false
      return last
    }
    if let drawing { show(drawing, by: service) }
  }

  /// Ends what is going on in the innermost area, or in all of them.
  private func end(isAll: Bool, by service: KernelService) {
    while let drawing = state.withLock({ $0.drawings.popLast() }) {
      show(drawing, by: service)
      if !isAll { return }
    }
  }

  private func show(_ drawing: Drawing, by service: KernelService) {
    let outputs = drawing.outputs.json
    let isOpen = state.withLock { state in
      guard state.open.contains(drawing.area) else { return false }
      state.areas[drawing.area] = outputs
      return true
    }
    if isOpen { say(["outputs": outputs], to: drawing.area, by: service, for: drawing.message) }
  }

  /// The message that something answers: one of the page, what is going on, or the cell.
  private func cause(_ request: Int?, _ message: Message) -> Message {
    state.withLock { state in
      request.flatMap { state.waiting[$0] } ?? state.drawings.last?.message ?? message
    }
  }

  private func open(
    _ id: String, _ values: JSON, by service: KernelService, for message: Message
  ) {
    state.withLock { _ = $0.open.insert(id) }
    let content: JSON = [
      "comm_id": .string(id), "target_name": .string(WidgetDesk.target),
      "data": ["state": values, "buffer_paths": []],
    ]
    service.publish(
      "comm_open", content, for: message, metadata: ["version": .string(WidgetDesk.version)])
  }

  private func update(
    _ id: String, _ values: JSON, by service: KernelService, for message: Message
  ) {
    var values = values.object ?? [:]
    // The process does not know what its areas hold.
    let held = state.withLock { $0.areas[id] }
    if values["outputs"] != nil, let held { values["outputs"] = held }
    say(.object(values), to: id, by: service, for: message)
  }

  private func say(
    _ values: JSON, to id: String, by service: KernelService, for message: Message
  ) {
    let data: JSON = ["method": "update", "state": values, "buffer_paths": []]
    service.publish("comm_msg", ["comm_id": .string(id), "data": data], for: message)
  }

  private func close(_ id: String, by service: KernelService, for message: Message) {
    forget(id)
    service.publish("comm_close", ["comm_id": .string(id), "data": [:]], for: message)
  }
}
