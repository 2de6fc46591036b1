/// Reads the grammar of OpenQASM 2 and of OpenQASM 3; nearly all of the older one is part of the newer.
struct Parser {
  let file: String
  private let tokens: [Token]
  private var index = 0
  private var depth = 0
  private(set) var version = 3

  init(_ text: String, file: String) throws(CircuitError) {
    self.file = file
    var lexer = Lexer(text, file: file)
    tokens = try lexer.tokens()
  }

  /// The whole text.
  mutating func program() throws(CircuitError) -> Program {
    try header()
    var statements: [Statement] = []
    while token.kind != .end {
      if let statement = try statement() { statements.append(statement) }
    }
    return Program(version: version, statements: statements)
  }

  /// `OPENQASM 2.0;`; a text without it is of version 3.
  private mutating func header() throws(CircuitError) {
    while token.kind == .line { advance() }
    guard take("OPENQASM") else { return }
    guard token.kind == .real || token.kind == .integer,
      let number = token.text.split(separator: ".").first.flatMap({ Int($0) }), 2...3 ~= number
    else { throw expected("the version 2.0 or 3.0") }
    version = number
    advance()
    try expect(";")
  }

  // MARK: - Tokens

  var token: Token { tokens[index] }

  /// The token behind this one.
  var following: Token { tokens[min(index + 1, tokens.count - 1)] }

  mutating func advance() { if index < tokens.count - 1 { index += 1 } }

  /// Whether this word or symbol stands here.
  func sees(_ text: String) -> Bool {
    token.text == text && (token.kind == .symbol || token.kind == .word)
  }

  /// Goes over a word or a symbol, if it stands here.
  mutating func take(_ text: String) -> Bool {
    guard sees(text) else { return false }
    advance()
    return true
  }

  mutating func expect(_ text: String) throws(CircuitError) {
    guard take(text) else { throw expected(text) }
  }

  /// A name that a text may give.
  mutating func name(_ what: String) throws(CircuitError) -> String {
    guard token.kind == .word, !keywords.contains(token.text) else { throw expected(what) }
    defer { advance() }
    return token.text
  }

  func expected(_ what: String) -> CircuitError {
    problem("\(token.words) is found, and \(what) is expected")
  }

  func problem(_ reason: String, at place: TextPlace? = nil) -> CircuitError {
    .problem(in: file, at: place ?? token.place, reason)
  }

  /// Goes one bracket, loop or condition deeper.
  mutating func deepen() throws(CircuitError) {
    depth += 1
    if depth > ExchangeLimits.depth {
      throw problem(
        "brackets and blocks stand more than \(ExchangeLimits.depth) deep in one another")
    }
  }

  mutating func rise() { depth -= 1 }

  /// Things between commas.
  mutating func list<Element>(
    _ element: (inout Parser) throws(CircuitError) -> Element
  ) throws(CircuitError) -> [Element] {
    var elements = [try element(&self)]
    while take(",") { elements.append(try element(&self)) }
    return elements
  }

  /// Words that are no names in this version; the older one has few.
  var keywords: Set<String> { version == 2 ? Parser.oldKeywords : Parser.keywords }

  private static let oldKeywords: Set<String> = [
    "OPENQASM", "include", "qreg", "creg", "gate", "opaque", "measure", "reset", "barrier", "if",
  ]

  /// Words that are no names in version 3.
  static let keywords: Set<String> = [
    "OPENQASM", "include", "qreg", "creg", "qubit", "bit", "input", "output", "const", "let",
    "gate",
    "opaque", "measure", "reset", "barrier", "if", "else", "for", "in", "while", "def", "extern",
    "return", "switch", "case", "default", "break", "continue", "end", "box", "delay", "defcal",
    "cal",
    "defcalgrammar", "duration", "stretch", "durationof", "array", "int", "uint", "float", "angle",
    "bool", "complex", "void", "true", "false", "pragma", "gphase", "ctrl", "negctrl", "inv", "pow",
  ]
}
