/// Turns about products of Pauli matrices on any number of qubits.
extension Gate {
  /// A turn about a product of Pauli matrices: $e^{-i\theta P/2}$.
  ///
  /// ```swift
  /// try Gate.pauliRotation("XZY")
  /// ```
  ///
  /// - Parameter letters: X, Y or Z for each qubit of the gate.
  /// - Returns: A gate with one angle.
  /// - Throws: ``CircuitError/unfit(_:given:allowed:)`` for other letters, or none.
  public static func pauliRotation(_ letters: String) throws(CircuitError) -> Gate {
    let paulis = letters.compactMap { Pauli(rawValue: String($0)) }
    guard !paulis.isEmpty, paulis.count == letters.count else {
      throw .unfit(
        "pauliRotation", given: "\"\(letters)\"",
        allowed: "give X, Y or Z for each qubit, as \"XZY\"")
    }
    return pauliRotation(paulis)
  }

  static func pauliRotation(_ paulis: [Pauli]) -> Gate {
    let string = paulis.enumerated().reduce(PauliString.identity) {
      $0.times(PauliString($1.element, $1.offset)).string
    }
    let letters = paulis.map(\.rawValue).joined()
    return Gate(
      "rpauli", label: "R(\(letters))", qubits: paulis.count, angles: ["θ"],
      action: .pauliRotation(string), inverse: .negated
    ) { circuit, angles in
      circuit.changeBasis(paulis)
      for qubit in paulis.indices.dropLast() { circuit.cx(qubit, qubit + 1) }
      circuit.rz(angles[0], paulis.count - 1)
      for qubit in paulis.indices.dropLast().reversed() { circuit.cx(qubit, qubit + 1) }
      circuit.append(circuit.basisChange(paulis).inverted())
    }
  }

  static let pauliRotationGates = [
    pauliRotation([.y]), pauliRotation([.x, .z, .y]), pauliRotation([.z, .z, .z, .z]),
  ]
}

extension Circuit {
  /// Turns qubits about a product of Pauli matrices: $e^{-i\theta P/2}$.
  ///
  /// ```swift
  /// circuit.pauliRotation(0.3, try PauliString([0: .x, 3: .z]))
  /// ```
  ///
  /// A product of no matrices turns the phase of the whole state.
  public mutating func pauliRotation(_ angle: Angle, _ string: PauliString) {
    let factors = string.factors
    if factors.isEmpty { return globalPhase(-0.5 * angle) }
    append(Gate.pauliRotation(factors.map(\.pauli)), [angle], on: factors.map(\.qubit))
  }

  /// Turns the eigenstates of each of the matrices into 0 and 1.
  mutating func changeBasis(_ paulis: [Pauli]) {
    for (qubit, pauli) in paulis.enumerated() {
      switch pauli {
      case .x: h(qubit)
      case .y: sx(qubit)
      case .z: break
      }
    }
  }

  fileprivate func basisChange(_ paulis: [Pauli]) -> Circuit {
    Circuit(qubits: qubitCount) { $0.changeBasis(paulis) }
  }
}
