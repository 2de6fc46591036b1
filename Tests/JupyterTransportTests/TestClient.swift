import CZeroMQ
import JSONTrees
import JupyterTransport
import JupyterWire
import Testing

/// A small front end.
final class TestClient {
  static let patience = 5.0

  let sender = Sender(username: "client")
  let signer: Signer
  let context: ZMQContext
  let connection: ConnectionFile
  let shell: ZMQSocket
  let control: ZMQSocket
  let stdin: ZMQSocket
  let iopub: ZMQSocket
  let heartbeat: ZMQSocket

  init(_ connection: ConnectionFile, isEncrypted: Bool? = nil) throws {
    let context = try ZMQContext()
    let session = sender.session
    let encrypts = isEncrypted ?? (connection.curve != nil)
    func open(_ kind: Int32, _ role: SocketRole) throws -> ZMQSocket {
      let socket = try ZMQSocket(kind, in: context)
      try socket.set(ZMQ_LINGER, Int32(0))
      try socket.set(ZMQ_RCVHWM, Int32(0))
      if connection.ip.contains(":") { try socket.set(ZMQ_IPV6, Int32(1)) }
      if kind == ZMQ_DEALER { try socket.set(ZMQ_ROUTING_ID, session) }
      if encrypts, let server = connection.curve {
        let keys = CurvePair.random()
        try socket.set(ZMQ_CURVE_SERVERKEY, server.publicKey)
        try socket.set(ZMQ_CURVE_PUBLICKEY, keys.publicKey)
        try socket.set(ZMQ_CURVE_SECRETKEY, keys.secretKey)
      }
      #expect(zmq_connect(socket.handle, connection.endpoint(of: role)) == 0)
      return socket
    }
    self.context = context
    self.connection = connection
    signer = try Signer(key: connection.key)
    shell = try open(ZMQ_DEALER, .shell)
    control = try open(ZMQ_DEALER, .control)
    stdin = try open(ZMQ_DEALER, .stdin)
    iopub = try open(ZMQ_SUB, .iopub)
    heartbeat = try open(ZMQ_DEALER, .heartbeat)
  }

  func socket(of channel: Channel) -> ZMQSocket {
    switch channel {
    case .shell: shell
    case .control: control
    case .stdin: stdin
    }
  }

  func subscribe(_ topic: [UInt8] = []) {
    #expect(zmq_setsockopt(iopub.handle, ZMQ_SUBSCRIBE, topic, topic.count) == 0)
  }

  /// The frames of a signed request.
  func frames(_ type: String, content: JSON = [:], buffers: [[UInt8]] = []) -> [[UInt8]] {
    Message(type, content: content, buffers: buffers, from: sender).frames(sign: signer.signature)
  }

  /// The next message, checked; `nil` where none comes in time.
  func next(_ socket: ZMQSocket, within seconds: Double = patience) throws -> Message? {
    guard let frames = try nextFrames(socket, within: seconds) else { return nil }
    return try Message(frames: frames) { signature, signed throws(WireError) in
      _ = try signer.check(signature, of: signed)
    }
  }

  /// The next frames; `nil` where none come in time.
  func nextFrames(_ socket: ZMQSocket, within seconds: Double = patience) throws -> [[UInt8]]? {
    var item = zmq_pollitem_t(
      socket: socket.handle, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0)
    guard zmq_poll(&item, 1, Int(seconds * 1000)) == 1 else { return nil }
    return try socket.receive(limits: .standard)
  }

  /// Whether the kernel still answers a request, by a marker of its own.
  func isAnswered(on channel: Channel = .shell) throws -> Bool {
    let marker = randomIdentifier()
    socket(of: channel).send(frames("marker", content: ["marker": .string(marker)]))
    guard let reply = try next(socket(of: channel)) else { return false }
    return reply.content["marker"]?.string == marker
  }
}

/// Keys that belong together.
struct CurvePair {
  let publicKey: String
  let secretKey: String

  static func random() -> CurvePair {
    var publicKey = [CChar](repeating: 0, count: 41)
    var secretKey = [CChar](repeating: 0, count: 41)
    #expect(zmq_curve_keypair(&publicKey, &secretKey) == 0)
    let text = { (key: [CChar]) in
      String(decoding: key.prefix(40).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    return CurvePair(publicKey: text(publicKey), secretKey: text(secretKey))
  }
}
