import JupyterWire
import Synchronization

/// The messages that other threads hand to the one that may use the sockets.
final class Outbox: Sendable {
  struct Letter {
    let socket: SocketRole
    let frames: [[UInt8]]
  }

  private struct Contents {
    var letters: [Letter] = []
    var isClosed = false
  }

  let wakeUp: WakeUp
  private let contents = Mutex(Contents())

  init() throws(TransportError) { wakeUp = try WakeUp() }

  /// Puts a message behind those before it; after `close` it is dropped.
  func put(_ letter: Letter) {
    let isFirst = contents.withLock { contents in
      guard !contents.isClosed else { return false }
      contents.letters.append(letter)
      return contents.letters.count == 1
    }
    // Whoever takes the letters takes all, so one signal for the first is enough.
    if isFirst { wakeUp.signal() }
  }

  /// Lets no more messages in.
  func close() {
    contents.withLock { $0.isClosed = true }
    wakeUp.signal()
  }

  /// Takes all letters out, and tells whether these were the last.
  func takeAll() -> (letters: [Letter], areLast: Bool) {
    wakeUp.reset()
    return contents.withLock { contents in
      defer { contents.letters = [] }
      return (contents.letters, contents.isClosed)
    }
  }
}
