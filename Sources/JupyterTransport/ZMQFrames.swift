import CZeroMQ
import JupyterWire

extension ZMQSocket {
  /// The next message that waits, `nil` where none does.
  ///
  /// A message beyond the limits is taken out and thrown away frame by frame.
  package func receive(limits: WireLimits) throws(WireError) -> [[UInt8]]? {
    var frames: [[UInt8]] = []
    var count = 0
    var bytes = 0
    var isLast = false
    var frame = zmq_msg_t()
    while !isLast {
      zmq_msg_init(&frame)
      defer { zmq_msg_close(&frame) }
      guard zmq_msg_recv(&frame, handle, ZMQ_DONTWAIT) >= 0 else { return nil }
      isLast = zmq_msg_more(&frame) == 0
      count += 1
      bytes += zmq_msg_size(&frame)
      if count > limits.frames || bytes > limits.messageBytes {
        frames = []
      } else {
        frames.append(
          Array(UnsafeRawBufferPointer(start: zmq_msg_data(&frame), count: zmq_msg_size(&frame))))
      }
    }
    guard count <= limits.frames else {
      throw .tooManyFrames(count: count, limit: limits.frames)
    }
    guard bytes <= limits.messageBytes else {
      throw .tooLarge("message", bytes: bytes, limit: limits.messageBytes)
    }
    return frames
  }

  /// The next frame that waits, whatever message it belongs to; `nil` where none does.
  func receiveFrame() -> [UInt8]? {
    var frame = zmq_msg_t()
    zmq_msg_init(&frame)
    defer { zmq_msg_close(&frame) }
    guard zmq_msg_recv(&frame, handle, ZMQ_DONTWAIT) >= 0 else { return nil }
    return Array(UnsafeRawBufferPointer(start: zmq_msg_data(&frame), count: zmq_msg_size(&frame)))
  }

  /// Sends a message without waiting.
  ///
  /// - Returns: whether the socket took it; a socket without a high-water mark takes everything.
  @discardableResult
  package func send(_ frames: [[UInt8]]) -> Bool {
    for (index, frame) in frames.enumerated() {
      let isLast = index == frames.count - 1
      let flags = isLast ? ZMQ_DONTWAIT : ZMQ_DONTWAIT | ZMQ_SNDMORE
      guard zmq_send(handle, frame, frame.count, flags) >= 0 else { return false }
    }
    return true
  }
}
