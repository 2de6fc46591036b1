import CCellHost
import Display

/// Messages between this process and the kernel, each a JSON tree.
enum KernelChannel {
  static func send(_ message: JSON) {
    let bytes = Array(message.serialized.utf8)
    quill_send(bytes, bytes.count)
  }

  /// The next request, or nothing when the kernel is gone.
  static func receive() -> JSON? {
    var packet = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = quill_receive(&packet, packet.count)
      guard count > 0 else { return nil }
      if let request = try? JSON(bytes: packet.prefix(count)) { return request }
    }
  }
}

/// Sends displays to the page, by way of the kernel.
struct KernelSink: DisplaySink {
  func show(_ bundle: MIMEBundle, at id: DisplayID) {
    KernelChannel.send(["display": bundle.json, "id": .string(String(id.number))])
  }

  func update(_ bundle: MIMEBundle, at id: DisplayID, isLast: Bool) {
    KernelChannel.send(["update": bundle.json, "id": .string(String(id.number))])
  }
}
