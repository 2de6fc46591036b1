import JupyterWire

/// A message with an output of so many bytes, to frames or from frames; signing is not in it.
///
/// The goal leaves most of half a second for 10 MB to the cell, the signature and the sockets.
package struct MessageWorkload: Workload {
  package let name = "message"
  package let summary = "an output of so many bytes to the frames of a message, or back"
  package let variants = ["write", "read"]
  package let sizes = [Size("100", goal: 10e-6), Size("10000000", goal: 100e-3)]

  package init() {}

  package func prepare(_ setting: Setting) throws -> Trial {
    guard let bytes = Int(setting.size), (10...1_000_000_000).contains(bytes) else {
      throw UsageError("message wants a size from 10 to 1000000000, not '\(setting.size)'")
    }
    let text = String(repeating: "123456789\n", count: bytes / 10)
    let message = Message(
      "stream", content: ["name": "stdout", "text": .string(text)], from: Sender())
    let frames = message.frames { _ in [1] }
    return Trial(
      params: [
        "size": .string(setting.size), "bytes": .integer(bytes),
        "variant": .string(setting.variant),
      ],
      check: { ["bytes": .integer($0)] },
      call: setting.variant == "read"
        ? {
          let read = try Message(frames: opaque(frames)) { _, _ throws(WireError) in }
          return read.content["text"]?.string?.utf8.count ?? 0
        }
        : {
          // Every tenth byte is escaped, and so takes two; 27 more stand around the text.
          (opaque(message).frames { _ in [1] }.last?.count ?? 0) - 27 - bytes / 10
        })
  }
}
