import CZeroMQ
import JupyterWire

/// Sends back what comes, on a thread of its own, so that the kernel shows life while it works.
struct Heartbeat {
  /// The most bytes that are sent back at once.
  static let limits = WireLimits(frames: 64, frameBytes: 64 << 20, messageBytes: 64 << 20)

  let socket: ZMQSocket
  let stop: WakeUp

  func run() {
    var items = [
      zmq_pollitem_t(socket: nil, fd: stop.descriptor, events: Int16(ZMQ_POLLIN), revents: 0),
      zmq_pollitem_t(socket: socket.handle, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0),
    ]
    while wait(for: &items) && items[0].revents == 0 {
      for _ in 0..<MessageLoop.turn {
        guard let frames = try? socket.receive(limits: Heartbeat.limits) else { break }
        socket.send(frames)
      }
    }
  }
}

/// Waits until one of several sockets or descriptors has something.
///
/// - Returns: whether waiting makes sense at all; it does not once the sockets are gone.
func wait(for items: inout [zmq_pollitem_t], milliseconds: Int = -1) -> Bool {
  while zmq_poll(&items, Int32(items.count), milliseconds) < 0 {
    guard zmq_errno() == EINTR else { return false }
  }
  return true
}
