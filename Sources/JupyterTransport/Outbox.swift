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
    /// How much is published that the socket has not taken.
    var publishedBytes = 0
    var isClosed = false
  }

  /// With so much on its way, whoever publishes more should wait.
  private static let fullBytes = 1 << 24

  let wakeUp: WakeUp
  private let contents = Mutex(Contents())

  init() throws(TransportError) { wakeUp = try WakeUp() }

  /// Puts a message behind those before it; after `close` it is dropped.
  func put(_ letter: Letter) {
    let isFirst = contents.withLock { contents in
      guard !contents.isClosed else { return false }
      contents.letters.append(letter)
      if letter.socket == .iopub { contents.publishedBytes += Outbox.size(of: letter.frames) }
      return contents.letters.count == 1
    }
    // Whoever takes the letters takes all, so one signal for the first is enough.
    if isFirst { wakeUp.signal() }
  }

  /// Whether so much is published that its readers should catch up first.
  var isFull: Bool {
    contents.withLock { $0.publishedBytes > Outbox.fullBytes && !$0.isClosed }
  }

  /// Takes note of a published message that the socket has taken.
  func note(sent frames: [[UInt8]]) {
    contents.withLock { $0.publishedBytes -= Outbox.size(of: frames) }
  }

  private static func size(of frames: [[UInt8]]) -> Int { frames.reduce(0) { $0 + $1.count } }

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
