import CZeroMQ
import Glibc
import JupyterWire

/// The other end of a kernel's sockets: what a front end sends and hears.
///
/// One thread at a time may use it.
public final class KernelClient {
  /// Who we are to the kernel.
  public let sender: Sender
  private let signer: Signer
  private let sockets: [SocketRole: ZMQSocket]

  /// Connects to where a connection file says.
  ///
  /// - Parameters:
  ///   - connection: addresses and keys.
  ///   - roles: the sockets to connect.
  ///   - sender: who we are.
  /// - Throws: ``TransportError`` where ZeroMQ refuses; that nobody listens is not known yet.
  public init(
    _ connection: ConnectionFile, roles: [SocketRole] = [.shell, .stdin, .iopub, .control],
    sender: Sender = Sender()
  ) throws(TransportError) {
    self.sender = sender
    signer = try Signer(key: connection.key)
    let context = try ZMQContext()
    var sockets: [SocketRole: ZMQSocket] = [:]
    for role in roles {
      let socket = try ZMQSocket(role == .iopub ? ZMQ_SUB : ZMQ_DEALER, in: context)
      try KernelClient.setUp(socket, role, connection, sender)
      guard zmq_connect(socket.handle, connection.endpoint(of: role)) == 0 else {
        throw .lastSocketError("connection to \(connection.endpoint(of: role))")
      }
      sockets[role] = socket
    }
    self.sockets = sockets
  }

  private static func setUp(
    _ socket: ZMQSocket, _ role: SocketRole, _ connection: ConnectionFile, _ sender: Sender
  ) throws(TransportError) {
    try socket.set(ZMQ_LINGER, Int32(100))
    try socket.set(ZMQ_RCVHWM, Int32(0))
    if connection.ip.contains(":") { try socket.set(ZMQ_IPV6, Int32(1)) }
    // Shell and stdin have one identity, by which the kernel finds who is to answer a question.
    if role != .iopub { try socket.set(ZMQ_ROUTING_ID, sender.session) }
    if let keys = connection.curve { try encrypt(socket, keys) }
    if role == .iopub { try socket.set(ZMQ_SUBSCRIBE, "") }
  }

  private static func encrypt(
    _ socket: ZMQSocket, _ keys: ConnectionFile.CurveKeys
  ) throws(TransportError) {
    var publicKey = [CChar](repeating: 0, count: 41)
    var secretKey = publicKey
    guard zmq_curve_keypair(&publicKey, &secretKey) == 0 else { throw .noEncryption }
    func text(_ key: [CChar]) -> [UInt8] { key.prefix(40).map { UInt8(bitPattern: $0) } }
    try socket.set(ZMQ_CURVE_SERVERKEY, keys.publicKey)
    try socket.set(ZMQ_CURVE_PUBLICKEY, text(publicKey))
    try socket.set(ZMQ_CURVE_SECRETKEY, text(secretKey))
  }

  /// Sends a message to the kernel.
  public func send(_ message: Message, on role: SocketRole) {
    sockets[role]?.send(message.frames(sign: signer.signature))
  }

  /// The next message of the kernel, from whatever socket; nothing if none comes in time.
  ///
  /// What is not signed with the connection's key, or is malformed, is passed over.
  public func next(milliseconds: Int) -> (role: SocketRole, message: Message)? {
    let roles = SocketRole.allCases.filter { sockets[$0] != nil }
    var items = roles.map { role in
      zmq_pollitem_t(
        socket: sockets[role]?.handle, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0)
    }
    guard zmq_poll(&items, Int32(items.count), milliseconds) > 0 else { return nil }
    for (role, item) in zip(roles, items) where item.revents != 0 {
      if let message = message(on: role) { return (role, message) }
    }
    return nil
  }

  private func message(on role: SocketRole) -> Message? {
    guard let frames = try? sockets[role]?.receive(limits: .standard) else { return nil }
    return try? Message(frames: frames) { signature, signed throws(WireError) in
      _ = try signer.check(signature, of: signed)
    }
  }
}
