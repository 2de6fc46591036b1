extension Parser {
  /// A statement; nothing for a line that is for others.
  mutating func statement() throws(CircuitError) -> Statement? {
    let start = token.place
    if token.kind == .line || sees(";") {
      advance()
      return nil
    }
    guard token.kind == .word else { throw expected("a statement") }
    return Statement(kind: try statementKind(token.text), place: start)
  }

  private mutating func statementKind(_ word: String) throws(CircuitError) -> Statement.Kind {
    guard keywords.contains(word) else { return try assignmentOrCall() }
    switch word {
    case "include": return try include()
    case "qreg", "creg": return try oldRegister()
    case "qubit", "bit": return try register()
    case "input": return try input()
    case "const", "int", "uint", "float", "angle", "bool": return try constant()
    case "let": return try alias()
    case "gate": return .gate(try gate())
    case "opaque": return try opaque()
    case "measure": return try measurement()
    case "reset":
      advance()
      return .reset(try ended(try operand()))
    case "barrier": return try barrier()
    case "if": return try choice()
    case "for": return try loop()
    case "ctrl", "negctrl", "inv", "pow", "gphase": return .call(try call())
    default:
      throw problem(
        "\"\(word)\" is not read; a circuit is made of gates, measure, reset, if and for")
    }
  }

  /// What was read, once a semicolon stands behind it.
  mutating func ended<Part>(_ part: Part) throws(CircuitError) -> Part {
    try expect(";")
    return part
  }

  private mutating func include() throws(CircuitError) -> Statement.Kind {
    advance()
    guard token.kind == .text else { throw expected("the name of a file in quotation marks") }
    let name = token.text
    advance()
    return .include(try ended(name))
  }

  private mutating func opaque() throws(CircuitError) -> Statement.Kind {
    advance()
    let name = try name("the name of a gate")
    _ = try signature()
    return .opaque(try ended(name))
  }

  private mutating func gate() throws(CircuitError) -> GateSyntax {
    advance()
    let start = token.place
    let name = try name("the name of a gate")
    let (angles, qubits) = try signature()
    let body = try block()
    return GateSyntax(name: name, angles: angles, qubits: qubits, body: body, place: start)
  }

  /// As `(θ, φ) a, b`.
  private mutating func signature() throws(CircuitError) -> (angles: [String], qubits: [String]) {
    var angles: [String] = []
    if take("("), !take(")") {
      angles = try list { parser throws(CircuitError) in try parser.name("the name of an angle") }
      try expect(")")
    }
    let qubits = try list { parser throws(CircuitError) in try parser.name("the name of a qubit") }
    if let twice = (angles + qubits).firstRepeated {
      throw problem("\"\(twice)\" stands twice among the angles and qubits of the gate")
    }
    return (angles, qubits)
  }

  /// Statements between braces.
  private mutating func block() throws(CircuitError) -> [Statement] {
    try expect("{")
    try deepen()
    defer { rise() }
    var statements: [Statement] = []
    while !take("}") {
      if token.kind == .end { throw expected("}") }
      if let statement = try statement() { statements.append(statement) }
    }
    return statements
  }

  /// Statements between braces, or one without them.
  private mutating func body() throws(CircuitError) -> [Statement] {
    if sees("{") { return try block() }
    try deepen()
    defer { rise() }
    return try statement().map { [$0] } ?? []
  }

  private mutating func choice() throws(CircuitError) -> Statement.Kind {
    advance()
    try expect("(")
    let condition = try expression()
    try expect(")")
    let then = try body()
    return .choice(condition, then: then, otherwise: take("else") ? try body() : [])
  }

  /// As `for int i in [0:2] { … }`.
  private mutating func loop() throws(CircuitError) -> Statement.Kind {
    advance()
    if ["int", "uint"].contains(token.text) { _ = try type() }
    let variable = try name("the name of the variable of the loop, of the type int or uint")
    try expect("in")
    let values = try self.values()
    return .loop(variable, values, try body())
  }

  private mutating func barrier() throws(CircuitError) -> Statement.Kind {
    advance()
    if take(";") { return .barrier([]) }
    return .barrier(try ended(try operands()))
  }

  /// As `measure q -> c;`.
  private mutating func measurement() throws(CircuitError) -> Statement.Kind {
    let start = token.place
    advance()
    let source = try operand()
    if sees(";") {
      throw problem(
        "what is measured goes nowhere; write measure q -> c or c = measure q", at: start)
    }
    try expect("->")
    return .measure(source, into: try ended(try operand()))
  }

  /// `c[0] = measure q[0];` or a gate.
  private mutating func assignmentOrCall() throws(CircuitError) -> Statement.Kind {
    guard following.text == "=" || following.text == "[" else { return .call(try call()) }
    let target = try operand()
    guard take("=") else { throw expected("= measure") }
    guard take("measure") else {
      throw expected("measure, for bits are only written by a measurement")
    }
    return .measure(try ended(try operand()), into: target)
  }

  /// A gate with its modifiers.
  private mutating func call() throws(CircuitError) -> Call {
    let start = token.place
    var modifiers: [Call.Modifier] = []
    while let modifier = try modifier() {
      modifiers.append(modifier)
      if modifiers.count > ExchangeLimits.depth { throw problem("a gate has too many modifiers") }
    }
    let isPhase = version > 2 && sees("gphase")
    let place = modifiers.isEmpty ? start : token.place
    if isPhase { advance() }
    let name = isPhase ? "gphase" : try name("the name of a gate")
    var angles: [Expression] = []
    if take("("), !take(")") {
      angles = try list { parser throws(CircuitError) in try parser.expression() }
      try expect(")")
    }
    let operands = isPhase && sees(";") ? [] : try operands()
    try expect(";")
    return Call(
      name: name, modifiers: modifiers, angles: angles, operands: operands, place: place)
  }

  /// As `ctrl @`, `negctrl(2) @`, `inv @`, `pow(0.5) @`.
  private mutating func modifier() throws(CircuitError) -> Call.Modifier? {
    let word = token.text
    guard version > 2, token.kind == .word, ["ctrl", "negctrl", "inv", "pow"].contains(word) else {
      return nil
    }
    advance()
    var number: Expression?
    if word != "inv" && take("(") {
      number = try expression()
      try expect(")")
    }
    try expect("@")
    switch word {
    case "inv": return .inverse
    case "pow":
      guard let number else { throw problem("pow needs its exponent, as in pow(2) @ x") }
      return .power(number)
    default: return .controls(number, state: word == "ctrl")
    }
  }
}

extension [String] {
  /// The first word that stands before already.
  var firstRepeated: String? {
    var seen = Set<String>()
    return first { !seen.insert($0).inserted }
  }
}
