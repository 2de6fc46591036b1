import JSONTrees
import JupyterWire
import Testing

@Suite struct MessageFramesTests {
  static let header = #"{"msg_id":"m","msg_type":"t"}"#
  static let good = [header, "{}", "{}", "{}"]

  @Test func comesBackAsItWasSent() throws {
    let message = Message(
      identities: [[0, 1, 2], []], header: Header("t", from: Sender()),
      parentHeader: ["msg_id": "é🎈"], metadata: ["a": [1, 2.5, nil]],
      content: ["code": "\u{0}\n\"\\"], buffers: [[], [0xFF, 0xC0], Message.delimiter])
    let frames = message.frames(sign: ToySigning.sign)
    #expect(frames.count == 2 + 1 + 1 + 4 + 3)
    #expect(try Message(frames: frames, check: ToySigning.check) == message)
  }

  @Test(arguments: [
    ([String](), 0), (["a"], 1), (["<IDS|MSG>"], 1), (["a", "<IDS|MSG>"], 2),
    (["<IDS|MSG>", "s", "{}", "{}", "{}"], 5),
  ])
  func refusesFramesThatAreTooFew(_ frames: [String], _ count: Int) {
    let error = #expect(throws: WireError.self) {
      try Message(frames: frames.map { Array($0.utf8) }) { _, _ throws(WireError) in }
    }
    let delimiter = frames.firstIndex(of: "<IDS|MSG>")
    #expect(
      error
        == (delimiter.map { .tooFewParts(count: count - $0 - 1) } ?? .noDelimiter(frames: count)))
  }

  @Test func theDelimiterIsSoughtAmongTheFirstFramesOnly() throws {
    let many = (0...WireLimits.identities).map { "id\($0)" }
    let allowed = ToySigning.frames(identities: many.dropLast(), Self.good)
    #expect(try Message(frames: allowed, check: ToySigning.check).identities.count == 16)
    let error = #expect(throws: WireError.self) {
      try Message(
        frames: ToySigning.frames(identities: many, Self.good), check: ToySigning.check)
    }
    #expect(
      error?.description
        == "message of 23 frames: none of the first 17 is <IDS|MSG>; "
        + "put it between the identities and the signature")
  }

  @Test func nothingIsParsedBeforeTheSignatureIsChecked() {
    let frames = ToySigning.frames(["not JSON", "\u{0}", "[", "NaN"])
    var seen: [[UInt8]] = []
    let error = #expect(throws: WireError.self) {
      try Message(frames: frames) { _, signed throws(WireError) in
        seen = Array(signed)
        throw .wrongSignature
      }
    }
    #expect(error == .wrongSignature)
    #expect(seen == Array(frames[3...6]))
  }

  @Test(arguments: [
    (["", "{}", "{}", "{}"], "header, byte 0: the text ends where a value should stand"),
    (["[]", "{}", "{}", "{}"], "header: this is JSON, but no object"),
    ([header, "null", "{}", "{}"], "parent header: this is JSON, but no object"),
    ([header, "{}", "7", "{}"], "metadata: this is JSON, but no object"),
    ([header, "{}", "{}", "[1]"], "content: this is JSON, but no object"),
    ([header, "{}", "{}", "{\"a\":NaN}"], "content, byte 5: no value begins like this"),
    (["{}", "{}", "{}", "{}"], "header, msg_id: it is missing"),
    ([header, "{}", "{}", String(repeating: "{\"a\":", count: 100_000)], "content, byte 1280: "),
    ([header, "{}", String(repeating: "[", count: 100_000), "{}"], "metadata, byte 256: "),
  ])
  func refusesPartsThatAreNoObjects(_ parts: [String], _ words: String) {
    let error = #expect(throws: WireError.self) {
      try Message(frames: ToySigning.frames(parts), check: ToySigning.check)
    }
    #expect(error?.description.hasPrefix(words) == true, "\(error?.description ?? "")")
  }

  @Test func refusesHeadersThatAreNotUTF8() {
    var frames = ToySigning.frames(Self.good)
    frames[3] = [0x7B, 0x22, 0xFF, 0x22, 0x7D]
    frames[2] = ToySigning.sign(frames[3...6])
    #expect(throws: WireError.self) { try Message(frames: frames, check: ToySigning.check) }
  }

  @Test(arguments: [
    ([UInt8](repeating: 0, count: 101), 1, "frame of 101 bytes: at most 100 are allowed"),
    ([UInt8](repeating: 0, count: 100), 6, "message of 662 bytes: at most 500 are allowed"),
    ([], 30, "message of 37 frames: at most 20 are allowed"),
  ])
  func refusesWhatIsTooLarge(_ buffer: [UInt8], _ count: Int, _ words: String) {
    let limits = WireLimits(frames: 20, frameBytes: 100, messageBytes: 500)
    let frames = ToySigning.frames(
      Self.good, buffers: Array(repeating: buffer, count: count))
    let error = #expect(throws: WireError.self) {
      try Message(frames: frames, limits: limits, check: ToySigning.check)
    }
    #expect(error?.description.hasPrefix(words) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    (
      WireError.unsigned, "message without a signature: sign it with the key of the connection file"
    ),
    (.replayed, "message that came before: give each message an identifier of its own"),
    (
      .tooFewParts(count: 3),
      "message with 3 frames behind <IDS|MSG>: 5 are needed; "
        + "give signature, header, parent header, metadata and content"
    ),
    (
      .wrongSignature,
      "message with a wrong signature: sign header, parent header, metadata and "
        + "content, as sent, with the key of the connection file; write the digest in lower-case "
        + "hexadecimal"
    ),
  ])
  func errorsSayWhatToDo(_ error: WireError, _ words: String) {
    #expect(error.description == words)
  }
}
