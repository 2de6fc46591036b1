/// What a function of `Circuits` throws.
///
/// Every description reads "what was given: what is wrong with it, and what is allowed".
public enum CircuitError: Error, Hashable, Sendable {
  /// A text is no observable.
  case notAnObservable(String, reason: String)
  /// A value has flaws that were noted when it was made.
  case flawed(String, flaws: [String])
  /// A matrix of so many qubits would not fit into memory.
  case tooWide(String, qubits: Int, limit: Int)
  /// There are fewer qubits than are named.
  case tooNarrow(String, qubits: Int, needed: Int)
  /// A gate is given another number of angles than it has.
  case wrongAngleCount(gate: String, given: Int, expected: [String])
  /// There are too few or too many values for the weights or the features of a circuit.
  case unfitValues(Symbol.Role, given: Int, needed: [String])
  /// Weights or features are needed as numbers and are open.
  case open([Symbol])
  /// Something cannot be undone, and so has no matrix.
  case notUnitary(String)
  /// LAPACK did not find the eigenvalues of something.
  case notDiagonalised(String, reason: String)
  /// A value that a gate is made from is not what it has to be.
  case unfit(String, given: String, allowed: String)
  /// A text is no OpenQASM that can be read.
  case notOpenQASM(file: String, line: Int, column: Int, reason: String)
  /// A circuit has something that a version of OpenQASM does not say.
  case notWritable(String, version: Int, reason: String)
}

extension CircuitError: CustomStringConvertible {
  /// What went wrong and what is allowed.
  public var description: String {
    switch self {
    case .notAnObservable(let text, let reason):
      "\"\(text)\": \(reason); write a sum as \"0.5 XZI - ZZI\" or \"0.5 X0 Z1 + 2\""
    case .flawed(let what, let flaws): "\(what): " + flaws.joined(separator: "; ")
    case .tooWide(let what, let qubits, let limit):
      "\(what) of \(qubits) qubits: at most \(limit) are possible, since the matrix has 4ⁿ elements"
    case .tooNarrow(let what, let qubits, let needed):
      "\(what) on \(qubits) qubits: it needs at least \(needed)"
    case .wrongAngleCount(let gate, let given, let expected):
      expected.isEmpty
        ? "\(gate) with \(given) angles: it has none"
        : "\(gate) with \(given) angles: it has \(expected.count), \(expected.joined(separator: ", "))"
    case .unfitValues(let role, let given, let needed):
      needed.isEmpty
        ? "\(given) \(role.rawValue)s: the circuit has none"
        : "\(given) \(role.rawValue)s: the circuit needs \(needed.joined(separator: ", ")), "
          + "in this order"
    case .open(let symbols):
      "\(symbols.prefix(8).map(\.description).joined(separator: ", "))"
        + (symbols.count > 8 ? " and \(symbols.count - 8) more" : "")
        + (symbols.count == 1 ? " is open" : " are open")
        + ": give values with bound(weights:features:)"
    case .notUnitary(let operation):
      "\(operation): a matrix, an inverse or a gate is made of gates alone, without conditions"
    case .notDiagonalised(let what, let reason): "\(what): no eigenvalues were found: \(reason)"
    case .unfit(let what, let given, let allowed): "\(what) from \(given): \(allowed)"
    case .notOpenQASM(let file, let line, let column, let reason):
      "\(file):\(line):\(column): \(reason)"
    case .notWritable(let what, let version, let reason):
      "\(what) in OpenQASM \(version): \(reason)"
    }
  }
}
