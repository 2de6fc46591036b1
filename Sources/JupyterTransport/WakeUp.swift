import Glibc

/// Wakes a thread that waits for sockets: two ends of one, since those can be waited for together.
package final class WakeUp: Sendable {
  /// What the thread has to wait for too.
  package let descriptor: Int32
  private let entrance: Int32

  package init() throws(TransportError) {
    var ends: [Int32] = [-1, -1]
    let kind = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
    guard socketpair(AF_UNIX, Int32(kind), 0, &ends) == 0 else {
      throw .lastSystemError("pair of sockets")
    }
    (descriptor, entrance) = (ends[0], ends[1])
  }

  deinit {
    Glibc.close(entrance)
    Glibc.close(descriptor)
  }

  /// Wakes the thread, or lets its next wait end at once.
  package func signal() {
    // A buffer that is full refuses the byte, and then the thread is being woken already.
    var byte: UInt8 = 1
    while Glibc.send(entrance, &byte, 1, Int32(MSG_NOSIGNAL)) < 0 && errno == EINTR {}
  }

  /// Takes back all signals so far.
  package func reset() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while true {
      let count = read(descriptor, &bytes, bytes.count)
      guard count == bytes.count || count < 0 && errno == EINTR else { return }
    }
  }
}
