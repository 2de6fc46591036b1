internal import Numerics

extension Circuit {
  /// How many gates do not belong to Clifford's group, which is made by H, S and CX: those that cost most
  /// where errors are corrected, and that a stabilizer simulation cannot take.
  ///
  /// A gate with open angles counts, whatever its values may become.
  ///
  /// - Complexity: O(*k*) in the number of gates; 64ⁿ for a gate of *n* qubits that is a matrix.
  public var nonCliffordCount: Int {
    var known: [ObjectIdentifier: Bool] = [:]
    return operations.count { operation in
      guard case .gate(let gate, let angles) = operation.action, !operation.qubits.isEmpty else {
        return false
      }
      if !angles.isEmpty { return !CliffordCheck.belongs(gate, angles) }
      if let belongs = known[ObjectIdentifier(gate)] { return !belongs }
      let belongs = CliffordCheck.belongs(gate, angles)
      known[ObjectIdentifier(gate)] = belongs
      return !belongs
    }
  }
}

/// Whether a gate turns products of Pauli matrices into such products.
enum CliffordCheck {
  /// The widest gate that is looked at as a matrix.
  private static let widest = 4

  static func belongs(_ gate: Gate, _ angles: [Angle]) -> Bool {
    guard angles.allSatisfy(\.isConstant) else { return false }
    if gate.qubitCount == 0 { return true }
    if gate.qubitCount <= widest, let matrix = SmallMatrix(gate, angles) { return belongs(matrix) }
    // A gate of many qubits counts as Clifford's where all that it is made of does.
    guard let circuit = gate.expanded(angles) else { return false }
    return circuit.operations.allSatisfy { operation in
      operation.gate.map { belongs($0, operation.angles) } ?? true
    }
  }

  /// Whether each X and each Z on one qubit becomes a product of Pauli matrices.
  private static func belongs(_ matrix: SmallMatrix) -> Bool {
    let (size, adjoint) = (matrix.size, matrix.adjoint)
    for bit in 0..<size.trailingZeroBitCount {
      let flip = SmallMatrix(size) { $0 == $1 ^ 1 << bit ? 1 : 0 }
      let phase = SmallMatrix(size) { $0 == $1 ? ($0 >> bit & 1 == 0 ? 1 : -1) : 0 }
      for pauli in [flip, phase] where !isPauli(matrix * pauli * adjoint) { return false }
    }
    return true
  }

  /// Whether a matrix is a product of Pauli matrices: it moves all basis states by the same flips, and its
  /// factors are those of the first state with signs that are products of single ones.
  private static func isPauli(_ matrix: SmallMatrix) -> Bool {
    let size = matrix.size
    guard let flips = (0..<size).first(where: { matrix[$0, 0].magnitude > 0.5 }) else {
      return false
    }
    let factors = (0..<size).map { matrix[$0 ^ flips, $0] }
    func sign(_ column: Int) -> Complex<Double> { factors[column] * factors[0].conjugate }
    for column in 0..<size {
      let lowest = column & -column
      let rest = column ^ lowest
      let expected = column == 0 ? 1 : sign(rest) * sign(lowest)
      let isSign = min((sign(column) - 1).magnitude, (sign(column) + 1).magnitude) < 1e-9
      if !isSign || (sign(column) - expected).magnitude > 1e-9 { return false }
    }
    return abs(factors[0].magnitude - 1) < 1e-9
  }
}
