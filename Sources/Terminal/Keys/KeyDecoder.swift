/// Turns the bytes of a terminal into keys; a key that comes in pieces waits for its rest.
///
/// An escape alone and an escape before other bytes look the same at first; who reads calls
/// ``flush()`` when nothing has followed for a moment.
public struct KeyDecoder: Sendable {
  /// Sequences that are longer are nonsense.
  private static let longest = 4096
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  private var rest: [UInt8] = []
  /// What has been pasted so far, while a paste is under way.
  private var pasted: [UInt8]?

  /// Begins with nothing.
  public init() {}

  /// Whether something has come that is not a whole key.
  public var isWaiting: Bool { !rest.isEmpty }

  /// Whether a paste has begun and not ended.
  public var isPasting: Bool { pasted != nil }

  /// The keys that these bytes and those before them make.
  public mutating func keys(of bytes: some Collection<UInt8>) -> [Key] {
    rest += bytes
    var keys: [Key] = []
    var place = 0
    while place < rest.count {
      if pasted != nil {
        guard let end = takePaste(from: &place) else { break }
        keys.append(end)
        continue
      }
      guard let (key, next) = key(at: place) else { break }
      place = next
      if let key { KeyDecoder.add(key, to: &keys) }
    }
    rest.removeFirst(min(place, rest.count))
    return keys
  }

  /// Takes what waits as it is: nothing more will come.
  public mutating func flush() -> [Key] {
    if let text = pasted {
      // A terminal that never ends its paste is taken by its word.
      let all = text + rest
      (pasted, rest) = (nil, [])
      return [.paste(String(decoding: all, as: UTF8.self))]
    }
    defer { rest = [] }
    guard let first = rest.first else { return [] }
    if first != 0x1B { return [.text(String(decoding: rest, as: UTF8.self))] }
    // Behind some letters a whole text could have followed; the key with alt is alone.
    if rest.count == 2, (0x21...0x7E).contains(rest[1]) { return [KeyDecoder.alt(rest[1])] }
    return rest.count == 1 ? [.escape] : [.unknown]
  }

  /// Texts that follow each other are one.
  private static func add(_ key: Key, to keys: inout [Key]) {
    if case .text(let more) = key, case .text(let text) = keys.last {
      keys[keys.count - 1] = .text(text + more)
    } else {
      keys.append(key)
    }
  }

  /// Moves what belongs to a paste there; the paste, if it ends.
  private mutating func takePaste(from place: inout Int) -> Key? {
    guard let escape = rest[place...].firstIndex(of: 0x1B) else {
      pasted?.append(contentsOf: rest[place...])
      place = rest.count
      return nil
    }
    pasted?.append(contentsOf: rest[place..<escape])
    place = escape
    let found = rest[escape...].prefix(KeyDecoder.pasteEnd.count)
    if Array(found) == KeyDecoder.pasteEnd {
      defer { pasted = nil }
      place += found.count
      return .paste(String(decoding: pasted ?? [], as: UTF8.self))
    }
    if found.count < KeyDecoder.pasteEnd.count, KeyDecoder.pasteEnd.starts(with: found) {
      return nil
    }
    pasted?.append(0x1B)
    place += 1
    return takePaste(from: &place)
  }

  /// The key at a place and where the next one begins; nothing if it is not whole.
  private mutating func key(at place: Int) -> (Key?, Int)? {
    let byte = rest[place]
    if byte == 0x1B { return escaped(at: place) }
    if byte < 0x20 || byte == 0x7F { return (KeyDecoder.control(byte), place + 1) }
    return text(at: place)
  }

  /// As much text as there is.
  private func text(at place: Int) -> (Key?, Int)? {
    let end = rest[place...].firstIndex { $0 < 0x20 || $0 == 0x7F } ?? rest.count
    var whole = end
    if end == rest.count {
      // A character that is cut in two waits for its rest.
      for back in 1...3 where back <= end - place {
        let byte = rest[end - back]
        if byte & 0xC0 == 0x80 { continue }
        let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
        if length > back { whole = end - back }
        break
      }
    }
    guard whole > place else { return nil }
    return (.text(String(decoding: rest[place..<whole], as: UTF8.self)), whole)
  }

  private static func control(_ byte: UInt8) -> Key {
    switch byte {
    case 0x0D, 0x0A: .enter
    case 0x09: .tab
    case 0x7F, 0x08: .backspace
    case 0: .unknown
    case 1...26: .control(Character(Unicode.Scalar(byte + 0x60)))
    default: .control(Character(Unicode.Scalar(byte + 0x40)))
    }
  }

  private mutating func escaped(at place: Int) -> (Key?, Int)? {
    guard place + 1 < rest.count else { return nil }
    switch rest[place + 1] {
    case UInt8(ascii: "["): return sequence(at: place)
    case UInt8(ascii: "O"):
      guard place + 2 < rest.count else { return nil }
      return (KeyDecoder.cursorKey(rest[place + 2], modifiers: 1) ?? .unknown, place + 3)
    case UInt8(ascii: "_"), UInt8(ascii: "P"), UInt8(ascii: "]"): return string(at: place)
    case 0x1B: return (.escape, place + 1)
    case 0x0D, 0x0A: return (.newline, place + 2)
    case 0x7F, 0x08: return (.deleteWordBack, place + 2)
    case 0x21...0x7E: return (KeyDecoder.alt(rest[place + 1]), place + 2)
    default: return (.escape, place + 1)
    }
  }

  private static func alt(_ byte: UInt8) -> Key {
    switch byte {
    case UInt8(ascii: "b"): .wordLeft
    case UInt8(ascii: "f"): .wordRight
    case UInt8(ascii: "d"): .deleteWordForward
    case UInt8(ascii: "<"): .textStart
    case UInt8(ascii: ">"): .textEnd
    default: .alt(Character(Unicode.Scalar(byte)))
    }
  }

  /// `ESC [`, numbers, and a letter.
  private mutating func sequence(at place: Int) -> (Key?, Int)? {
    guard let end = rest[(place + 2)...].firstIndex(where: { !(0x20...0x3F).contains($0) }) else {
      return rest.count - place > KeyDecoder.longest ? (.unknown, rest.count) : nil
    }
    let final = rest[end]
    // A sequence that is broken off by another key is none.
    guard (0x40...0x7E).contains(final) else { return (.unknown, end) }
    let words = rest[(place + 2)..<end]
    let numbers = String(decoding: words.filter { $0 != UInt8(ascii: "?") }, as: UTF8.self)
      .split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    if final == UInt8(ascii: "~"), numbers.first == 200 {
      pasted = []
      return (nil, end + 1)
    }
    if final == UInt8(ascii: "c"), words.first == UInt8(ascii: "?") {
      return (.answer(.attributes(numbers)), end + 1)
    }
    if final == UInt8(ascii: "t") { return (.answer(KeyDecoder.size(numbers)), end + 1) }
    return (KeyDecoder.key(final, numbers), end + 1)
  }

  private static func size(_ numbers: [Int]) -> Key.Answer {
    guard numbers.count == 3, numbers[0] == 6 else { return .other }
    return .cellSize(width: numbers[2], height: numbers[1])
  }

  private static func key(_ final: UInt8, _ numbers: [Int]) -> Key {
    let modifiers = numbers.count > 1 ? numbers[1] : 1
    if final == UInt8(ascii: "Z") { return .backTab }
    if final == UInt8(ascii: "u") { return unicodeKey(numbers.first ?? 0, modifiers) }
    if final != UInt8(ascii: "~") { return cursorKey(final, modifiers: modifiers) ?? .unknown }
    switch numbers.first ?? 0 {
    case 1, 7: return .home
    case 4, 8: return .end
    case 3: return modifiers > 1 ? .deleteWordForward : .delete
    case 5: return .pageUp
    case 6: return .pageDown
    case 27: return numbers.count > 2 ? unicodeKey(numbers[2], modifiers) : .unknown
    default: return .unknown
    }
  }

  /// Keys as terminals send them that tell more of them apart.
  private static func unicodeKey(_ code: Int, _ modifiers: Int) -> Key {
    switch code {
    case 13: modifiers > 1 ? .newline : .enter
    case 9: modifiers > 1 ? .backTab : .tab
    case 27: .escape
    case 127, 8: modifiers > 1 ? .deleteWordBack : .backspace
    case 0x20...0x7E where modifiers == 5: .control(Character(Unicode.Scalar(UInt8(code))))
    case 0x20...0x7E where modifiers == 3: alt(UInt8(code))
    default: Unicode.Scalar(UInt32(clamping: code)).map { .text(String($0)) } ?? .unknown
    }
  }

  private static func cursorKey(_ final: UInt8, modifiers: Int) -> Key? {
    let isWord = modifiers > 2
    switch final {
    case UInt8(ascii: "A"): return .up
    case UInt8(ascii: "B"): return .down
    case UInt8(ascii: "C"): return isWord ? .wordRight : .right
    case UInt8(ascii: "D"): return isWord ? .wordLeft : .left
    case UInt8(ascii: "H"): return isWord ? .textStart : .home
    case UInt8(ascii: "F"): return isWord ? .textEnd : .end
    case UInt8(ascii: "M"): return .enter
    default: return nil
    }
  }

  /// `ESC _`, `ESC P` or `ESC ]`, a text, and its end.
  private func string(at place: Int) -> (Key?, Int)? {
    var end = place + 2
    while end < rest.count {
      if rest[end] == 0x07 { return (answer(place, end), end + 1) }
      if rest[end] == 0x1B, end + 1 < rest.count {
        return rest[end + 1] == UInt8(ascii: "\\")
          ? (answer(place, end), end + 2) : (.unknown, end)
      }
      end += 1
    }
    return rest.count - place > KeyDecoder.longest ? (.unknown, rest.count) : nil
  }

  private func answer(_ place: Int, _ end: Int) -> Key {
    let text = String(decoding: rest[(place + 1)..<end], as: UTF8.self)
    if text.hasPrefix("_G") { return .answer(text.contains(";OK") ? .kittyGraphics : .other) }
    if text.hasPrefix("P>|") { return .answer(.name(String(text.dropFirst(3)))) }
    return .answer(.other)
  }
}
