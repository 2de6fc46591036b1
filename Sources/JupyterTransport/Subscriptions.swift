import CZeroMQ

/// Who hears what on iopub: takes subscriptions one by one, each valid from then on and not before.
struct Subscriptions {
  /// What came from a subscriber.
  enum Change {
    case subscribed(topic: [UInt8])
    /// It has unsubscribed, or sent what is no subscription.
    case other
  }

  private let socket: ZMQSocket
  /// Whether a peer has ever sent what is no subscription.
  private var strangersSpoke = false

  init(socket: ZMQSocket) { self.socket = socket }

  /// Takes the next change; nothing where none waits.
  mutating func next() -> Change? {
    guard let frame = socket.receiveFrame() else { return nil }
    let topic = Array(frame.dropFirst())
    if frame.first != 0 && frame.first != 1 { strangersSpoke = true }
    // ZeroMQ takes what is no subscription for the next one in its list, and from then on may give
    // a topic to the subscriber behind the one that asked for it. Whoever is next gets everything
    // then, and throws away itself what it did not ask for, so that nobody is left out.
    if strangersSpoke { try? socket.set(ZMQ_SUBSCRIBE, []) }
    switch frame.first {
    case 1:
      try? socket.set(ZMQ_SUBSCRIBE, topic)
      return .subscribed(topic: topic)
    case 0: try? socket.set(ZMQ_UNSUBSCRIBE, topic)
    default: break
    }
    return .other
  }
}
