internal import Numerics

/// Gates that are given by their elements, and no circuit.
extension Circuit {
  /// Appends a gate by its elements; false for one whose angles are open and which says not what they
  /// turn.
  mutating func appendElements(
    of gate: Gate, _ angles: [Angle], on qubits: [Int], _ spare: Spare
  ) throws(CircuitError) -> Bool {
    if case .permutation(let places) = gate.action {
      appendPermutation(places, on: qubits, spare)
      return true
    }
    if let phases = gate.phases(angles) {
      appendDiagonal(phases, on: qubits)
      return true
    }
    if angles.allSatisfy(\.isConstant) {
      let matrix = try gate.matrix(angles.map(\.constant))
      append(try Circuit.synthesis(of: matrix, qubits: gate.qubitCount), on: qubits)
      return true
    }
    return try appendFrame(of: gate, angles, on: qubits)
  }

  /// Appends a gate as a diagonal in the frame of its eigenvectors, so that what is done to the diagonal,
  /// as giving it controls, is done to the gate; false where its angles are open and it says not what
  /// they turn.
  mutating func appendFrame(
    of gate: Gate, _ angles: [Angle], on qubits: [Int]
  ) throws(CircuitError) -> Bool {
    do {
      if angles.allSatisfy(\.isConstant) {
        let schur = try gate.matrix(angles.map(\.constant)).schurDecomposition()
        let factors = schur.values.map { Complex.turn($0.phase) }
        append(try .unitary(schur.vectors.adjoint), on: qubits)
        append(try .diagonal(factors), on: qubits)
        append(try .unitary(schur.vectors), on: qubits)
        return true
      }
      guard let generators = gate.generators, generators.count == 1, angles.count == 1 else {
        return false
      }
      let parts = try generators[0].matrix(qubits: qubits.count).hermitianEigendecomposition()
      append(try .unitary(parts.vectors.adjoint), on: qubits)
      appendDiagonal(angles[0], parts.values, on: qubits)
      append(try .unitary(parts.vectors), on: qubits)
      return true
    } catch {
      throw error as? CircuitError ?? .notDiagonalised("\(gate)", reason: "\(error)")
    }
  }
}

extension Gate {
  /// The phases of the factors of a diagonal gate at angles that are numbers.
  func phases(_ angles: [Angle]) -> [Double]? {
    guard case .diagonal(let factors) = action, angles.allSatisfy(\.isConstant) else { return nil }
    return factors(angles.map(\.constant)).map(\.phase)
  }
}
