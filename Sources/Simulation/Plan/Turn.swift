internal import Circuits
internal import Numerics

/// A matrix of two rows.
struct TwoByTwo: Hashable, Sendable {
  var a: Complex<Double>
  var b: Complex<Double>
  var c: Complex<Double>
  var d: Complex<Double>

  static let identity = TwoByTwo(a: 1, b: 0, c: 0, d: 1)

  init(a: Complex<Double>, b: Complex<Double>, c: Complex<Double>, d: Complex<Double>) {
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
  }

  /// The elements row after row.
  init(_ elements: [Complex<Double>]) {
    self.init(a: elements[0], b: elements[1], c: elements[2], d: elements[3])
  }

  /// A turn $e^{-i\alpha P}$.
  init(turning half: Double, about pauli: Pauli) {
    let (c, s) = (Complex(Double.cos(half)), Double.sin(half))
    switch pauli {
    case .x: self.init(a: c, b: Complex(0, -s), c: Complex(0, -s), d: c)
    case .y: self.init(a: c, b: Complex(-s), c: Complex(s), d: c)
    case .z: self.init(a: .turn(-half), b: 0, c: 0, d: .turn(half))
    }
  }

  /// The product, the right one first.
  static func * (left: TwoByTwo, right: TwoByTwo) -> TwoByTwo {
    TwoByTwo(
      a: left.a * right.a + left.b * right.c, b: left.a * right.b + left.b * right.d,
      c: left.c * right.a + left.d * right.c, d: left.c * right.b + left.d * right.d)
  }

  var elements: [Complex<Double>] { [a, b, c, d] }

  var isReal: Bool { elements.allSatisfy { $0.imaginary == 0 } }

  /// The matrix as a real turn between two turns of phases: $e^{i\gamma} P(\mu) R_Y(2\alpha) P(\lambda)$.
  var eulerAngles: EulerAngles {
    let half = Double.atan2(y: c.magnitude, x: a.magnitude)
    // Where one of the two vanishes, its phase is free.
    if a.magnitude < 1e-15 {
      return EulerAngles(phase: 0, first: (-b).phase, half: half, last: c.phase)
    }
    let phase = a.phase
    if c.magnitude < 1e-15 {
      return EulerAngles(phase: phase, first: 0, half: half, last: d.phase - phase)
    }
    return EulerAngles(
      phase: phase, first: (-b).phase - phase, half: half, last: c.phase - phase)
  }
}

/// The angles of $e^{i\gamma} P(\mu) R_Y(2\alpha) P(\lambda)$.
struct EulerAngles {
  /// γ.
  let phase: Double
  /// λ.
  let first: Double
  /// α.
  let half: Double
  /// μ.
  let last: Double
}

/// What turns one qubit, before the angles are known.
enum Turn: Sendable {
  /// $e^{-i s \theta P}$, where θ is the angle with a number.
  case about(Pauli, slot: Int, scale: Double)
  /// A factor for 1, whose phase is a sum.
  case phase([PhaseTerms.Source])
  /// A matrix that no angle changes.
  case fixed(TwoByTwo)
  /// The matrix that a gate says for its angles.
  case computed(Gate, slots: Range<Int>)

  func matrix(_ angles: UnsafePointer<Double>) -> TwoByTwo {
    switch self {
    case .about(let pauli, let slot, let scale):
      TwoByTwo(turning: scale * angles[slot], about: pauli)
    case .phase(let sources):
      TwoByTwo(a: 1, b: 0, c: 0, d: .turn(sources.reduce(0) { $0 + $1.value(angles) }))
    case .fixed(let matrix): matrix
    case .computed(let gate, let slots):
      TwoByTwo(gate.smallMatrix(slots.map { angles[$0] }))
    }
  }

  /// The matrix, if no angle changes it.
  var fixedMatrix: TwoByTwo? {
    switch self {
    case .fixed(let matrix): matrix
    case .phase(let sources) where sources.allSatisfy({ $0.slot == nil }):
      TwoByTwo(a: 1, b: 0, c: 0, d: .turn(sources.reduce(0) { $0 + $1.scale }))
    case .about, .phase, .computed: nil
    }
  }
}

/// What is done to one qubit by gates that follow one another on it.
struct TurnRun: Sendable {
  private(set) var turns: [Turn]

  init(_ turn: Turn) { turns = [turn] }

  mutating func append(_ turn: Turn) {
    if let last = turns.last?.fixedMatrix, let next = turn.fixedMatrix {
      turns[turns.count - 1] = .fixed(next * last)
    } else {
      turns.append(turn)
    }
  }

  /// The product of all.
  func matrix(_ angles: UnsafePointer<Double>) -> TwoByTwo {
    turns.reduce(.identity) { $1.matrix(angles) * $0 }
  }

  /// The matrix, if no angle changes it.
  var fixedMatrix: TwoByTwo? { turns.count == 1 ? turns[0].fixedMatrix : nil }

  /// Whether the matrix is real, whatever the angles are.
  var isReal: Bool {
    turns.allSatisfy { turn in
      if case .about(.y, _, _) = turn { return true }
      return turn.fixedMatrix?.isReal ?? false
    }
  }
}
