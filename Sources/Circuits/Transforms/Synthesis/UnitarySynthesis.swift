public import Numerics

extension Circuit {
  /// A circuit of turns, ``Gate/u3`` and CX that makes a unitary matrix, its phase included.
  ///
  /// One qubit takes a gate, two take the fewest CX there can be, and *n* at most
  /// $\frac{23}{48} 4^n - \frac32 2^n + \frac43$, by the quantum Shannon decomposition.
  ///
  /// ```swift
  /// let circuit = try Circuit(synthesizing: random.haarUnitary(8))
  /// circuit.twoQubitCount                         // 20
  /// ```
  ///
  /// V. V. Shende, S. S. Bullock and I. L. Markov, "Synthesis of quantum-logic circuits", IEEE Trans.
  /// Comput.-Aided Design 25, 1000 (2006), arXiv:quant-ph/0406176.
  ///
  /// - Parameter matrix: A unitary matrix of 2ⁿ rows; qubit 0 is the lowest bit of an index.
  /// - Throws: ``CircuitError/unfit(_:given:allowed:)`` for another size, for a matrix that is not unitary
  ///   to 10⁻⁸, and for more than 12 qubits.
  /// - Complexity: O(8ⁿ).
  public init(synthesizing matrix: Matrix<Complex<Double>>) throws(CircuitError) {
    let gate = try Gate.unitary(matrix)
    self = try Circuit.synthesis(of: matrix, qubits: gate.qubitCount)
  }

  /// A circuit of a matrix that is known to be unitary.
  static func synthesis(
    of matrix: Matrix<Complex<Double>>, qubits: Int
  ) throws(CircuitError) -> Circuit {
    switch qubits {
    case 0: return Circuit(qubits: 0) { $0.appendPhase(matrix[0, 0].phase) }
    case 1: return Circuit(qubits: 1) { $0.append(EulerAngles(SmallMatrix(matrix)), 0) }
    case 2: return TwoQubitDecomposition(SmallMatrix(matrix)).circuit
    default:
      var shannon = ShannonDecomposition(qubits: qubits)
      do {
        try shannon.append(matrix, qubits: qubits)
      } catch {
        throw .notDiagonalised("a unitary matrix of \(qubits) qubits", reason: "\(error)")
      }
      return shannon.finished()
    }
  }
}

/// The parts of a unitary matrix: gates of the lowest two qubits, and between them turns of the others
/// that the lower ones choose.
struct ShannonDecomposition {
  private enum Part {
    case pair(SmallMatrix)
    case turns(Circuit)
  }

  private let qubits: Int
  private var parts: [Part] = []

  init(qubits: Int) { self.qubits = qubits }

  mutating func append(
    _ matrix: Matrix<Complex<Double>>, qubits: Int
  ) throws(NumericsError) {
    guard qubits > 2 else { return parts.append(.pair(SmallMatrix(matrix))) }
    let split = try matrix.cosineSineDecomposition()
    try appendChoice(of: split.right, qubits: qubits)
    var turns = Circuit(qubits: self.qubits)
    let controls = Array(0..<qubits - 1)
    let isOpen = turns.appendGrayTurns(
      .y, split.angles.map { 2 * $0 }, controls: controls, qubits - 1, byPhases: true)
    parts.append(.turns(turns))
    var left = split.left
    if isOpen {
      // The flip that is left out: the phase of the highest control, where the top qubit is 1.
      let bit = left[1].columnCount / 2
      left[1] = Matrix(square: left[1].rowCount) { row, column in
        column & bit == 0 ? split.left[1][row, column] : -split.left[1][row, column]
      }
    }
    try appendChoice(of: left, qubits: qubits)
  }

  /// One of two matrices of the lower qubits, as the top one says: $V D W$ or $V D^\dagger W$.
  private mutating func appendChoice(
    of choices: [Matrix<Complex<Double>>], qubits: Int
  ) throws(NumericsError) {
    let quotient = choices[0].times(choices[1].adjoint)
    let schur = try quotient.schurDecomposition()
    let halves = schur.values.map { $0.phase / 2 }
    let vectors = schur.vectors
    let right = Matrix(square: halves.count) { row, column in
      Complex.turn(halves[row]) * vectors[column, row].conjugate
    }.times(choices[1])
    try append(right, qubits: qubits - 1)
    var turns = Circuit(qubits: self.qubits)
    turns.appendGrayTurns(
      .z, halves.map { -2 * $0 }, controls: Array(0..<qubits - 1), qubits - 1)
    parts.append(.turns(turns))
    try append(vectors, qubits: qubits - 1)
  }

  /// The circuit: each pair but the last with two CX, and the diagonal that is left over moved through
  /// the turns that come behind, which it commutes with, into the next pair.
  func finished() -> Circuit {
    var circuit = Circuit(qubits: qubits)
    var diagonal: [Complex<Double>] = [1, 1, 1, 1]
    let last = parts.lastIndex { if case .pair = $0 { true } else { false } }
    for (place, part) in parts.enumerated() {
      switch part {
      case .turns(let turns): circuit.append(turns)
      case .pair(let matrix):
        let carried = SmallMatrix(4) { matrix[$0, $1] * diagonal[$1] }
        if place == last {
          circuit.append(TwoQubitDecomposition(carried).circuit, on: [0, 1])
        } else {
          let pair = TwoQubitDecomposition.upToDiagonal(carried)
          circuit.append(pair.circuit, on: [0, 1])
          diagonal = pair.diagonal
        }
      }
    }
    return circuit.gatheringPhase()
  }
}

extension Circuit {
  /// The circuit with all its turns of the whole phase as one, at its end.
  func gatheringPhase() -> Circuit {
    var total = Angle.zero
    var circuit = emptied()
    circuit.operations.reserveCapacity(operations.count)
    for operation in operations {
      if case .gate(let gate, let angles) = operation.action, operation.condition == nil,
        gate.qubitCount == 0, gate == .globalPhase
      {
        total += angles[0]
      } else {
        circuit.operations.append(operation)
      }
    }
    circuit.flaws = flaws
    circuit.appendPhase(total)
    return circuit
  }
}
