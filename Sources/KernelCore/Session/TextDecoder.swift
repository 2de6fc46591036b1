/// Turns bytes that come in pieces into text; a character that is cut in two waits for its rest.
struct TextDecoder {
  private var rest: [UInt8] = []

  /// The text of what came before and these bytes, as far as it is whole.
  mutating func text(of bytes: some Collection<UInt8>) -> String {
    rest += bytes
    let whole = rest.count - TextDecoder.openEnd(of: rest)
    defer { rest.removeFirst(whole) }
    return String(decoding: rest[..<whole], as: UTF8.self)
  }

  /// What is left at the end, with a mark for what never became a character.
  mutating func flush() -> String {
    defer { rest = [] }
    return String(decoding: rest, as: UTF8.self)
  }

  /// How many bytes at the end begin a character that is not complete.
  private static func openEnd(of bytes: [UInt8]) -> Int {
    for back in 1...3 where back <= bytes.count {
      let byte = bytes[bytes.count - back]
      if byte & 0xC0 == 0x80 { continue }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
      return length > back ? back : 0
    }
    return 0
  }
}
