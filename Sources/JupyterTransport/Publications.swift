import CZeroMQ
import JupyterWire

/// The messages on their way to everyone who listens; none is lost, and few wait.
///
/// A front end that reads slowly fills its queue. What is published then waits here, and whoever
/// publishes much can see in the ``Outbox`` that it should wait, too. One that reads nothing at all for
/// long is given up, as ZeroMQ gives up every slow one by default: it loses messages, and the others go
/// on; as soon as it reads, it loses no more.
struct Publications {
  /// How many messages may wait for one front end.
  static let mark: Int32 = 64

  private let socket: ZMQSocket
  private let outbox: Outbox
  /// How long everyone waits for a front end that reads nothing.
  private let patience: Duration
  private var waiting: [[[UInt8]]] = []
  /// How many of those that wait have been sent.
  private var done = 0
  /// Since when nothing could be sent.
  private var stuckSince: ContinuousClock.Instant?
  private var hasGivenUp = false

  init(socket: ZMQSocket, outbox: Outbox, patience: Duration) {
    (self.socket, self.outbox, self.patience) = (socket, outbox, patience)
  }

  /// When to try again, in milliseconds; -1 where nothing waits.
  var milliseconds: Int { waiting.isEmpty ? -1 : 1 }

  /// Puts a message behind those that wait.
  mutating func add(_ frames: [[UInt8]]) { waiting.append(frames) }

  /// Sends what can be sent.
  mutating func push() {
    while done < waiting.count {
      guard send(waiting[done]) else { break }
      outbox.note(sent: waiting[done])
      waiting[done] = []
      done += 1
    }
    if done == waiting.count || done > 1 << 10 {
      waiting.removeFirst(done)
      done = 0
    }
  }

  /// Sends a message before those that wait; who is slow does not hear it.
  func overtake(_ frames: [[UInt8]]) {
    waitForAll(false)
    socket.send(frames)
    waitForAll(true)
  }

  private mutating func send(_ frames: [[UInt8]]) -> Bool {
    if socket.send(frames) {
      (stuckSince, hasGivenUp) = (nil, false)
      return true
    }
    let since = stuckSince ?? .now
    stuckSince = since
    if ContinuousClock.now - since > patience { hasGivenUp = true }
    if hasGivenUp { overtake(frames) }
    return hasGivenUp
  }

  /// Says whether the socket refuses a message for which one of its queues has no room, or drops it
  /// there.
  private func waitForAll(_ waits: Bool) {
    try? socket.set(ZMQ_XPUB_NODROP, Int32(waits ? 1 : 0))
  }
}
