extension Circuit {
  /// The circuit that undoes this one: the inverse of each gate, in the other order.
  ///
  /// A measurement, a reset and what depends on a bit cannot be undone, and are flaws.
  ///
  /// - Complexity: O(*k*) in the number of operations.
  public func inverted() -> Circuit {
    var circuit = emptied()
    circuit.flaws += flaws
    circuit.operations.reserveCapacity(operations.count)
    for operation in operations.reversed() {
      if let inverse = operation.inverted() {
        circuit.operations.append(inverse)
      } else {
        circuit.note("\(operation)", "this cannot be undone, for it is no gate")
      }
    }
    return circuit
  }

  /// The circuit where further qubits, which come first, are in given states.
  ///
  /// ```swift
  /// let flips = Circuit(qubits: 1) { $0.x(0) }
  /// flips.controlled()                            // cx(0, 1)
  /// flips.controlled(states: [false, true])       // where qubit 0 is 0 and qubit 1 is 1
  /// ```
  ///
  /// - Parameter states: The state of each control, true for 1.
  /// - Returns: A circuit of as many more qubits; qubit *q* is qubit *q* + *c* there.
  /// - Complexity: O(*k*) in the number of operations.
  public func controlled(states: [Bool] = [true]) -> Circuit {
    let controls = states.count
    var circuit = Circuit(qubits: qubitCount + controls, bits: bitCount)
    circuit.flaws += flaws
    for operation in operations {
      if let controlled = operation.controlled(states: states) {
        circuit.append(controlled)
      } else {
        circuit.note("\(operation)", "this cannot be controlled, for it is no gate")
      }
    }
    return circuit
  }
}

extension Operation {
  /// What undoes the operation; nothing for what cannot be undone.
  func inverted() -> Operation? {
    guard isUnitary else { return nil }
    guard case .gate(let gate, let angles) = action else { return self }
    let inverse = gate.inverse(angles)
    return Operation(inverse.gate, inverse.angles, on: qubits)
  }

  /// The operation on qubits behind so many controls; nothing for what is no gate.
  func controlled(states: [Bool]) -> Operation? {
    let targets = qubits.map { $0 + states.count }
    switch action {
    case .gate(let gate, let angles) where condition == nil:
      return Operation(
        gate.controlled(states: states), angles, on: Array(0..<states.count) + targets)
    case .barrier: return Operation(.barrier, on: targets)
    default: return nil
    }
  }
}
