import CZeroMQ
import Glibc
import JupyterWire

/// The thread that uses the sockets: takes messages in and checks them, and sends what others hand it.
struct MessageLoop {
  /// How many messages of a channel are taken before the others have their turn.
  static let turn = 100

  let sockets: KernelSocketSet
  let outbox: Outbox
  let signer: Signer
  let sender: Sender
  let limits: WireLimits
  let traffic: TrafficCount
  let receive: @Sendable (Channel, Message) -> Void
  let refuse: @Sendable (Channel, WireError) -> Void
  var history = SignatureHistory()
  var subscriptions: Subscriptions?
  /// How long everyone waits for a front end that reads nothing.
  let patience: Duration
  var publications: Publications?
  var audience = Audience()

  /// Control stands first: an interrupt overtakes what waits on shell.
  private static let incoming: [SocketRole] = [.control, .shell, .stdin, .iopub]

  mutating func run() {
    subscriptions = sockets[.iopub].map { Subscriptions(socket: $0) }
    publications = sockets[.iopub].map {
      Publications(socket: $0, outbox: outbox, patience: patience)
    }
    var items = [
      zmq_pollitem_t(
        socket: nil, fd: outbox.wakeUp.descriptor, events: Int16(ZMQ_POLLIN), revents: 0)
    ]
    items += MessageLoop.incoming.map {
      zmq_pollitem_t(socket: sockets[$0]?.handle, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0)
    }
    while wait(for: &items, milliseconds: milliseconds) {
      let (letters, areLast) = outbox.takeAll()
      for letter in letters { send(letter) }
      publications?.push()
      if areLast { return sendLast() }
      welcomeSubscribers()
      takeTurn(on: .control)
      if items[MessageLoop.shellItem].revents != 0 || audience.isAwaited { audience.isAsked() }
      if !audience.isAwaited { takeTurn(on: .shell) }
      takeTurn(on: .stdin)
      items[MessageLoop.shellItem].events = audience.isAwaited ? 0 : Int16(ZMQ_POLLIN)
    }
  }

  /// How long to wait for what comes next; -1 for as long as it takes.
  private var milliseconds: Int {
    let times = [audience.milliseconds, publications?.milliseconds ?? -1].filter { $0 >= 0 }
    return times.min() ?? -1
  }

  private mutating func send(_ letter: Outbox.Letter) {
    if letter.socket == .iopub {
      publications?.add(letter.frames)
    } else {
      sockets[letter.socket]?.send(letter.frames)
    }
  }

  /// Sends what is left, for as long as last messages may take.
  private mutating func sendLast() {
    for _ in 0..<KernelSocketSet.linger {
      guard let wait = publications?.milliseconds, wait >= 0 else { return }
      usleep(UInt32(wait * 1000))
      publications?.push()
    }
  }

  /// The place of the shell's socket among those that are waited for.
  private static let shellItem = 2

  private mutating func takeTurn(on channel: Channel) {
    for _ in 0..<MessageLoop.turn {
      do throws(WireError) {
        guard let frames = try sockets[channel.socket]?.receive(limits: limits) else { return }
        let message = try checked(frames)
        traffic.count(nil)
        receive(channel, message)
      } catch {
        traffic.count(error)
        refuse(channel, error)
      }
    }
  }

  private mutating func checked(_ frames: [[UInt8]]) throws(WireError) -> Message {
    try Message(frames: frames, limits: limits) { signature, signed throws(WireError) in
      if let digest = try signer.check(signature, of: signed) { try history.remember(digest) }
    }
  }

  /// Answers each subscription, so that its front end knows when nothing escapes it any more.
  private mutating func welcomeSubscribers() {
    for _ in 0..<MessageLoop.turn {
      guard let change = subscriptions?.next() else { return }
      guard case .subscribed(let topic) = change else { continue }
      audience.hasCome()
      var welcome = Message(
        "iopub_welcome", content: ["subscription": .string(String(decoding: topic, as: UTF8.self))],
        from: sender)
      welcome.identities = [topic]
      publications?.overtake(welcome.frames(sign: signer.signature))
    }
  }
}
