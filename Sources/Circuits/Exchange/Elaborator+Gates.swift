/// A gate that an OpenQASM text defines.
enum Definition: Sendable {
  /// A gate, and how deep it is made of others that are defined.
  case gate(Gate, depth: Int)
  /// A gate in whose body are functions of its angles, and which so is another for each call.
  case template(GateSyntax)
  /// A gate of which only the name is known.
  case opaque
}

extension Elaborator {
  /// Keeps the definition of a gate.
  ///
  /// Its angles stay open, so that it is one gate for all calls; where that cannot be, since a sine of one
  /// is no angle of ours, it is made anew for the numbers of each call.
  mutating func define(_ syntax: GateSyntax) throws(CircuitError) {
    guard isOutermost else {
      throw problem("gates are defined outside of blocks", at: syntax.place)
    }
    guard definitions[syntax.name] == nil else {
      throw problem("the gate \(syntax.name) is defined already", at: syntax.place)
    }
    do {
      let formals = syntax.angles.map { Symbol(.weight, group: $0, index: 0) }
      let (circuit, depth) = try body(of: syntax, formals.map { Angle($0) })
      let gate = Gate(
        syntax.name, circuit: circuit, formals: formals, angleNames: syntax.angles)
      definitions[syntax.name] = .gate(gate, depth: depth)
    } catch {
      if syntax.angles.isEmpty { throw error }
      // Only what is wrong for numbers too is wrong.
      _ = try body(of: syntax, Gate.unlikelyAngles(syntax.angles.count).map { Angle($0) })
      definitions[syntax.name] = .template(syntax)
    }
  }

  /// What a gate does for given angles, on its own qubits.
  private mutating func body(
    of syntax: GateSyntax, _ angles: [Angle]
  ) throws(CircuitError) -> (circuit: Circuit, depth: Int) {
    try spend(syntax.body.count, at: syntax.place)
    var scope: [String: Binding] = [:]
    for (name, angle) in zip(syntax.angles, angles) { scope[name] = .value(.angle(angle)) }
    for (place, name) in syntax.qubits.enumerated() {
      scope[name] = .qubits(Places(place..<place + 1, isRegister: false))
    }
    let (outerScopes, outerDepth) = (scopes, bodyDepth)
    scopes = [scopes[0]]
    bodyDepth = 0
    defer { (scopes, bodyDepth) = (outerScopes, outerDepth) }
    let operations = try operations(of: syntax.body, scope)
    let depth = (bodyDepth ?? 0) + 1
    guard depth <= ExchangeLimits.definitionDepth else {
      throw problem(
        "gates are made of one another more than \(ExchangeLimits.definitionDepth) deep",
        at: syntax.place)
    }
    var circuit = Circuit(qubits: syntax.qubits.count)
    for operation in operations { circuit.append(operation) }
    return (try circuit.checked(), depth)
  }

  // MARK: - Calls

  /// A gate as it is called: with its angles, and how often in a row.
  private struct Application {
    var gate: Gate
    var angles: [Angle]
    var count = 1
  }

  /// Applies a gate to qubits, and to each of the qubits of registers.
  mutating func apply(_ call: Call) throws(CircuitError) {
    var application = try application(call)
    for modifier in call.modifiers.reversed() {
      try modify(&application, modifier, at: call.place, operands: call.operands.count)
    }
    let gate = application.gate
    guard gate.qubitCount == call.operands.count else {
      throw problem(
        "\(gate.name) acts on \(gate.qubitCount) qubits, and \(call.operands.count) are given",
        at: call.place)
    }
    var operands: [Places] = []
    for operand in call.operands { operands.append(try qubits(operand)) }
    let lengths = Set(operands.filter(\.isRegister).map(\.count))
    guard lengths.count <= 1 else {
      throw problem(
        "\(gate.name) is given registers of \(lengths.sorted().map(String.init).joined(separator: " and "))"
          + " qubits; they have to be of one length", at: call.place)
    }
    if let flaw = application.angles.lazy.compactMap(\.flaw).first {
      throw problem("\(call.name): \(flaw)", at: call.place)
    }
    let length = lengths.first ?? 1
    try spend(length, at: call.place)
    for index in 0..<length {
      let places = operands.map { $0.isRegister ? $0[index] : $0[0] }
      try checkDistinct(places, gate.name, at: call.place)
      try spend(application.count * (places.count + 1), at: call.place)
      let operation = Operation(gate, application.angles, on: places)
      for _ in 0..<application.count { operations.append(operation) }
    }
  }

  /// The gate that a call names, with the angles that it gives.
  private mutating func application(_ call: Call) throws(CircuitError) -> Application {
    var angles: [Angle] = []
    for formula in call.angles {
      guard let angle = try value(of: formula).angle else {
        throw problem("an angle is a number", at: formula.place)
      }
      angles.append(angle)
    }
    switch try definition(of: call.name, at: call.place) {
    case .gate(let gate, let depth):
      try check(angles.count, gate.angleNames, of: call)
      bodyDepth = bodyDepth.map { max($0, depth) }
      return Application(gate: gate, angles: angles)
    case .template(let syntax):
      try check(angles.count, syntax.angles, of: call)
      return Application(gate: try instance(of: syntax, angles, at: call.place), angles: [])
    case .opaque:
      throw problem("nothing is known of the opaque gate \(call.name) but its name", at: call.place)
    }
  }

  private func check(
    _ count: Int, _ names: [String], of call: Call
  ) throws(CircuitError) {
    guard count != names.count else { return }
    throw problem(
      "\(CircuitError.wrongAngleCount(gate: call.name, given: count, expected: names))",
      at: call.place)
  }

  private mutating func definition(
    of name: String, at place: TextPlace
  ) throws(CircuitError) -> Definition {
    if let definition = definitions[name] { return definition }
    if let gate = StandardGates.builtIn[name] { return .gate(gate, depth: 0) }
    let isStandard = StandardGates.named[name] != nil || StandardGates.defined[name] != nil
    guard hasLibrary || !isStandard else {
      let library = version == 2 ? "qelib1.inc" : "stdgates.inc"
      throw problem(
        "no gate is called \"\(name)\" yet; write include \"\(library)\"; first", at: place)
    }
    if let gate = StandardGates.named[name] { return .gate(gate, depth: 0) }
    guard let text = StandardGates.defined[name] else {
      throw problem("no gate is called \"\(name)\"; define it before it is used", at: place)
    }
    var parser = try Parser(text, file: name)
    var reader = Elaborator(file: name, version: 3)
    reader.hasLibrary = true
    try reader.perform(try parser.program().statements)
    guard let definition = reader.definitions[name] else {
      throw problem("no gate is called \"\(name)\"", at: place)
    }
    definitions[name] = definition
    return definition
  }

  /// A gate whose definition has functions of its angles, made for numbers.
  private mutating func instance(
    of syntax: GateSyntax, _ angles: [Angle], at place: TextPlace
  ) throws(CircuitError) -> Gate {
    guard angles.allSatisfy(\.isConstant) else {
      throw problem(
        "\(syntax.name) needs numbers, for its definition has other functions of its angles than "
          + "sums and products", at: place)
    }
    let instance = Instance(name: syntax.name, angles: angles.map(\.constant))
    if let gate = instances[instance] { return gate }
    try spend(100, at: place)
    let gate = Gate(syntax.name, circuit: try body(of: syntax, angles).circuit)
    instances[instance] = gate
    return gate
  }

  // MARK: - Modifiers

  private mutating func modify(
    _ application: inout Application, _ modifier: Call.Modifier, at place: TextPlace, operands: Int
  ) throws(CircuitError) {
    switch modifier {
    case .inverse:
      (application.gate, application.angles) = application.gate.inverse(application.angles)
    case .controls(let formula, let state):
      let count = try formula.map { formula throws(CircuitError) in try whole(formula) } ?? 1
      guard count > 0, count <= operands - application.gate.qubitCount else {
        throw problem(
          "\(count) controls and \(application.gate.qubitCount) qubits of \(application.gate.name) "
            + "do not fit \(operands) qubits", at: place)
      }
      application.gate = application.gate.controlled(states: Array(repeating: state, count: count))
    case .power(let formula):
      guard let exponent = try value(of: formula).number, exponent.isFinite else {
        throw problem("the exponent of pow is a number", at: formula.place)
      }
      try raise(&application, to: exponent, at: formula.place)
    }
  }

  private mutating func raise(
    _ application: inout Application, to exponent: Double, at place: TextPlace
  ) throws(CircuitError) {
    if let whole = Int(exactly: exponent), whole.magnitude <= ExchangeLimits.work {
      if whole < 0 {
        (application.gate, application.angles) = application.gate.inverse(application.angles)
      }
      let (count, overflow) = application.count.multipliedReportingOverflow(by: abs(whole))
      guard !overflow, count <= ExchangeLimits.work else {
        throw problem("a power of more than \(ExchangeLimits.work)", at: place)
      }
      application.count = count
    } else if application.count == 1,
      let power = application.gate.power(exponent, application.angles)
    {
      (application.gate, application.angles) = power
    } else {
      throw problem(
        "a power that is not whole is known for gates that turn by their angles, diagonal gates and "
          + "gates of one qubit", at: place)
    }
  }
}
