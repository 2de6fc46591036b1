import CZeroMQ
import Glibc
import JupyterWire

/// The five sockets, set up and bound.
struct KernelSocketSet {
  /// How long last messages may take to go out, in milliseconds.
  static let linger: Int32 = 1000

  private let sockets: [SocketRole: ZMQSocket]

  init(_ connection: ConnectionFile, limits: WireLimits) throws(TransportError) {
    try KernelSocketSet.checkKeys(connection.curve)
    let context = try ZMQContext()
    // Paths of ipc are made with the rights that the mask leaves: none for other users.
    let mask = umask(0o077)
    defer { umask(mask) }
    var sockets: [SocketRole: ZMQSocket] = [:]
    for role in SocketRole.allCases {
      let socket = try ZMQSocket(role == .iopub ? ZMQ_XPUB : ZMQ_ROUTER, in: context)
      try KernelSocketSet.setUp(socket, role, limits)
      if connection.ip.contains(":") { try socket.set(ZMQ_IPV6, Int32(1)) }
      if let keys = connection.curve { try KernelSocketSet.encrypt(socket, keys) }
      try socket.bind(role, to: connection.endpoint(of: role))
      sockets[role] = socket
    }
    self.sockets = sockets
  }

  subscript(role: SocketRole) -> ZMQSocket? { sockets[role] }

  private static func setUp(
    _ socket: ZMQSocket, _ role: SocketRole, _ limits: WireLimits
  ) throws(TransportError) {
    try socket.set(ZMQ_LINGER, role == .heartbeat ? Int32(0) : linger)
    switch role {
    case .iopub:
      // Beyond the mark a message is refused, not lost; Publications keeps it.
      try socket.set(ZMQ_SNDHWM, Publications.mark)
      try socket.set(ZMQ_XPUB_NODROP, Int32(1))
      // A subscription counts from when it is taken, so that nothing comes before its welcome.
      try socket.set(ZMQ_XPUB_MANUAL, Int32(1))
      // What comes here are topics only, and from anybody.
      try socket.set(ZMQ_MAXMSGSIZE, Int64(4096))
    case .heartbeat:
      try socket.set(ZMQ_MAXMSGSIZE, Int64(Heartbeat.limits.frameBytes))
    case .shell, .control, .stdin:
      try socket.set(ZMQ_SNDHWM, Int32(0))
      // A front end that lost its connection comes back under its old identity before the old
      // connection is known to be dead; without this its answers would go nowhere.
      try socket.set(ZMQ_ROUTER_HANDOVER, Int32(1))
      try socket.set(ZMQ_MAXMSGSIZE, Int64(limits.frameBytes))
    }
  }

  private static func encrypt(
    _ socket: ZMQSocket, _ keys: ConnectionFile.CurveKeys
  ) throws(TransportError) {
    try socket.set(ZMQ_CURVE_SERVER, Int32(1))
    try socket.set(ZMQ_CURVE_PUBLICKEY, keys.publicKey)
    try socket.set(ZMQ_CURVE_SECRETKEY, keys.secretKey)
  }

  private static func checkKeys(_ keys: ConnectionFile.CurveKeys?) throws(TransportError) {
    guard let keys else { return }
    guard zmq_has("curve") == 1 else { throw .noEncryption }
    var publicKey = [CChar](repeating: 0, count: 41)
    let isKey = zmq_curve_public(&publicKey, keys.secretKey) == 0
    let derived = publicKey.prefix(40).map { UInt8(bitPattern: $0) }
    guard isKey, derived == Array(keys.publicKey.utf8) else { throw .curveKeysDiffer }
  }
}
