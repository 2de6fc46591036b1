internal import Numerics

extension TwoQubitDecomposition {
  /// The gate as a circuit with the fewest CX and, between them, at most one gate on each qubit.
  ///
  /// The phase is kept, so the matrix of the circuit is that of the gate.
  public var circuit: Circuit { circuit(as: whole) }

  /// A circuit whose phase is that of a matrix.
  private func circuit(as whole: SmallMatrix) -> Circuit {
    var pair = PairBuilder()
    pair.apply(before)
    switch controlledXCount {
    case 0: break
    case 1: pair.appendQuarterTurn()
    case 2: pair.appendTwoTurns(coordinates.x, coordinates.y)
    default: pair.appendThreeTurns(coordinates.x, coordinates.y, coordinates.z)
    }
    pair.apply(after)
    return pair.finished(as: whole)
  }

  /// Two CX that make a gate up to turns about Z and ZZ, which come last and are left over.
  ///
  /// V. V. Shende, S. S. Bullock and I. L. Markov, "Recognizing small-circuit structure in two-qubit
  /// operators", Phys. Rev. A 70, 012310 (2004).
  ///
  /// - Parameter matrix: The gate.
  /// - Returns: A circuit and the diagonal that makes the gate when it comes behind it.
  static func upToDiagonal(_ matrix: SmallMatrix) -> (circuit: Circuit, diagonal: [Complex<Double>])
  {
    let parts = TwoQubitDecomposition(matrix)
    if parts.controlledXCount <= 2 { return (parts.circuit, [1, 1, 1, 1]) }
    let special = Complex.turn(-matrix.determinant.phase / 4) * matrix
    let flips = SmallMatrix.pauli(.y).tensored(over: .pauli(.y))
    let invariant = special * flips * special.transpose
    let (a, b) = (-invariant[0, 3], invariant[1, 2])
    // The turn about ZZ that makes the trace real, by which two CX are told from three.
    let turn = Double.atan2(y: a.imaginary + b.imaginary, x: a.real - b.real) / 2
    let forth = [-turn, turn, turn, -turn].map { Complex.turn($0) }
    let turned = SmallMatrix(4) { forth[$0] * matrix[$0, $1] }
    return (TwoQubitDecomposition(turned).circuit, forth.map(\.conjugate))
  }
}

/// A circuit of two qubits that keeps what is done to each of them in one matrix until a CX comes.
struct PairBuilder {
  private var circuit = Circuit(qubits: 2)
  private var pending: [SmallMatrix] = [.identity(2), .identity(2)]
  private var total = SmallMatrix.identity(4)

  private static let flips: [SmallMatrix] = [
    SmallMatrix(4, [1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0]),
    SmallMatrix(4, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0]),
  ]

  mutating func apply(_ matrices: [SmallMatrix]) {
    for qubit in 0..<2 { pending[qubit] = matrices[qubit] * pending[qubit] }
  }

  private mutating func turn(_ pauli: Pauli, _ angle: Double, _ qubit: Int) {
    pending[qubit] = SmallMatrix.turn(about: pauli, angle) * pending[qubit]
  }

  private mutating func flush() {
    total = pending[1].tensored(over: pending[0]) * total
    for qubit in 0..<2 {
      circuit.appendOneQubit(pending[qubit], qubit)
      pending[qubit] = .identity(2)
    }
  }

  private mutating func cx(_ control: Int, _ target: Int) {
    flush()
    total = PairBuilder.flips[control] * total
    circuit.cx(control, target)
  }

  /// $e^{i\pi XX/4}$, up to a phase.
  mutating func appendQuarterTurn() {
    apply([.hadamard, .identity(2)])
    cx(0, 1)
    turn(.z, -.pi / 2, 0)
    turn(.x, -.pi / 2, 1)
    apply([.hadamard, .identity(2)])
  }

  /// $e^{i(x XX + y YY)}$: two turns that a pair of CX makes of turns of single qubits.
  mutating func appendTwoTurns(_ x: Double, _ y: Double) {
    for qubit in 0..<2 { turn(.x, .pi / 2, qubit) }
    cx(0, 1)
    turn(.x, -2 * x, 0)
    turn(.z, -2 * y, 1)
    cx(0, 1)
    for qubit in 0..<2 { turn(.x, -.pi / 2, qubit) }
  }

  /// $e^{i(x XX + y YY + z ZZ)}$, up to a phase: the circuit of Vatan and Williams.
  mutating func appendThreeTurns(_ x: Double, _ y: Double, _ z: Double) {
    turn(.z, -.pi / 2, 1)
    cx(1, 0)
    turn(.z, .pi / 2 - 2 * z, 0)
    turn(.y, 2 * x - .pi / 2, 1)
    cx(0, 1)
    turn(.y, .pi / 2 - 2 * y, 1)
    cx(1, 0)
    turn(.z, .pi / 2, 0)
  }

  /// The circuit with the phase of a matrix that it makes up to a phase.
  mutating func finished(as whole: SmallMatrix) -> Circuit {
    flush()
    circuit.appendPhase(total.phase(to: whole, tolerance: 1) ?? 0)
    return circuit
  }
}

extension Circuit {
  /// Appends a gate of one qubit as a turn or a ``Gate/u3``, and its phase to the phase of the whole.
  mutating func appendOneQubit(_ matrix: SmallMatrix, _ qubit: Int) {
    append(EulerAngles(matrix), qubit)
  }

  /// Appends a gate of one qubit as a ``Gate/u3`` and a phase.
  mutating func append(_ euler: EulerAngles, _ qubit: Int) {
    if euler.θ == 0 {
      let angle = euler.φ + euler.λ
      if !(angle.isConstant && angle.constant.isWholeTurn) { rz(angle, qubit) }
      let extra = angle.isConstant && angle.constant.isWholeTurn ? angle / 2 : 0
      appendPhase(euler.phase + extra)
    } else {
      append(.u3, [euler.θ, euler.φ, euler.λ], on: [qubit])
      appendPhase(euler.phase - 0.5 * (euler.φ + euler.λ))
    }
  }

  /// Turns the phase of the whole state, unless by nothing.
  mutating func appendPhase(_ angle: Angle) {
    if angle.isConstant {
      let wrapped = angle.constant.wrappedAngle
      if abs(wrapped) > 1e-15 { globalPhase(Angle(wrapped)) }
    } else {
      globalPhase(angle)
    }
  }

  mutating func appendPhase(_ angle: Double) { appendPhase(Angle(angle)) }
}
