import JSONTrees

/// What happens to the widgets of a page while cells run, and between them.
public enum WidgetEvent: Hashable, Sendable {
  /// A widget comes onto the page.
  case opened(id: String, state: JSON)
  /// A widget changes; it may be the answer to a message of the page.
  case updated(id: String, state: JSON, request: Int?)
  /// A widget goes from the page.
  case closed(id: String)
  /// What is printed and shown from now on belongs into an output area.
  case began(area: String, request: Int?)
  /// What was going on in the output area failed.
  case failed(name: String, value: String, lines: [String])
  /// What had begun has ended; perhaps with all that had begun round it.
  case ended(isAll: Bool)
  /// Messages of the page have been dealt with.
  case handled([Int])
  /// Something is going to be drawn; it will be dealt with like a message of the page with this number.
  case awaited(Int)
  /// A process has taken over that knows these widgets and no others.
  case remaining([String])

  init?(_ tree: JSON) {
    let request = tree["request"]?.integer
    if let kind = tree["comm"]?.string, let id = tree["id"]?.string {
      self.init(kind, id: id, state: tree["state"] ?? [:], request: request)
    } else if let area = tree["begin"]?.string {
      self = .began(area: area, request: request)
    } else if let name = tree["fail"]?.string {
      let value = tree["message"]?.string ?? ""
      self = .failed(name: name, value: value, lines: ["\(name): \(value)"])
    } else if let end = tree["end"]?.string {
      self = .ended(isAll: end == "all")
    } else if let requests = tree["handled"]?.array {
      self = .handled(requests.compactMap(\.integer))
    } else if let number = tree["awaited"]?.integer {
      self = .awaited(number)
    } else if let ids = tree["remaining"]?.array {
      self = .remaining(ids.compactMap(\.string))
    } else {
      return nil
    }
  }

  private init?(_ kind: String, id: String, state: JSON, request: Int?) {
    switch kind {
    case "open": self = .opened(id: id, state: state)
    case "update": self = .updated(id: id, state: state, request: request)
    case "close": self = .closed(id: id)
    default: return nil
    }
  }
}
