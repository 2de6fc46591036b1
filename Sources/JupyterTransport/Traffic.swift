import JupyterWire
import Synchronization

/// How many messages came in, and how many of them were refused.
public struct Traffic: Hashable, Sendable {
  /// Messages that were genuine and whole.
  public var received: Int
  /// Messages without a signature, or with a wrong one.
  public var notSigned: Int
  /// Messages that came before.
  public var replayed: Int
  /// Messages that were no messages, or too large.
  public var malformed: Int

  /// Makes a count.
  public init(received: Int = 0, notSigned: Int = 0, replayed: Int = 0, malformed: Int = 0) {
    self.received = received
    self.notSigned = notSigned
    self.replayed = replayed
    self.malformed = malformed
  }
}

/// The count of messages, shared between the thread that counts and those that ask.
final class TrafficCount: Sendable {
  private let traffic = Mutex(Traffic())

  var now: Traffic { traffic.withLock { $0 } }

  func count(_ refusal: WireError?) {
    traffic.withLock { traffic in
      switch refusal {
      case nil: traffic.received += 1
      case .unsigned, .wrongSignature: traffic.notSigned += 1
      case .replayed: traffic.replayed += 1
      default: traffic.malformed += 1
      }
    }
  }
}
