/// Writes a circuit as an OpenQASM text: what does not depend on the version.
struct OpenQASMWriter {
  let version: Int
  /// The names of the open symbols.
  var symbols: [Symbol: String] = [:]
  private var names: NameTable
  /// The definitions so far, each behind those that it is made of.
  private var definitions: [String] = []
  private var defined: [Definition: String] = [:]
  private var depth = 0

  /// A gate that is defined: for any angles, or for some numbers.
  private struct Definition: Hashable {
    let gate: Gate
    let angles: [Double]
  }

  init(version: Int) {
    self.version = version
    names = NameTable(version: version)
  }

  /// A whole text from the lines that declare and those that do something.
  func text(_ declarations: [String], _ lines: [String]) -> String {
    let library = version == 2 ? "qelib1.inc" : "stdgates.inc"
    return
      (["OPENQASM \(version).0;", "include \"\(library)\";"] + definitions + declarations + lines)
      .joined(separator: "\n") + "\n"
  }

  /// Names the symbols that the circuit leaves open.
  mutating func name(_ symbols: [Symbol]) {
    for symbol in symbols {
      self.symbols[symbol] = names.take(InputName.name(of: symbol), ascii: false)
    }
  }

  /// The lines that apply a gate to qubits of given names; symbols in its angles have names too.
  mutating func lines(
    _ gate: Gate, _ angles: [Angle], on qubits: [String], _ symbol: (Symbol) -> String
  ) throws(CircuitError) -> [String] {
    if gate.qubitCount == 0 && !StandardGates.has(gate, in: version) {
      // A phase of the whole state is nothing that version 2 could say, and nothing that it could see.
      guard version > 2, let parts = gate.expanded(angles) else { return [] }
      var lines: [String] = []
      for part in parts.operations {
        guard let inner = part.gate else { continue }
        lines += try self.lines(inner, part.angles, on: [], symbol)
      }
      return lines
    }
    let (head, rest) = try head(gate, angles)
    let formulas = rest.map { $0.openQASM(symbol) }.joined(separator: ", ")
    let call = formulas.isEmpty ? head : "\(head)(\(formulas))"
    return [qubits.isEmpty ? "\(call);" : "\(call) \(qubits.joined(separator: ", "));"]
  }

  /// What a gate is called, and the angles that stand behind it.
  private mutating func head(
    _ gate: Gate, _ angles: [Angle]
  ) throws(CircuitError) -> (head: String, angles: [Angle]) {
    if StandardGates.has(gate, in: version) { return (gate.name, angles) }
    let base = gate.base
    let isNamed = base.qubitCount > 0 || StandardGates.has(base, in: version)
    if version > 2 && !gate.controlStates.isEmpty && isNamed {
      let inner = try head(base, angles)
      return (OpenQASMWriter.modifiers(gate.controlStates) + inner.head, inner.angles)
    }
    return try definition(gate, angles)
  }

  /// `ctrl(2) @ negctrl @ ` for controls in given states.
  private static func modifiers(_ states: [Bool]) -> String {
    var text = ""
    var rest = states[...]
    while let first = rest.first {
      let count = rest.prefix { $0 == first }.count
      text += (first ? "ctrl" : "negctrl") + (count > 1 ? "(\(count))" : "") + " @ "
      rest = rest.dropFirst(count)
    }
    return text
  }

  // MARK: - Definitions

  /// The name of a gate that the text defines itself, which it does now unless it has before.
  private mutating func definition(
    _ gate: Gate, _ angles: [Angle]
  ) throws(CircuitError) -> (head: String, angles: [Angle]) {
    if let name = defined[Definition(gate: gate, angles: [])] { return (name, angles) }
    let formals = (0..<angles.count).map { Symbol(.weight, group: "", index: $0) }
    if let parts = gate.lowered(formals.map { Angle($0) }) {
      return (try define(gate, parts, formals, at: []), angles)
    }
    let open = angles.flatMap(\.symbols)
    guard open.isEmpty else { throw .open(open) }
    let numbers = angles.map(\.constant)
    if let name = defined[Definition(gate: gate, angles: numbers)] { return (name, []) }
    guard let parts = gate.lowered(angles) else {
      throw .notWritable(
        gate.name, version: version,
        reason: "it is a matrix that is too large to be taken apart; give a circuit of gates")
    }
    return (try define(gate, parts, [], at: numbers), [])
  }

  /// The names of the angles of a definition.
  ///
  /// Qiskit's reader of version 3 gives values to them in the order of the alphabet, whatever order they
  /// are declared in; so names in another order are left for numbered ones.
  private func parameters(_ words: [String]) -> [String] {
    var local = NameTable(version: version)
    let names = words.map { local.take($0) }
    if zip(names, names.dropFirst()).allSatisfy(<) { return names }
    let digits = "\(names.count - 1)".count
    return names.indices.map { index in
      let number = "\(index)"
      return "p" + String(repeating: "0", count: digits - number.count) + number
    }
  }

  private mutating func define(
    _ gate: Gate, _ parts: Circuit, _ formals: [Symbol], at numbers: [Double]
  ) throws(CircuitError) -> String {
    depth += 1
    defer { depth -= 1 }
    guard depth <= ExchangeLimits.definitionDepth else {
      throw .notWritable(
        gate.name, version: version,
        reason: "gates are made of one another more than \(ExchangeLimits.definitionDepth) deep")
    }
    let qubits = (0..<gate.qubitCount).map { "q\($0)" }
    let words = formals.isEmpty ? [] : parameters(gate.angleNames)
    let angleNames = Dictionary(uniqueKeysWithValues: zip(formals, words))
    var body: [String] = []
    for part in parts.operations {
      let places = part.qubits.map { qubits[$0] }
      if case .gate(let inner, let angles) = part.action {
        body += try lines(inner, angles, on: places) { angleNames[$0] ?? "0" }
      } else if version == 2, !places.isEmpty {
        body.append("barrier \(places.joined(separator: ", "));")
      }
    }
    let name = names.take(gate.name)
    let head = words.isEmpty ? name : "\(name)(\(words.joined(separator: ", ")))"
    definitions.append("gate \(head) \(qubits.joined(separator: ", ")) {")
    definitions += body.map { "  \($0)" } + ["}"]
    defined[Definition(gate: gate, angles: numbers)] = name
    return name
  }
}
