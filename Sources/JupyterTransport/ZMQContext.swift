import CZeroMQ
import Glibc
import JupyterWire

/// ZeroMQ's own threads; they end with the last socket that was made here.
package final class ZMQContext: @unchecked Sendable {
  // Unchecked: ZeroMQ's contexts may be used by any thread.
  fileprivate let handle: UnsafeMutableRawPointer

  package init() throws(TransportError) {
    guard let handle = zmq_ctx_new() else { throw .lastSocketError("ZeroMQ context") }
    self.handle = handle
  }

  deinit {
    // Waits for the last messages of the sockets, each as long as it lingers.
    while zmq_ctx_term(handle) != 0 && zmq_errno() == EINTR {}
  }
}

/// One socket of ZeroMQ; one thread at a time may use it.
package final class ZMQSocket {
  package let handle: UnsafeMutableRawPointer
  /// Keeps the context for as long as the socket.
  private let context: ZMQContext
  /// The path of a socket in the file system, which ZeroMQ would leave behind.
  private var path: String?

  package init(_ kind: Int32, in context: ZMQContext) throws(TransportError) {
    guard let handle = zmq_socket(context.handle, kind) else { throw .lastSocketError("socket") }
    self.handle = handle
    self.context = context
  }

  deinit {
    if let path { unlink(path) }
    zmq_close(handle)
  }

  package func set(_ option: Int32, _ value: Int32) throws(TransportError) {
    let isSet = withUnsafeBytes(of: value) {
      zmq_setsockopt(handle, option, $0.baseAddress, $0.count)
    }
    guard isSet == 0 else { throw .lastSocketError("socket option \(option)") }
  }

  package func set(_ option: Int32, _ value: Int64) throws(TransportError) {
    let isSet = withUnsafeBytes(of: value) {
      zmq_setsockopt(handle, option, $0.baseAddress, $0.count)
    }
    guard isSet == 0 else { throw .lastSocketError("socket option \(option)") }
  }

  package func set(_ option: Int32, _ value: String) throws(TransportError) {
    try set(option, Array(value.utf8))
  }

  package func set(_ option: Int32, _ value: [UInt8]) throws(TransportError) {
    guard zmq_setsockopt(handle, option, value, value.count) == 0 else {
      throw .lastSocketError("socket option \(option)")
    }
  }

  package func bind(_ role: SocketRole, to endpoint: String) throws(TransportError) {
    guard zmq_bind(handle, endpoint) != 0 else {
      if endpoint.hasPrefix("ipc://") { path = String(endpoint.dropFirst("ipc://".count)) }
      return
    }
    let error = zmq_errno()
    guard error != EADDRINUSE else { throw .portInUse(role, endpoint: endpoint) }
    throw .cannotBind(role, endpoint: endpoint, reason: String(cString: zmq_strerror(error)))
  }
}

extension TransportError {
  /// The error that ZeroMQ's last call left behind.
  static func lastSocketError(_ what: String) -> TransportError {
    .systemRefuses(what, reason: String(cString: zmq_strerror(zmq_errno())))
  }
}
