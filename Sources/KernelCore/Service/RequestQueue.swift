import Glibc
import JupyterWire
import Synchronization

/// The requests that wait for the cell before them, in the order in which they came.
final class RequestQueue: Sendable {
  /// A request, and whether it is to be turned away because one before it failed.
  struct Entry {
    let message: Message
    var isAborted = false
  }

  private struct State {
    var entries: [Entry] = []
    var isClosed = false
  }

  private let state = Mutex(State())
  /// Counts what there is to take.
  nonisolated(unsafe) private let waiting: UnsafeMutablePointer<sem_t>

  init() {
    waiting = .allocate(capacity: 1)
    sem_init(waiting, 0, 0)
  }

  deinit {
    sem_destroy(waiting)
    waiting.deallocate()
  }

  func put(_ message: Message) {
    state.withLock { $0.entries.append(Entry(message: message)) }
    sem_post(waiting)
  }

  /// Lets who waits for a request look at what else there is to do.
  func wake() { sem_post(waiting) }

  /// The text of the cell that comes next, if nothing comes before it.
  var nextCell: String? {
    state.withLock { state in
      guard let next = state.entries.first, !next.isAborted,
        next.message.type == "execute_request"
      else { return nil }
      return next.message.content["code"]?.string
    }
  }

  /// Turns away every cell that waits now.
  func abortCells() {
    state.withLock { state in
      for index in state.entries.indices
      where state.entries[index].message.type == "execute_request" {
        state.entries[index].isAborted = true
      }
    }
  }

  /// Ends the waiting for good.
  func close() {
    state.withLock { $0.isClosed = true }
    sem_post(waiting)
  }

  /// Whether the waiting has ended for good.
  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// The next request; nothing if the queue has been closed, or if none comes within a second.
  func next() -> (entry: Entry?, isClosed: Bool) {
    var until = timespec()
    clock_gettime(CLOCK_REALTIME, &until)
    until.tv_sec += 1
    while sem_timedwait(waiting, &until) != 0 && errno == EINTR {}
    return state.withLock { state in
      if state.isClosed { return (nil, true) }
      return (state.entries.isEmpty ? nil : state.entries.removeFirst(), false)
    }
  }
}
