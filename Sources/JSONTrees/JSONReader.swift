extension JSON {
  /// How deep trees may be nested, so that no text can exhaust the stack.
  public static let deepest = 256

  /// Reads a tree from its text (RFC 8259).
  ///
  /// Of two members with one name the last stands. Whole numbers that fit in 64 bits stay whole.
  ///
  /// - Throws: ``JSONError`` with the place of the first byte that cannot stand where it does.
  public init(_ text: String) throws(JSONError) { try self.init(bytes: Array(text.utf8)) }

  /// Reads a tree from the UTF-8 bytes of its text.
  /// - Throws: ``JSONError`` with the place of the first byte that cannot stand where it does.
  public init(bytes: some Collection<UInt8>) throws(JSONError) {
    var reader = JSONReader(bytes: Array(bytes))
    self = try reader.document()
  }
}

/// Reads JSON byte by byte.
private struct JSONReader {
  let bytes: [UInt8]
  private var place = 0

  private static let digitBytes = UInt8(ascii: "0")...UInt8(ascii: "9")

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSONError) -> JSON {
    let tree = try value(depth: 0)
    skipBlanks()
    guard place == bytes.count else { throw failure("nothing more may follow") }
    return tree
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSON {
    guard depth < JSON.deepest else { throw failure("nested deeper than \(JSON.deepest)") }
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"): return try number()
    case let digit? where JSONReader.digitBytes.contains(digit): return try number()
    case nil: throw failure("the text ends where a value should stand")
    default: throw failure("no value begins like this")
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSON {
    var members: [String: JSON] = [:]
    try list(closedBy: "}") { reader throws(JSONError) in
      guard reader.next == UInt8(ascii: "\"") else {
        throw reader.failure("a name should stand here")
      }
      let name = try reader.string()
      reader.skipBlanks()
      guard reader.take(":") else { throw reader.failure("a colon should stand here") }
      members[name] = try reader.value(depth: depth + 1)
    }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSON {
    var items: [JSON] = []
    try list(closedBy: "]") { reader throws(JSONError) in
      items.append(try reader.value(depth: depth + 1))
    }
    return .array(items)
  }

  /// Reads what stands between two brackets, with commas between.
  private mutating func list(
    closedBy bracket: Unicode.Scalar, item: (inout JSONReader) throws(JSONError) -> Void
  ) throws(JSONError) {
    place += 1
    skipBlanks()
    if take(bracket) { return }
    while true {
      skipBlanks()
      try item(&self)
      skipBlanks()
      if take(bracket) { return }
      guard take(",") else { throw failure("a comma or a bracket should stand here") }
    }
  }

  private mutating func string() throws(JSONError) -> String {
    place += 1
    var content: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        place += 1
        guard let text = String(validating: content, as: UTF8.self) else {
          throw failure("the text before is not UTF-8")
        }
        return text
      case UInt8(ascii: "\\"): try escape(into: &content)
      case ..<0x20: throw failure("a control character has to be escaped")
      default:
        content.append(byte)
        place += 1
      }
    }
    throw failure("the text ends within a string")
  }

  private mutating func escape(into content: inout [UInt8]) throws(JSONError) {
    place += 1
    guard let letter = next else { throw failure("the text ends within a string") }
    place += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(letter)
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "f"): content.append(0x0C)
    case UInt8(ascii: "n"): content.append(0x0A)
    case UInt8(ascii: "r"): content.append(0x0D)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "u"): content.append(contentsOf: String(try scalar()).utf8)
    default: throw failure("there is no such escape", at: place - 1)
    }
  }

  /// The character behind `\u`, of two halves where the first calls for a second.
  ///
  /// A half that stands alone has no character and is replaced.
  private mutating func scalar() throws(JSONError) -> Character {
    let first = try hexadecimal()
    if (0xD800..<0xDC00).contains(first), place + 1 < bytes.count,
      bytes[place] == UInt8(ascii: "\\"), bytes[place + 1] == UInt8(ascii: "u")
    {
      let start = place
      place += 2
      let second = try hexadecimal()
      if (0xDC00..<0xE000).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      {
        return Character(scalar)
      }
      place = start
    }
    return Character(Unicode.Scalar(first) ?? "\u{FFFD}")
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw failure("four hexadecimal digits should stand here")
      }
      value = value << 4 | UInt32(digit)
      place += 1
    }
    return value
  }

  private mutating func number() throws(JSONError) -> JSON {
    let start = place
    _ = take("-")
    try digits()
    if leadsWithZero(start) {
      throw failure("a number does not begin with 0", at: start)
    }
    var isWhole = true
    if take(".") {
      isWhole = false
      try digits()
    }
    if take("e") || take("E") {
      isWhole = false
      if !take("+") { _ = take("-") }
      try digits()
    }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    if isWhole, let integer = Int(text) { return .integer(integer) }
    // Digits like these always make a number; the largest make infinity.
    return .number(Double(text) ?? .infinity)
  }

  /// Whether the whole part of the number since a place has a zero before other digits.
  private func leadsWithZero(_ start: Int) -> Bool {
    let digits = bytes[start..<place].drop { $0 == UInt8(ascii: "-") }
    return digits.count > 1 && digits.first == UInt8(ascii: "0")
  }

  private mutating func digits() throws(JSONError) {
    let start = place
    while let byte = next, JSONReader.digitBytes.contains(byte) { place += 1 }
    guard place > start else { throw failure("a digit should stand here") }
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    let count = word.utf8CodeUnitCount
    let isThere = word.withUTF8Buffer { bytes[place...].starts(with: $0) }
    guard isThere else { throw failure("no value begins like this") }
    place += count
    return value
  }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: scalar) else { return false }
    place += 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      place += 1
    }
  }

  private func failure(_ reason: String, at offset: Int? = nil) -> JSONError {
    JSONError(reason: reason, offset: offset ?? place)
  }
}
