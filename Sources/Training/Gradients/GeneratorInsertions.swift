internal import Circuits

/// The circuits in which what an angle turns is inserted behind its gate: the derivative of a gate
/// $e^{-i\theta G}$ with $G = \sum_k c_k P_k$ is the gate followed by $-i\sum_k c_k P_k$.
struct GeneratorInsertions: Sendable {
  /// A Pauli string behind the gate of a slot.
  struct Insertion: Sendable {
    let slot: Int
    /// The operation behind which it stands.
    let place: Int
    let factors: [(qubit: Int, pauli: Pauli)]
    let coefficient: Double
  }

  let opened: OpenedCircuit
  let insertions: [Insertion]

  /// The insertions of a circuit of gates; nothing where the axes of an angle are not known.
  init?(_ circuit: Circuit) {
    var plain = Circuit(qubits: circuit.qubitCount, bits: circuit.bitCount)
    for operation in circuit.operations {
      GeneratorInsertions.append(operation, to: &plain)
    }
    opened = OpenedCircuit(plain)
    var (insertions, slot) = ([Insertion](), 0)
    for (place, operation) in opened.circuit.operations.enumerated() {
      guard case .gate(let gate, let angles) = operation.action else { continue }
      for (number, angle) in angles.enumerated() where !angle.isConstant {
        guard let generators = gate.generators, number < generators.count else { return nil }
        for term in generators[number].terms {
          insertions.append(
            Insertion(
              slot: slot, place: place,
              factors: term.string.factors.map { (operation.qubits[$0.qubit], $0.pauli) },
              coefficient: term.coefficient))
        }
        slot += 1
      }
    }
    self.insertions = insertions
  }

  /// Takes gates apart that turn about several axes, as `u3`.
  private static func append(_ operation: Operation, to circuit: inout Circuit) {
    guard case .gate(let gate, let angles) = operation.action,
      angles.contains(where: { !$0.isConstant }), gate.generators == nil,
      let parts = gate.expanded(angles)
    else {
      circuit.append(operation)
      return
    }
    for part in parts.operations {
      var part = part
      part.qubits = part.qubits.map { operation.qubits[$0] }
      append(part, to: &circuit)
    }
  }

  /// The circuit with a string inserted, for each angle a weight.
  func circuit(with insertion: Insertion) -> Circuit {
    var circuit = Circuit(qubits: opened.circuit.qubitCount)
    for (place, operation) in opened.circuit.operations.enumerated() {
      circuit.append(operation)
      guard place == insertion.place else { continue }
      for (qubit, pauli) in insertion.factors {
        circuit.append(pauli.gate, on: [qubit])
      }
    }
    return circuit
  }

  /// The circuit with a string inserted where one more qubit is 1, which begins in both states at once.
  func controlledCircuit(with insertion: Insertion) -> Circuit {
    let control = opened.circuit.qubitCount
    var circuit = Circuit(qubits: control + 1)
    circuit.h(control)
    for (place, operation) in opened.circuit.operations.enumerated() {
      circuit.append(operation)
      guard place == insertion.place else { continue }
      for (qubit, pauli) in insertion.factors {
        circuit.append(pauli.gate.controlled(), on: [control, qubit])
      }
    }
    return circuit
  }
}

extension Pauli {
  fileprivate var gate: Gate {
    switch self {
    case .x: .x
    case .y: .y
    case .z: .z
    }
  }
}
