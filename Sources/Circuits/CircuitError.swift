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
    }
  }
}
