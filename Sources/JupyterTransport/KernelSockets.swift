import JupyterWire
import Synchronization

/// The five sockets of a running kernel.
///
/// ```swift
/// let sockets = try KernelSockets(connection, sender: kernel) { channel, message in
///   requests.yield((channel, message))
/// }
/// sockets.publish(Message("status", content: ["execution_state": "starting"], from: kernel))
/// ```
///
/// One thread uses the sockets, another answers the heartbeat. Messages that are not signed with the
/// connection's key, that came before or that are malformed are dropped, counted and never answered.
public final class KernelSockets: Sendable {
  private let outbox: Outbox
  private let signer: Signer
  private let trafficCount = TrafficCount()
  private let thread: WorkerThread
  private let hasEnded = Mutex(false)

  /// Opens the sockets where a connection file says.
  ///
  /// - Parameters:
  ///   - connection: addresses and keys.
  ///   - sender: who the kernel is; the welcomes on iopub are written in its name.
  ///   - limits: how large messages may be.
  ///   - patience: how long everyone waits for a front end that reads nothing of what is published;
  ///     then it loses messages.
  ///   - refuse: hears of each message that is dropped; called on the thread of the sockets.
  ///   - receive: hears of each message, those of one channel in their order. It is called on the
  ///     thread of the sockets, so it has to hand the message on and return.
  /// - Throws: ``TransportError/portInUse(_:endpoint:)`` where somebody else has a port, and others.
  public init(
    _ connection: ConnectionFile, sender: Sender, limits: WireLimits = .standard,
    patience: Duration = .seconds(60),
    refuse: @escaping @Sendable (Channel, WireError) -> Void = { _, _ in },
    receive: @escaping @Sendable (Channel, Message) -> Void
  ) throws(TransportError) {
    let outbox = try Outbox()
    let signer = try Signer(key: connection.key)
    let sockets = try KernelSocketSet(connection, limits: limits)
    let loop = MessageLoop(
      sockets: sockets, outbox: outbox, signer: signer, sender: sender, limits: limits,
      traffic: trafficCount, receive: receive, refuse: refuse, patience: patience)
    thread = try KernelSockets.start(loop)
    self.outbox = outbox
    self.signer = signer
  }

  deinit {
    guard thread.isCurrent else { return close() }
    // The last reference was let go by a callback: the thread cannot wait for itself.
    outbox.close()
    if !hasEnded.withLock({ $0 }) { thread.detach() }
  }

  /// How many messages came in so far, and how many of them were refused.
  public var traffic: Traffic { trafficCount.now }

  /// Whether front ends are so far behind with reading what was published that more should wait.
  ///
  /// A message that is published all the same is not lost, but it takes memory.
  public var isBehind: Bool { outbox.isFull }

  /// Sends a message to whom its identities name; messages of one channel keep their order.
  ///
  /// The message is written and signed here and sent by the thread of the sockets, so this never
  /// waits for a front end. One that has gone, and a message after ``close()``, is passed over.
  public func send(_ message: Message, on channel: Channel) {
    put(message, on: channel.socket)
  }

  /// Sends a message to every front end that has subscribed to its topic.
  ///
  /// - Parameters:
  ///   - message: what to send; its identities are not used.
  ///   - topic: what subscriptions are compared with, from its beginning.
  public func publish(_ message: Message, topic: String = "") {
    var message = message
    message.identities = [Array(topic.utf8)]
    put(message, on: .iopub)
  }

  /// Sends what was handed over before, for at most a second, and closes the sockets.
  ///
  /// Returns when their threads have ended; from within a callback at once.
  public func close() {
    outbox.close()
    guard !thread.isCurrent else { return }
    hasEnded.withLock { hasEnded in
      guard !hasEnded else { return }
      thread.join()
      hasEnded = true
    }
  }

  private func put(_ message: Message, on socket: SocketRole) {
    outbox.put(Outbox.Letter(socket: socket, frames: message.frames(sign: signer.signature)))
  }

  /// Starts the two threads; the sockets belong to them from here on.
  private static func start(_ loop: MessageLoop) throws(TransportError) -> WorkerThread {
    guard let socket = loop.sockets[.heartbeat] else {
      throw .systemRefuses("heartbeat", reason: "its socket is not open")
    }
    let stop = try WakeUp()
    let heartbeat = Handover(Heartbeat(socket: socket, stop: stop))
    let loop = Handover(loop)
    let heart = try WorkerThread("quill-heart") { heartbeat.value.run() }
    do throws(TransportError) {
      return try WorkerThread("quill-sockets") {
        var loop = loop.value
        loop.run()
        stop.signal()
        heart.join()
      }
    } catch {
      stop.signal()
      heart.join()
      throw error
    }
  }
}

/// A value that one thread hands to another and does not touch again.
private struct Handover<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}
