/// Turns the syntax of an OpenQASM text into a circuit: finds what names mean, computes formulas, goes
/// through loops and applies gates to whole registers.
struct Elaborator {
  let file: String
  let version: Int
  /// What names mean, the innermost last.
  var scopes: [[String: Binding]] = [[:]]
  /// The gates that the text defines.
  var definitions: [String: Definition] = [:]
  /// Whether the text has included a standard library.
  var hasLibrary = false
  var qubitCount = 0
  var bitCount = 0
  /// What is done, as far as it is read.
  var operations: [Operation] = []
  /// Gates that were made for numbers, so that equal ones are made once.
  var instances: [Instance: Gate] = [:]
  /// The symbols that inputs are.
  var inputs: Set<Symbol> = []
  /// How deep the gates of the body that is read are made of others; nothing outside of a body.
  var bodyDepth: Int?
  private var work = 0
  private var blocks = 0

  /// A definition with the numbers that it was given.
  struct Instance: Hashable {
    let name: String
    let angles: [Double]
  }

  init(file: String, version: Int) {
    (self.file, self.version) = (file, version)
  }

  /// The circuit of a whole text.
  static func circuit(of program: Program, file: String) throws(CircuitError) -> Circuit {
    var elaborator = Elaborator(file: file, version: program.version)
    try elaborator.perform(program.statements)
    var circuit = Circuit(qubits: elaborator.qubitCount, bits: elaborator.bitCount)
    for operation in elaborator.operations { circuit.append(operation) }
    return try circuit.checked()
  }

  mutating func perform(_ statements: [Statement]) throws(CircuitError) {
    for statement in statements { try perform(statement) }
  }

  private mutating func perform(_ statement: Statement) throws(CircuitError) {
    let place = statement.place
    if bodyDepth != nil { try checkThatGatesMay(statement) }
    switch statement.kind {
    case .include(let name): try include(name, at: place)
    case .qubits(let name, let size): try declareQubits(name, size, at: place)
    case .bits(let name, let size, let measured):
      try declareBits(name, size, at: place)
      if let measured {
        let target = Operand(name: name, selections: [], place: place)
        try measure(measured, into: target, at: place)
      }
    case .input(let name, let count): try declareInput(name, count, at: place)
    case .constant(let name, let formula):
      try bind(name, .value(try value(of: formula)), at: place)
    case .alias(let name, let parts): try declareAlias(name, parts, at: place)
    case .gate(let syntax): try define(syntax)
    case .opaque(let name): definitions[name] = .opaque
    case .call(let call): try apply(call)
    case .measure(let source, let target): try measure(source, into: target, at: place)
    case .reset(let operand): try reset(operand)
    case .barrier(let operands): try barrier(operands, at: place)
    case .choice(let condition, let then, let otherwise):
      try choose(condition, then, otherwise, at: place)
    case .loop(let name, let values, let body): try loop(name, values, body, at: place)
    }
  }

  private func checkThatGatesMay(_ statement: Statement) throws(CircuitError) {
    switch statement.kind {
    case .call, .barrier, .loop, .constant: return
    default:
      throw problem("a gate is made of gates, barriers and loops alone", at: statement.place)
    }
  }

  func problem(_ reason: String, at place: TextPlace) -> CircuitError {
    .problem(in: file, at: place, reason)
  }

  /// Counts what is done, so that a short text does not fill the memory.
  mutating func spend(_ amount: Int, at place: TextPlace) throws(CircuitError) {
    let (sum, overflow) = work.addingReportingOverflow(amount)
    work = sum
    if overflow || work > ExchangeLimits.work {
      throw problem(
        "the text comes to more than \(ExchangeLimits.work) operations, qubits of operations and "
          + "steps of loops", at: place)
    }
  }

  // MARK: - Blocks

  /// Reads statements in a scope of their own, and gives back what they do.
  mutating func operations(
    of statements: [Statement], _ scope: [String: Binding] = [:]
  ) throws(CircuitError) -> [Operation] {
    let outer = operations
    operations = []
    scopes.append(scope)
    blocks += 1
    defer {
      operations = outer
      scopes.removeLast()
      blocks -= 1
    }
    try perform(statements)
    return operations
  }

  /// Whether what is declared here is seen everywhere.
  var isOutermost: Bool { blocks == 0 }

  private mutating func loop(
    _ name: String, _ values: Values, _ body: [Statement], at place: TextPlace
  ) throws(CircuitError) {
    for number in try numbers(values, at: place) {
      try spend(1, at: place)
      operations += try operations(of: body, [name: .value(.integer(number))])
    }
  }

  private mutating func include(_ name: String, at place: TextPlace) throws(CircuitError) {
    guard StandardGates.libraries.contains(name) else {
      throw problem(
        "\"\(name)\" cannot be included; there are "
          + StandardGates.libraries.sorted().joined(separator: " and "), at: place)
    }
    hasLibrary = true
  }
}
