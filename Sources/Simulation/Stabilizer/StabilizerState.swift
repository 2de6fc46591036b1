public import Circuits
internal import Numerics

/// What a circuit of Clifford gates makes of zeros: a state of up to thousands of qubits that is known by
/// the products of Pauli matrices that leave it as it is.
///
/// ```swift
/// let state = try StabilizerState(Circuit(qubits: 3) { $0.h(0); $0.cx(0, 1); $0.cx(1, 2) })
/// try state.expectation(of: .z(0) * .z(2))      // 1
/// state.stabilizers                             // X0 X1 X2, Z0 Z1, Z1 Z2, each with its sign
/// ```
///
/// A gate is a Clifford gate when its matrix is one, whatever its name: turns by quarters are, too.
public struct StabilizerState: Sendable {
  let tableau: Tableau

  /// The state that a circuit makes of zeros.
  ///
  /// - Parameter circuit: A circuit of Clifford gates; for one that measures there is
  ///   ``StabilizerSampler``.
  /// - Throws: ``CircuitError`` for a circuit with flaws, and ``SimulationError`` for open symbols,
  ///   measurements, more qubits than memory holds, and the first gate that is not a Clifford gate.
  /// - Complexity: O(*n*² + *k* *n*) / 64 for *k* gates on *n* qubits.
  public init(_ circuit: Circuit) throws {
    let circuit = try circuit.checked()
    if let operation = circuit.operations.first(where: { !$0.isUnitary }) {
      throw SimulationError.notSupported(
        "\(operation)", by: "a stabilizer state",
        instead: "take samples with StabilizerSampler")
    }
    var tableau = try Tableau(qubits: circuit.qubitCount)
    for step in try CliffordProgram(circuit).steps {
      if case .gate(let action, let qubits, _) = step { tableau.apply(action, on: qubits) }
    }
    self.tableau = tableau
  }

  /// How many qubits there are.
  public var qubitCount: Int { tableau.qubitCount }

  /// Products of Pauli matrices that leave the state as it is, with their signs; all others are products
  /// of these.
  ///
  /// - Returns: As many as there are qubits.
  /// - Complexity: O(*n*³ / 64).
  public var stabilizers: [Observable] {
    (0..<qubitCount).map { number in
      let string = generator(number)
      let sign = tableau.pulledBack(string).power == 2 ? -1.0 : 1.0
      return sign * Observable(Dictionary(uniqueKeysWithValues: string.factors.map { ($0, $1) }))
    }
  }

  /// What the phase flip of a qubit at the beginning has become, without its sign.
  ///
  /// It flips a qubit where it does not commute with the phase flip there, which can be read from what that
  /// one is pulled back to.
  private func generator(_ number: Int) -> PauliString {
    var factors: [Int: Pauli] = [:]
    for qubit in 0..<qubitCount {
      let isFlip = tableau.flips(2 * qubit + 1, number)
      let isPhase = tableau.flips(2 * qubit, number)
      if isFlip || isPhase { factors[qubit] = isFlip ? (isPhase ? .y : .x) : .z }
    }
    return (try? PauliString(factors)) ?? .identity
  }

  /// How alike two states are: $|\langle a|b\rangle|^2$, 0 or a power of one half.
  ///
  /// The stabilizers of one are measured one by one on the other.
  ///
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for states of different sizes.
  /// - Complexity: O(*n*³ / 64).
  public func fidelity(with other: StabilizerState) throws(SimulationError) -> Double {
    guard qubitCount == other.qubitCount else {
      throw .unfit(
        "fidelity", given: "states of \(qubitCount) and \(other.qubitCount) qubits",
        allowed: "both have as many")
    }
    var (rest, halves) = (tableau, 0)
    for number in 0..<qubitCount {
      let string = other.generator(number)
      let isNegative = other.tableau.pulledBack(string).power == 2
      let row = rest.pulledBack(string)
      if row.firstFlip != nil {
        rest.collapse(row, to: isNegative)
        halves += 1
      } else if (row.power == 2) != isNegative {
        return 0
      }
    }
    return Double(sign: .plus, exponent: -halves, significand: 1)
  }

  /// How much some qubits are entangled with the others: the entropy of their state in bits.
  ///
  /// $$S = \mathrm{rank} - k$$
  ///
  /// with the rank of the stabilizers, cut off to the *k* qubits. D. Fattal, T. S. Cubitt, Y. Yamamoto,
  /// S. Bravyi and I. L. Chuang, "Entanglement in the stabilizer formalism", arXiv:quant-ph/0406168 (2004).
  ///
  /// - Parameter qubits: The qubits on one side.
  /// - Returns: A whole number, at most the number of qubits on the smaller side.
  /// - Throws: ``SimulationError`` for a qubit that is not there or named twice.
  /// - Complexity: O(*k*² *n* / 64).
  public func entanglementEntropy(of qubits: [Int]) throws(SimulationError) -> Double {
    try check(qubits)
    var basis: [(pivot: Int, words: [UInt64])] = []
    for row in qubits.flatMap({ [2 * $0, 2 * $0 + 1] }) {
      var words = Array(tableau.flips(ofRow: row))
      for known in basis where words[known.pivot / 64] >> UInt64(known.pivot % 64) & 1 == 1 {
        for word in words.indices { words[word] ^= known.words[word] }
      }
      guard let word = words.firstIndex(where: { $0 != 0 }) else { continue }
      basis.append((word * 64 + words[word].trailingZeroBitCount, words))
    }
    return Double(basis.count - qubits.count)
  }

  func check(_ qubits: [Int]) throws(SimulationError) {
    if let qubit = qubits.first(where: { !(0..<qubitCount ~= $0) }) {
      throw .noSuchQubit(qubit, qubits: qubitCount)
    }
    guard Set(qubits).count == qubits.count else {
      throw .unfit("qubits", given: "\(qubits)", allowed: "each stands there once")
    }
  }
}
