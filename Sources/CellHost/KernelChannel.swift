import CCellHost
import Display

/// Messages between this process and the kernel, each a JSON tree.
///
/// The main thread alone receives; any thread may send.
enum KernelChannel {
  /// The packets of a message whose last has not come yet.
  nonisolated(unsafe) private static var pieces: [UInt8] = []

  static func send(_ message: JSON) {
    let bytes = Array(message.serialized.utf8)
    quill_send(bytes, bytes.count)
  }

  /// Sends a message that says what the text printed from now on is for.
  static func sendInOrder(_ message: JSON) {
    let bytes = Array(message.serialized.utf8)
    quill_send_in_order(bytes, bytes.count)
  }

  /// The next request, or nothing when the kernel is gone.
  static func receive() -> JSON? {
    while let packet = packet() {
      if let request = message(endingWith: packet) { return request }
    }
    return nil
  }

  /// Takes one packet that has come: a request, if it ends with this packet.
  static func receivePacket() -> JSON? { packet().flatMap(message) }

  private static func packet() -> [UInt8]? {
    let room = 1 << 16
    let packet = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      count = quill_receive(buffer.baseAddress, room)
    }
    return packet.isEmpty ? nil : packet
  }

  /// The first byte of a packet says whether a message ends with it.
  private static func message(endingWith packet: [UInt8]) -> JSON? {
    pieces += packet.dropFirst()
    guard packet[0] == 1 else { return nil }
    defer { pieces = [] }
    return try? JSON(bytes: pieces)
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

  func clear(waits: Bool) { KernelChannel.sendInOrder(["clear": .bool(waits)]) }
}
