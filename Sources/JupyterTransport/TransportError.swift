import JupyterWire

/// What can keep a kernel from opening its sockets.
public enum TransportError: Error, Hashable, Sendable {
  /// Somebody else listens on the port.
  case portInUse(SocketRole, endpoint: String)
  /// The system does not let the kernel listen there.
  case cannotBind(SocketRole, endpoint: String, reason: String)
  /// The connection file has CURVE keys and this machine's ZeroMQ cannot encrypt.
  case noEncryption
  /// The secret key is not the public key's.
  case curveKeysDiffer
  /// The system refuses a socket, a thread or memory.
  case systemRefuses(String, reason: String)
}

extension TransportError: CustomStringConvertible {
  /// What was given, what is allowed and what to do.
  public var description: String {
    switch self {
    case .portInUse(let socket, let endpoint):
      "\(socket) cannot listen on \(endpoint): the port is in use; start the kernel again with a "
        + "connection file that names other ports"
    case .cannotBind(let socket, let endpoint, let reason):
      "\(socket) cannot listen on \(endpoint): \(reason); give an address of this machine, or for "
        + "ipc a folder that is there and may be written to"
    case .noEncryption:
      "the connection file has CURVE keys, and this ZeroMQ is built without CURVE; install one that "
        + "has it, or take the keys out"
    case .curveKeysDiffer:
      "connection file: curve_publickey is not the public key of curve_secretkey; give two keys that "
        + "were made together"
    case .systemRefuses(let what, let reason):
      "the system gives no \(what): \(reason); end other programs or raise the limits (ulimit -a)"
    }
  }
}
