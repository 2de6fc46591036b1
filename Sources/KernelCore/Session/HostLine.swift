import Glibc
import JSONTrees
import Synchronization

/// What is said to the process that runs cells; any thread may speak.
final class HostLine: Sendable {
  /// A packet's room, with its first byte.
  private static let packetRoom = 1 << 16
  /// How long to wait for a process that does not listen.
  private static let patience: Int32 = 1000

  private let channel = Mutex<Int32?>(nil)

  func connect(_ channel: Int32) { self.channel.withLock { $0 = channel } }

  func disconnect(_ channel: Int32) {
    self.channel.withLock { if $0 == channel { $0 = nil } }
  }

  /// Sends a request, in as many packets as it needs; without a process it is passed over.
  func send(_ request: JSON) {
    let bytes = Array(request.serialized.utf8)
    channel.withLock { channel in
      guard let channel else { return }
      var start = 0
      repeat {
        let end = min(start + HostLine.packetRoom - 1, bytes.count)
        let packet = [end == bytes.count ? 1 : 0] + bytes[start..<end]
        guard HostLine.send(packet, on: channel) else { return }
        start = end
      } while start < bytes.count
    }
  }

  private static func send(_ packet: [UInt8], on channel: Int32) -> Bool {
    while Glibc.send(channel, packet, packet.count, Int32(MSG_NOSIGNAL)) < 0 {
      if errno == EINTR { continue }
      guard errno == EAGAIN else { return false }
      var watched = pollfd(fd: channel, events: Int16(POLLOUT), revents: 0)
      guard poll(&watched, 1, patience) > 0 else { return false }
    }
    return true
  }
}
