public import Numerics

/// The angles of a gate of one qubit: $e^{i\gamma} R_Z(\varphi) R_Y(\theta) R_Z(\lambda)$.
///
/// Any gate of one qubit has them, and they may be formulas.
///
/// ```swift
/// try EulerAngles(of: Gate.h.matrix())          // θ = π/2, φ = 0, λ = π, γ = π/2
/// ```
public struct EulerAngles: Hashable, Sendable {
  /// The turn about Y.
  public var θ: Angle
  /// The turn about Z behind it.
  public var φ: Angle
  /// The turn about Z before it.
  public var λ: Angle
  /// The phase γ of the whole.
  public var phase: Angle

  /// The given angles.
  public init(θ: Angle, φ: Angle, λ: Angle, phase: Angle = 0) {
    (self.θ, self.φ, self.λ, self.phase) = (θ, φ, λ, phase)
  }

  /// The angles of a unitary matrix of one qubit; θ is between 0 and π.
  ///
  /// - Throws: ``CircuitError/unfit(_:given:allowed:)`` for a matrix that is not 2 × 2 or not unitary.
  public init(of matrix: Matrix<Complex<Double>>) throws(CircuitError) {
    guard matrix.rowCount == 2, matrix.columnCount == 2, matrix.isUnitary(tolerance: 1e-8) else {
      throw .unfit(
        "EulerAngles", given: "\(matrix.rowCount) × \(matrix.columnCount) numbers",
        allowed: "give a unitary matrix of 2 rows and columns")
    }
    self.init(SmallMatrix(matrix))
  }

  /// The angles of a matrix that is known to be unitary.
  init(_ matrix: SmallMatrix) {
    let (cosine, sine) = (matrix[0, 0].magnitude, matrix[1, 0].magnitude)
    let θ = (2 * Double.atan2(y: sine, x: cosine)).snapped
    let (phase, sum, difference): (Double, Double, Double)
    if cosine >= sine {
      phase = (matrix[0, 0].phase + matrix[1, 1].phase) / 2
      sum = matrix[1, 1].phase - matrix[0, 0].phase
      difference = sine < 1e-13 ? sum : 2 * (matrix[1, 0].phase - phase)
    } else {
      let down = (-matrix[0, 1]).phase
      phase = (matrix[1, 0].phase + down) / 2
      difference = matrix[1, 0].phase - down
      sum = cosine < 1e-13 ? -difference : 2 * (matrix[1, 1].phase - phase)
    }
    self.init(
      θ: Angle(θ), φ: Angle(((sum + difference) / 2).snapped),
      λ: Angle(((sum - difference) / 2).snapped), phase: Angle(phase.snapped))
  }

  /// A turn about one of the axes.
  init(turnAbout pauli: Pauli, _ angle: Angle) {
    switch pauli {
    case .x: self.init(θ: angle, φ: -.pi / 2, λ: .pi / 2)
    case .y: self.init(θ: angle, φ: 0, λ: 0)
    case .z: self.init(θ: 0, φ: angle, λ: 0)
    }
  }

  /// Whether no symbol stands in the angles.
  var isConstant: Bool {
    θ.isConstant && φ.isConstant && λ.isConstant && phase.isConstant
  }

  /// The matrix, for angles that are numbers.
  var matrix: SmallMatrix {
    Complex.turn(phase.constant) * SmallMatrix.turn(about: .z, φ.constant)
      * SmallMatrix.turn(about: .y, θ.constant) * SmallMatrix.turn(about: .z, λ.constant)
  }

  /// One gate behind another as one gate, where that can be said with formulas.
  func followed(by next: EulerAngles) -> EulerAngles? {
    if isConstant && next.isConstant { return EulerAngles(next.matrix * matrix) }
    let sum = phase + next.phase
    if next.θ == 0 { return EulerAngles(θ: θ, φ: φ + next.φ + next.λ, λ: λ, phase: sum) }
    if θ == 0 { return EulerAngles(θ: next.θ, φ: next.φ, λ: next.λ + φ + λ, phase: sum) }
    let between = next.λ + φ
    guard between == 0 else { return nil }
    return EulerAngles(θ: θ + next.θ, φ: next.φ, λ: λ, phase: sum)
  }
}

extension EulerAngles {
  /// Gates of one qubit one after the other that make a gate, whose angles may be open; nothing where
  /// the gate says neither what its angles turn nor what it is made of.
  static func turns(of gate: Gate, _ angles: [Angle]) -> [EulerAngles]? {
    if let matrix = SmallMatrix(gate, angles) { return [EulerAngles(matrix)] }
    if let generators = gate.generators {
      return zip(generators, angles).reduce(into: []) { turns, pair in
        turns = joined(turns + self.turns(about: pair.0, pair.1))
      }
    }
    guard let circuit = gate.expanded(angles) else { return nil }
    var all: [EulerAngles] = []
    for operation in circuit.operations {
      guard case .gate(let part, let angles) = operation.action else { continue }
      if part.qubitCount == 0 {
        all.append(EulerAngles(θ: 0, φ: 0, λ: 0, phase: angles[0]))
      } else {
        guard let turns = turns(of: part, angles) else { return nil }
        all += turns
      }
    }
    return joined(all)
  }

  /// A turn about what an observable of one qubit generates.
  private static func turns(about generator: Observable, _ angle: Angle) -> [EulerAngles] {
    let axis = GeneratorAxis(generator)
    var turn = EulerAngles(turnAbout: axis.pauli, axis.factor * angle)
    turn.phase = -axis.constant * angle
    guard let frame = axis.frame else { return [turn] }
    return [EulerAngles(frame.adjoint), turn, EulerAngles(frame)]
  }

  private static func joined(_ turns: [EulerAngles]) -> [EulerAngles] {
    turns.reduce(into: []) { kept, turn in
      if let last = kept.last, let both = last.followed(by: turn) {
        kept[kept.count - 1] = both
      } else {
        kept.append(turn)
      }
    }
  }
}

/// The axis about which an observable of one qubit turns: $e^{-i\alpha H}$ is
/// $e^{-i\alpha c}\, F R_P(f\alpha) F^\dagger$.
struct GeneratorAxis {
  /// One of the axes.
  let pauli: Pauli
  /// The factor *f* of the angle.
  let factor: Double
  /// The part *c* that turns the phase.
  let constant: Double
  /// What turns Z into the axis, where that is none of the three.
  let frame: SmallMatrix?

  init(_ generator: Observable) {
    constant = generator.constant
    let parts = generator.terms.compactMap { term in
      term.string.factors.first.map { (pauli: $0.pauli, coefficient: term.coefficient) }
    }
    if parts.count <= 1 {
      (pauli, factor) = (parts.first?.pauli ?? .z, 2 * (parts.first?.coefficient ?? 0))
      frame = nil
      return
    }
    let n = parts.reduce(into: [Pauli: Double]()) { $0[$1.pauli, default: 0] += $1.coefficient }
    let (x, y, z) = (n[.x] ?? 0, n[.y] ?? 0, n[.z] ?? 0)
    let across = (x * x + y * y).squareRoot()
    pauli = .z
    factor = 2 * (across * across + z * z).squareRoot()
    frame =
      SmallMatrix.turn(about: .z, Double.atan2(y: y, x: x))
      * SmallMatrix.turn(about: .y, Double.atan2(y: across, x: z))
  }
}
