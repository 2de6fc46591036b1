public import Circuits

/// What a function of `Simulation` throws, besides what is wrong with a circuit itself.
public enum SimulationError: Error, Hashable, Sendable {
  /// A state would not fit into memory.
  case tooLarge(qubits: Int, bytes: Int, free: Int)
  /// Weights or features of a circuit are open.
  case open([Symbol])
  /// A qubit that a state does not have is asked for.
  case noSuchQubit(Int, qubits: Int)
  /// A number that something is asked with is not allowed.
  case unfit(String, given: String, allowed: String)
  /// A circuit does what a backend cannot do.
  case notSupported(String, by: String, instead: String)
  /// A gate does not turn products of Pauli matrices into such products.
  case notClifford(String)
}

extension SimulationError: CustomStringConvertible {
  /// What went wrong and what is allowed.
  public var description: String {
    switch self {
    case .tooLarge(let qubits, let bytes, let free):
      "a state of \(qubits) qubits takes \(bytes) bytes, and \(free) are free: take fewer qubits, "
        + "single precision, or a simulator that keeps no whole state"
    case .open(let symbols):
      "\(symbols.prefix(8).map(\.description).joined(separator: ", "))"
        + (symbols.count > 8 ? " and \(symbols.count - 8) more are open" : " open")
        + ": give weights and features"
    case .noSuchQubit(let qubit, let qubits):
      "qubit \(qubit): the state has \(qubits) qubits, counted from 0"
    case .unfit(let what, let given, let allowed): "\(what) of \(given): \(allowed)"
    case .notSupported(let what, let backend, let instead):
      "\(what): \(backend) cannot do this; \(instead)"
    case .notClifford(let operation):
      "\(operation): this is no Clifford gate, and a stabilizer simulator knows no others; take a "
        + "state vector or a matrix product state"
    }
  }
}
