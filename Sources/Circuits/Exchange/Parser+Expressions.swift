extension Parser {
  /// How tightly an operator binds.
  private static let ranks: [String: Int] = [
    "||": 0, "&&": 1, "|": 2, "^": 3, "&": 4, "==": 5, "!=": 5, "<": 6, ">": 6, "<=": 6, ">=": 6,
    "<<": 7, ">>": 7, "+": 8, "-": 8, "*": 9, "/": 9, "%": 9,
  ]

  /// A formula whose operators bind as tightly as a rank, or more.
  ///
  /// Operators of one rank make one flat chain, so that a long sum is no deep tree.
  mutating func expression(_ least: Int = 0) throws(CircuitError) -> Expression {
    var left = try prefix()
    while let rank = rank, rank >= least {
      var links: [Expression.Link] = []
      while self.rank == rank {
        let symbol = token.text
        advance()
        links.append(Expression.Link(symbol: symbol, operand: try expression(rank + 1)))
      }
      left = Expression(kind: .chain(left, links), place: left.place)
    }
    return left
  }

  /// The rank of the operator that stands here.
  private var rank: Int? { token.kind == .symbol ? Parser.ranks[token.text] : nil }

  /// The sign of a power: `^` in version 2, where version 3 has `**`.
  private var powerSign: String { version == 2 ? "^" : "**" }

  private mutating func prefix() throws(CircuitError) -> Expression {
    try deepen()
    defer { rise() }
    let start = token.place
    for sign in ["-", "+", "!", "~"] where take(sign) {
      return Expression(kind: .prefix(sign, try prefix()), place: start)
    }
    let base = try primary()
    guard take(powerSign) else { return base }
    return Expression(kind: .power(base, try prefix()), place: start)
  }

  private mutating func primary() throws(CircuitError) -> Expression {
    let start = token
    if take("(") {
      let inner = try expression()
      try expect(")")
      return inner
    }
    switch start.kind {
    case .integer: return Expression(kind: try integer(), place: start.place)
    case .real:
      guard let number = Double(start.text.filter { $0 != "_" }), number.isFinite else {
        throw problem("this number is too large")
      }
      advance()
      return Expression(kind: .real(number), place: start.place)
    case .text:
      advance()
      return Expression(kind: .bits(start.text), place: start.place)
    case .word: return Expression(kind: try word(), place: start.place)
    default: throw expected("a number, a name or (")
    }
  }

  private mutating func integer() throws(CircuitError) -> Expression.Kind {
    let text = token.text.lowercased().filter { $0 != "_" }
    let bases = ["0x": 16, "0b": 2, "0o": 8]
    let number =
      bases[String(text.prefix(2))].map { Int(text.dropFirst(2), radix: $0) } ?? Int(text)
    if let number {
      advance()
      return .integer(number)
    }
    // Angles may be written as long whole numbers.
    guard let real = Double(text), real.isFinite, bases[String(text.prefix(2))] == nil else {
      throw problem("this is no whole number that can be read; the most is \(Int.max)")
    }
    advance()
    return .real(real)
  }

  /// Types that are written as functions, and so turn one number into another.
  private static let casts: Set<String> = ["int", "uint", "float", "angle", "bool", "pow"]

  private mutating func word() throws(CircuitError) -> Expression.Kind {
    if version > 2 {
      if take("true") { return .flag(true) }
      if take("false") { return .flag(false) }
      if Parser.casts.contains(token.text) { return try cast() }
    }
    let name = try name("a number, a name or (")
    if sees("(") { return .call(name, try arguments()) }
    guard take("[") else { return .name(name) }
    let place = try expression()
    try expect("]")
    return .element(name, place)
  }

  /// As `float[64](n)`.
  private mutating func cast() throws(CircuitError) -> Expression.Kind {
    let word = token.text
    advance()
    if word != "pow", sees("[") { _ = try values() }
    guard sees("(") else { throw expected("( behind \(word)") }
    return .call(word, try arguments())
  }

  private mutating func arguments() throws(CircuitError) -> [Expression] {
    try expect("(")
    if take(")") { return [] }
    let arguments = try list { parser throws(CircuitError) in try parser.expression() }
    try expect(")")
    return arguments
  }
}
