/// Cuts an OpenQASM text into tokens.
struct Lexer {
  private let file: String
  private let letters: [Unicode.Scalar]
  private var index = 0
  private var place = TextPlace(line: 1, column: 1)

  init(_ text: String, file: String) {
    self.file = file
    letters = Array(text.unicodeScalars)
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
      if letter.properties.isWhitespace {
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
  private static let singles = Set("()[]{};,:=+-*/%^<>!~&|@".unicodeScalars)

  private mutating func symbol() throws(CircuitError) {
    guard let first = peek() else { return }
    if let second = peek(1), Lexer.pairs.contains("\(first)\(second)") { return advance(2) }
    guard Lexer.singles.contains(first) else {
      let words =
        first.properties.isEmoji || first.value > 32 ? "\"\(first)\"" : "a control character"
      throw .problem(in: file, at: place, "\(words) means nothing in OpenQASM")
    }
    advance()
  }

  private func peek(_ distance: Int = 0) -> Unicode.Scalar? {
    index + distance < letters.count ? letters[index + distance] : nil
  }

  private mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where index < letters.count {
      if letters[index] == "\n" {
        place = TextPlace(line: place.line + 1, column: 1)
      } else {
        place.column += 1
      }
      index += 1
    }
  }

  private mutating func skip(_ isSkipped: (Unicode.Scalar) -> Bool) {
    while let letter = peek(), isSkipped(letter) { advance() }
  }

  private func text(from start: Int) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: letters[start..<index])
    return String(text)
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { "0" <= self && self <= "9" }
  fileprivate var startsName: Bool {
    ("a" <= self && self <= "z") || ("A" <= self && self <= "Z") || self == "_"
      || (value > 127 && properties.isAlphabetic)
  }
  fileprivate var continuesName: Bool { startsName || isDigit }
}
