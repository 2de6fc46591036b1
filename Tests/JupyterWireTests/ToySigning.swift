import JupyterWire

/// A signature that needs no library: enough to tell whether parts were changed.
enum ToySigning {
  static func sign(_ parts: some Collection<[UInt8]>) -> [UInt8] {
    var sum: UInt64 = 14_695_981_039_346_656_037
    for part in parts {
      for byte in part { sum = (sum ^ UInt64(byte)) &* 1_099_511_628_211 }
      sum = (sum ^ 0x100) &* 1_099_511_628_211
    }
    return Array(String(sum, radix: 16).utf8)
  }

  static func check(_ signature: [UInt8], _ parts: ArraySlice<[UInt8]>) throws(WireError) {
    guard !signature.isEmpty else { throw .unsigned }
    guard signature == sign(parts) else { throw .wrongSignature }
  }

  /// The frames of a message that passes, out of the texts of its parts.
  static func frames(
    identities: [String] = ["me"], _ parts: [String], buffers: [[UInt8]] = []
  ) -> [[UInt8]] {
    let parts = parts.map { Array($0.utf8) }
    return identities.map { Array($0.utf8) } + [Message.delimiter, sign(parts)] + parts + buffers
  }
}

/// Random numbers that a seed repeats.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }
}
