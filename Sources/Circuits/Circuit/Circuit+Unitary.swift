public import Numerics

extension Circuit {
  /// The matrix of the whole circuit.
  ///
  /// ```swift
  /// try Circuit(qubits: 1) { $0.h(0); $0.h(0) }.unitary()       // the identity
  /// ```
  ///
  /// - Returns: A matrix of 2ⁿ rows; qubit 0 is the lowest bit of an index.
  /// - Throws: ``CircuitError`` for a circuit with flaws, with open symbols, with measurements, or of
  ///   more than 12 qubits.
  /// - Complexity: O(*k* 4ⁿ) for *k* gates.
  public func unitary() throws(CircuitError) -> Matrix<Complex<Double>> {
    let circuit = try checked()
    guard circuit.symbols.isEmpty else { throw .open(circuit.symbols) }
    if let operation = circuit.operations.first(where: { !$0.isUnitary }) {
      throw .notUnitary("\(operation)")
    }
    return try Gate("circuit", circuit: circuit).matrix()
  }
}

extension Gate {
  /// A gate that is a circuit of others.
  ///
  /// The symbols that the circuit leaves open are the angles of the gate, in their order.
  ///
  /// - Parameters:
  ///   - name: The name, which a diagram shows.
  ///   - circuit: The circuit; it has to consist of gates alone.
  /// - Throws: ``CircuitError`` for a circuit with flaws or one that cannot be undone.
  public convenience init(_ name: String, _ circuit: Circuit) throws(CircuitError) {
    let circuit = try circuit.checked()
    if let operation = circuit.operations.first(where: { !$0.isUnitary }) {
      throw .notUnitary("\(operation)")
    }
    self.init(name, circuit: circuit)
  }

  /// A gate that is a circuit, which is known to have no flaws and to consist of gates.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - label: The words in its box in a diagram; the name unless given.
  ///   - circuit: The circuit.
  ///   - formals: The symbols that are the angles of the gate; those of the circuit unless given.
  ///   - angleNames: The names of the angles; those of the symbols unless given.
  convenience init(
    _ name: String, label: String? = nil, circuit: Circuit, formals: [Symbol]? = nil,
    angleNames: [String]? = nil
  ) {
    let formals = formals ?? circuit.symbols
    let names = angleNames ?? formals.map(\.description)
    self.init(
      name, label: label ?? name, qubits: circuit.qubitCount, angles: names,
      action: .circuit(circuit, formals: formals),
      inverse: InverseRule { _, angles in
        let undone = name.hasSuffix("†") ? String(name.dropLast()) : name + "†"
        return (
          Gate(undone, circuit: circuit.inverted(), formals: formals, angleNames: names), angles
        )
      })
  }
}
