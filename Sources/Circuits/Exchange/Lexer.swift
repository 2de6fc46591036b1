/// Cuts an OpenQASM text into tokens.
struct Lexer {
  private let file: String
  private let bytes: [UInt8]
  /// The byte that is read next.
  private var index = 0
  private var place = TextPlace(line: 1, column: 1)

  init(_ text: String, file: String) {
    self.file = file
    bytes = Array(text.utf8)
  }

  /// All tokens, the last of which is the end.
  mutating func tokens() throws(CircuitError) -> [Token] {
    var tokens: [Token] = []
    repeat { tokens.append(try next()) } while tokens[tokens.count - 1].kind != .end
    return tokens
  }

  private mutating func next() throws(CircuitError) -> Token {
    try skipBlanks()
    let start = index
    let first = place
    guard let letter = peek() else { return Token(kind: .end, text: "", place: first) }
    let kind: Token.Kind
    if letter.isDigit || (letter == "." && peek(1)?.isDigit == true) {
      kind = try number()
    } else if letter.startsName || letter == "$" {
      advance()
      skip { $0.continuesName }
      kind = .word
    } else if letter == "\"" || letter == "'" {
      return try quotation(letter, first)
    } else if letter == "#" || (letter == "@" && (peek(1)?.startsName ?? false)) {
      skip { $0 != "\n" }
      kind = .line
    } else {
      kind = .symbol
      try symbol()
    }
    let text = self.text(from: start)
    if text == "pragma" {
      skip { $0 != "\n" }
      return Token(kind: .line, text: text, place: first)
    }
    return Token(kind: kind, text: text, place: first)
  }

  private mutating func skipBlanks() throws(CircuitError) {
    while let letter = peek() {
      if letter.isBlank {
        advance()
      } else if letter == "/" && peek(1) == "/" {
        skip { $0 != "\n" }
      } else if letter == "/" && peek(1) == "*" {
        try skipComment()
      } else {
        return
      }
    }
  }

  private mutating func skipComment() throws(CircuitError) {
    let start = place
    advance(2)
    while !(peek() == "*" && peek(1) == "/") {
      guard peek() != nil else {
        throw .problem(in: file, at: start, "this comment has no end; */ is expected")
      }
      advance()
    }
    advance(2)
  }

  /// `12`, `1_000`, `0x1F`, `0b01`, `1.5`, `.5`, `2e-3`.
  private mutating func number() throws(CircuitError) -> Token.Kind {
    let start = place
    var kind = Token.Kind.integer
    if peek() == "0", let base = peek(1), "xXbBoO".unicodeScalars.contains(base) {
      advance(2)
    } else {
      skip { $0.isDigit || $0 == "_" }
      if peek() == "." {
        kind = .real
        advance()
        skip { $0.isDigit || $0 == "_" }
      }
      if let letter = peek(), letter == "e" || letter == "E" {
        let signed = peek(1) == "+" || peek(1) == "-"
        if peek(signed ? 2 : 1)?.isDigit == true {
          kind = .real
          advance(signed ? 2 : 1)
          skip { $0.isDigit || $0 == "_" }
        }
      }
      if peek()?.startsName == true {
        throw .problem(
          in: file, at: start, "a number ends in letters; numbers with units are not read")
      }
    }
    skip { $0.continuesName }
    return kind
  }

  private mutating func quotation(
    _ mark: Unicode.Scalar, _ first: TextPlace
  ) throws(CircuitError) -> Token {
    advance()
    let start = index
    skip { $0 != mark && $0 != "\n" }
    guard peek() == mark else {
      throw .problem(in: file, at: first, "this text has no end; \(mark) is expected")
    }
    let text = text(from: start)
    advance()
    return Token(kind: .text, text: text, place: first)
  }

  private static let pairs: Set<String> = [
    "->", "==", "!=", "<=", ">=", "&&", "||", "++", "**", "<<", ">>", "+=", "-=", "*=", "/=",
  ]
  private static let seconds = Set("=>&|+*<".unicodeScalars)
  private static let singles = Set("()[]{};,:=+-*/%^<>!~&|@".unicodeScalars)

  private mutating func symbol() throws(CircuitError) {
    guard let first = peek() else { return }
    // Most symbols stand alone, and need no look at the pairs.
    if let second = peek(1), Lexer.seconds.contains(second),
      Lexer.pairs.contains("\(first)\(second)")
    {
      return advance(2)
    }
    guard Lexer.singles.contains(first) else {
      let words =
        first.properties.isEmoji || first.value > 32 ? "\"\(first)\"" : "a control character"
      throw .problem(in: file, at: place, "\(words) means nothing in OpenQASM")
    }
    advance()
  }

  /// The letter that is read next, or one so many bytes behind it.
  private func peek(_ distance: Int = 0) -> Unicode.Scalar? {
    let place = index + distance
    guard place < bytes.count else { return nil }
    let first = bytes[place]
    if first < 0x80 { return Unicode.Scalar(first) }
    let rest = bytes[place...].dropFirst().prefix(first.followers)
    let value = rest.reduce(UInt32(first) & (0x3F >> UInt32(first.followers))) {
      $0 << 6 | UInt32($1 & 0x3F)
    }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  private mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where index < bytes.count {
      if bytes[index] == UInt8(ascii: "\n") {
        place = TextPlace(line: place.line + 1, column: 1)
      } else {
        place.column += 1
      }
      index = min(bytes.count, index + 1 + bytes[index].followers)
    }
  }

  private mutating func skip(_ isSkipped: (Unicode.Scalar) -> Bool) {
    while let letter = peek(), isSkipped(letter) { advance() }
  }

  private func text(from start: Int) -> String {
    String(decoding: bytes[start..<index], as: UTF8.self)
  }
}

extension UInt8 {
  /// How many more bytes a letter has that begins with this one.
  fileprivate var followers: Int { self < 0xC0 ? 0 : self < 0xE0 ? 1 : self < 0xF0 ? 2 : 3 }
}

extension Unicode.Scalar {
  fileprivate var isBlank: Bool {
    value < 128 ? value == 32 || 9...13 ~= value : properties.isWhitespace
  }
  fileprivate var isDigit: Bool { "0" <= self && self <= "9" }
  fileprivate var startsName: Bool {
    ("a" <= self && self <= "z") || ("A" <= self && self <= "Z") || self == "_"
      || (value > 127 && properties.isAlphabetic)
  }
  fileprivate var continuesName: Bool { startsName || isDigit }
}
