import JSONTrees
import Synchronization

/// What a page says to the widgets of the cells; any thread may speak.
public final class WidgetLine: Sendable {
  private struct State {
    var last = 0
    /// The messages that have not been dealt with.
    var waiting: Set<Int> = []
    /// What was moved on the page and is not in the copy of the process yet.
    var moves: [String: [String: JSON]] = [:]
  }

  private let line: HostLine
  private let state = Mutex(State())

  init(line: HostLine) { self.line = line }

  /// Passes a message of the page on to a widget.
  ///
  /// - Parameters:
  ///   - data: What the page says.
  ///   - id: The widget.
  ///   - note: Told the number by which the message is known, before it can have been dealt with.
  public func send(_ data: JSON, to id: String, note: (Int) -> Void) {
    let number = next { state in
      guard data["method"] == "update", let values = data["state"]?.object else { return }
      state.moves[id, default: [:]].merge(values) { $1 }
    }
    note(number)
    line.send(["comm": .string(id), "data": data, "number": .integer(number)])
  }

  /// Lets a widget know that the page has closed it.
  public func close(_ id: String, note: (Int) -> Void) {
    let number = next { $0.moves[id] = nil }
    note(number)
    line.send(["comm": .string(id), "isClosed": true, "number": .integer(number)])
  }

  private func next(_ change: (inout State) -> Void) -> Int {
    state.withLock { state in
      state.last += 1
      state.waiting.insert(state.last)
      change(&state)
      return state.last
    }
  }

  /// Whether a message has not been dealt with.
  var isWaiting: Bool { state.withLock { !$0.waiting.isEmpty } }

  func note(_ event: WidgetEvent) {
    state.withLock { state in
      switch event {
      case .handled(let numbers): state.waiting.subtract(numbers)
      case .awaited(let number): state.waiting.insert(number)
      case .updated(let id, _, _), .closed(let id): state.moves[id] = nil
      default: break
      }
    }
  }

  /// A copy of the process has been made that has everything so far.
  func noteCopy() { state.withLock { $0.moves = [:] } }

  /// There is no process any more that knows the widgets; says which messages will not be dealt with.
  func abandon() -> [Int] {
    state.withLock { state in
      defer { (state.waiting, state.moves) = ([], [:]) }
      return state.waiting.sorted()
    }
  }

  /// Lets a process that has taken over know what was moved; says which messages will not be dealt with.
  func resume() -> [Int] {
    let (numbers, moves) = state.withLock { state in
      defer { state.waiting = [0] }
      return (state.waiting.sorted(), state.moves)
    }
    line.send([
      "number": 0,
      "resume": .array(
        moves.map { id, values in
          ["comm": .string(id), "data": ["method": "update", "state": .object(values)]]
        }),
    ])
    return numbers
  }
}
