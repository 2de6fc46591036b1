public import Numerics

extension Circuit {
  /// A circuit of turns, ``Gate/u3`` and CX that makes a unitary matrix, its phase included.
  ///
  /// One qubit takes a gate, two take the fewest CX there can be, and *n* at most
  /// $\frac{22}{48} 4^n - \frac32 2^n + \frac53$, by a quantum Shannon decomposition into blocks.
  ///
  /// ```swift
  /// let circuit = try Circuit(synthesizing: random.haarUnitary(8))
  /// circuit.twoQubitCount                         // 19
  /// ```
  ///
  /// V. V. Shende, S. S. Bullock and I. L. Markov, "Synthesis of quantum-logic circuits", IEEE Trans.
  /// Comput.-Aided Design 25, 1000 (2006), arXiv:quant-ph/0406176; A. M. Krol and Z. Al-Ars, "Beyond
  /// quantum Shannon decomposition", Phys. Rev. Applied 22, 034019 (2024), arXiv:2403.13692.
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

  /// Appends a matrix of the lowest qubits as $(A_1 \oplus A_2) H (1 \oplus B) H (1 \oplus C)$.
  ///
  /// H is on the top qubit. One flip of the first turns and one of the last are left out, since they are
  /// phases for what stands between.
  mutating func append(
    _ matrix: Matrix<Complex<Double>>, qubits: Int
  ) throws(NumericsError) {
    guard qubits > 2 else { return parts.append(.pair(SmallMatrix(matrix))) }
    let half = matrix.rowCount / 2
    func quarter(_ row: Int, _ column: Int) -> Matrix<Complex<Double>> {
      Matrix(square: half) { matrix[row * half + $0, column * half + $1] }
    }
    let quarters = [quarter(0, 0), quarter(0, 1), quarter(1, 0), quarter(1, 1)]
    let top = qubits - 1
    if quarters[1].maxNorm < 1e-14 {
      return try append(Choice(quarters[0], quarters[3]), qubits: qubits)
    }
    if quarters[0].maxNorm < 1e-14 {
      appendTurns { $0.x(top) }
      return try append(Choice(quarters[1], quarters[2]), qubits: qubits)
    }
    let blocks = try BlockFactors(quarters)
    let first = try Choice(.identity(half), blocks.c)
    let last = try Choice(blocks.a.0, blocks.a.1)
    let (opening, leavesFirst) = turns(first, qubits: qubits, isOpen: true)
    let (closing, leavesLast) = turns(last, qubits: qubits, isOpen: true)
    let inner = last.right.times(blocks.b).times(first.left)
    let middle = try Choice(
      last.right.times(first.left),
      Matrix(square: half) { row, column in
        let isTurned =
          (leavesLast && row & half >> 1 != 0) != (leavesFirst && column & half >> 1 != 0)
        return isTurned ? -inner[row, column] : inner[row, column]
      })
    try append(first.right, qubits: top)
    appendTurns {
      $0.append(opening)
      $0.h(top)
    }
    try append(middle, qubits: qubits)
    appendTurns {
      $0.h(top)
      // A diagonal of symmetric gates is the same in the other order.
      for operation in closing.operations.reversed() { $0.append(operation) }
    }
    try append(last.left, qubits: top)
  }

  /// One of two matrices of the lower qubits, as the top one says.
  private mutating func append(_ choice: Choice, qubits: Int) throws(NumericsError) {
    try append(choice.right, qubits: qubits - 1)
    parts.append(.turns(turns(choice, qubits: qubits, isOpen: false).circuit))
    try append(choice.left, qubits: qubits - 1)
  }

  private mutating func appendTurns(_ build: (inout Circuit) -> Void) {
    parts.append(.turns(Circuit(qubits: qubits, build)))
  }

  /// The turns of the top qubit that the lower ones choose, and whether a flip was left out.
  private func turns(
    _ choice: Choice, qubits: Int, isOpen: Bool
  ) -> (circuit: Circuit, leavesFlip: Bool) {
    var circuit = Circuit(qubits: self.qubits)
    let leavesFlip = circuit.appendGrayTurns(
      choice.halves.map { -2 * $0 }, controls: Array(0..<qubits - 1), qubits - 1, isOpen: isOpen)
    return (circuit, leavesFlip)
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

/// One of two unitary matrices as a turn of the qubit that chooses, between two that are always done:
/// $V D W$ and $V D^\dagger W$.
private struct Choice {
  let left: Matrix<Complex<Double>>
  /// The phases of D.
  let halves: [Double]
  let right: Matrix<Complex<Double>>

  init(
    _ first: Matrix<Complex<Double>>, _ second: Matrix<Complex<Double>>
  ) throws(NumericsError) {
    let schur = try first.times(second.adjoint).schurDecomposition()
    let halves = schur.values.map { $0.phase / 2 }
    let vectors = schur.vectors
    right = Matrix(square: halves.count) { row, column in
      Complex.turn(halves[row]) * vectors[column, row].conjugate
    }.times(second)
    (left, self.halves) = (vectors, halves)
  }
}

/// The factors A₁, A₂, B and C of a unitary matrix in four quarters.
///
/// A. De Vos and S. De Baerdemacker, "Block-ZXZ synthesis of an arbitrary quantum circuit", Phys. Rev. A
/// 94, 052317 (2016).
private struct BlockFactors {
  let a: (Matrix<Complex<Double>>, Matrix<Complex<Double>>)
  let b: Matrix<Complex<Double>>
  let c: Matrix<Complex<Double>>

  init(_ quarters: [Matrix<Complex<Double>>]) throws(NumericsError) {
    let (x, y) = (try Polar(quarters[0]), try Polar(quarters[1]))
    let first = try (x.positive + Complex.i * y.positive).times(x.unitary)
    c = Complex(0, -1) * x.unitary.adjoint.times(y.unitary)
    a = (first, try quarters[2] + quarters[3].times(c.adjoint))
    b = try Complex(2) * first.adjoint.times(quarters[0]) - .identity(first.rowCount)
  }

  /// A matrix as a positive one times a unitary one.
  private struct Polar {
    let positive: Matrix<Complex<Double>>
    let unitary: Matrix<Complex<Double>>

    init(_ matrix: Matrix<Complex<Double>>) throws(NumericsError) {
      let parts = try matrix.singularValueDecomposition()
      let scaled = Matrix(square: parts.values.count) {
        parts.u[$0, $1] * Complex(parts.values[$1])
      }
      positive = scaled.times(parts.u.adjoint)
      unitary = parts.u.times(parts.vAdjoint)
    }
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
