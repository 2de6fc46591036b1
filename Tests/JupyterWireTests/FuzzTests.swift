import JSONTrees
import JupyterWire
import Testing

/// Random and damaged frames: nothing traps, and nothing passes that is not signed.
@Suite struct FuzzTests {
  static let seeds: [UInt64] = [1, 2, 3]

  @Test(arguments: seeds) func damagedFramesPassOnlyWhereTheSignatureFits(_ seed: UInt64) {
    var random = Seeded(seed)
    var accepted = 0
    for round in 0..<20_000 {
      var frames = ToySigning.frames(
        MessageFramesTests.good, buffers: Bool.random(using: &random) ? [[1, 2, 3]] : [])
      for _ in 0..<Int.random(in: 0...3, using: &random) { Self.damage(&frames, &random) }
      guard let message = try? Message(frames: frames, check: ToySigning.check) else { continue }
      accepted += 1
      let start = message.identities.count + 1
      #expect(frames[start - 1] == Message.delimiter, "seed \(seed), round \(round)")
      #expect(
        frames[start] == ToySigning.sign(frames[(start + 1)...(start + 4)]),
        "seed \(seed), round \(round)")
    }
    #expect(accepted > 1000 && accepted < 19_000, "seed \(seed): \(accepted)")
  }

  /// With signing switched off everything reaches the JSON reader.
  @Test(arguments: seeds) func damagedPartsNeverTrap(_ seed: UInt64) {
    var random = Seeded(seed)
    for _ in 0..<20_000 {
      var frames = ToySigning.frames(MessageFramesTests.good)
      for _ in 0..<Int.random(in: 1...6, using: &random) { Self.damage(&frames, &random) }
      guard let message = try? Message(frames: frames, check: { _, _ throws(WireError) in })
      else { continue }
      #expect(!message.header.messageID.isEmpty, "seed \(seed)")
      let answer = message.reply("r", content: [:], from: Sender())
      let sent = answer.frames(sign: ToySigning.sign)
      #expect(throws: Never.self, "seed \(seed)") {
        try Message(frames: sent, check: ToySigning.check)
      }
    }
  }

  @Test(arguments: seeds) func randomFramesNeverTrap(_ seed: UInt64) {
    var random = Seeded(seed)
    for _ in 0..<20_000 {
      let frames = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        Bool.random(using: &random)
          ? Message.delimiter
          : (0..<Int.random(in: 0...20, using: &random)).map { _ in
            UInt8.random(in: 0...255, using: &random)
          }
      }
      #expect(throws: WireError.self, "seed \(seed)") {
        try Message(frames: frames, check: ToySigning.check)
      }
    }
  }

  private static func damage(_ frames: inout [[UInt8]], _ random: inout Seeded) {
    let letters = Array("{}[]\",:0\\u\u{0}\u{1}ntf<|>".utf8) + [0xFF, 0xC0]
    guard let index = frames.indices.randomElement(using: &random) else { return }
    switch Int.random(in: 0..<6, using: &random) {
    case 0: frames.remove(at: index)
    case 1: frames.insert(frames[index], at: index)
    case 2: frames.swapAt(index, Int.random(in: 0..<frames.count, using: &random))
    case 3: frames[index] = Message.delimiter
    default:
      let place = Int.random(in: 0...frames[index].count, using: &random)
      let letter = letters[Int.random(in: 0..<letters.count, using: &random)]
      if place < frames[index].count && Bool.random(using: &random) {
        frames[index][place] = letter
      } else {
        frames[index].insert(letter, at: place)
      }
    }
  }
}
