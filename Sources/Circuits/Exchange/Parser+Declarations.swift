extension Parser {
  /// As `qreg q[2];`, `creg c[2];`.
  mutating func oldRegister() throws(CircuitError) -> Statement.Kind {
    let isQuantum = sees("qreg")
    advance()
    let name = try name("the name of a register")
    var size: Expression?
    if version == 2 || sees("[") { size = try brackets() }
    try expect(";")
    return isQuantum ? .qubits(name, size: size) : .bits(name, size: size, measured: nil)
  }

  /// As `qubit[2] q;`, `bit[2] c;`, `bit[2] c = measure q;`.
  mutating func register() throws(CircuitError) -> Statement.Kind {
    let isQuantum = sees("qubit")
    advance()
    let size = sees("[") ? try brackets() : nil
    let name = try name("the name of a register")
    guard !isQuantum, take("=") else {
      try expect(";")
      return isQuantum ? .qubits(name, size: size) : .bits(name, size: size, measured: nil)
    }
    if take("measure") { return .bits(name, size: size, measured: try ended(try operand())) }
    let isZero = token.text.allSatisfy { $0 == "0" } && !token.text.isEmpty
    guard token.kind == .integer || token.kind == .text, isZero else {
      throw expected("measure, or zeros, with which bits begin")
    }
    advance()
    return .bits(name, size: size, measured: try ended(nil))
  }

  private mutating func brackets() throws(CircuitError) -> Expression {
    try expect("[")
    let size = try expression()
    try expect("]")
    return size
  }

  /// `float[64]`; how wide a number is makes no difference here.
  mutating func type() throws(CircuitError) -> String {
    guard ["int", "uint", "float", "angle", "bool"].contains(token.text), token.kind == .word else {
      throw expected("a type: int, uint, float, angle or bool")
    }
    let type = token.text
    advance()
    if sees("[") { _ = try brackets() }
    return type
  }

  /// As `input float[64] w_0;`, `input array[float[64], 3] w;`.
  mutating func input() throws(CircuitError) -> Statement.Kind {
    advance()
    let start = token.place
    var count: Expression?
    let type: String
    if take("array") {
      try expect("[")
      type = try self.type()
      try expect(",")
      count = try expression()
      try expect("]")
    } else {
      type = try self.type()
    }
    guard type == "float" || type == "angle" else {
      throw problem("an input of type \(type); inputs are angles here: float or angle", at: start)
    }
    return .input(try ended(try name("the name of the input")), count: count)
  }

  /// As `const float a = pi / 2;`, `int n = 3;`.
  mutating func constant() throws(CircuitError) -> Statement.Kind {
    _ = take("const")
    _ = try type()
    let name = try name("the name of the constant")
    try expect("=")
    return .constant(name, try ended(try expression()))
  }

  /// As `let a = q[0:2] ++ r;`.
  mutating func alias() throws(CircuitError) -> Statement.Kind {
    advance()
    let name = try name("a name")
    try expect("=")
    var parts = [try operand()]
    while take("++") { parts.append(try operand()) }
    return .alias(name, try ended(parts))
  }

  /// Operands between commas.
  mutating func operands() throws(CircuitError) -> [Operand] {
    try list { parser throws(CircuitError) in try parser.operand() }
  }

  /// As `q`, `q[0]`, `q[0:2]`, `q[{0, 3}]`, `$0`.
  mutating func operand() throws(CircuitError) -> Operand {
    let start = token.place
    let name = try name("the name of a register")
    var selections: [Operand.Selection] = []
    while sees("[") {
      if selections.count == 4 { throw problem("a register has one index, not five") }
      selections.append(try selection())
    }
    return Operand(name: name, selections: selections, place: start)
  }

  private mutating func selection() throws(CircuitError) -> Operand.Selection {
    if following.text == "{" {
      try expect("[")
      let values = try values()
      try expect("]")
      return .many(values)
    }
    let values = try values()
    if case .list(let items) = values, let only = items.first { return .one(only) }
    return .many(values)
  }

  /// `[0:2]`, `[0:2:8]`, `{1, 5}`; an index alone is a list of one.
  mutating func values() throws(CircuitError) -> Values {
    try deepen()
    defer { rise() }
    if take("{") {
      let items = try list { parser throws(CircuitError) in try parser.expression() }
      try expect("}")
      return .list(items)
    }
    guard take("[") else { throw expected("a range as [0:2] or a set as {0, 2}") }
    let from = sees(":") ? nil : try expression()
    if let from, take("]") { return .list([from]) }
    try expect(":")
    let middle = sees(":") || sees("]") ? nil : try expression()
    guard take(":") else {
      try expect("]")
      return .range(from: from, step: nil, to: middle)
    }
    let to = sees("]") ? nil : try expression()
    try expect("]")
    return .range(from: from, step: middle, to: to)
  }
}
