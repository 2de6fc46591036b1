internal import Numerics

extension Gate {
  /// The gate as simpler ones, down to those that OpenQASM 2 has names for; nothing for a matrix of
  /// several qubits.
  func lowered(_ angles: [Angle]) -> Circuit? {
    if let circuit = expanded(angles) { return circuit }
    guard case .controlled(let base, let states) = action else { return loweredTurn(angles) }
    if states.contains(false) {
      let open = states.indices.filter { !states[$0] }
      return Circuit(qubits: qubitCount) { circuit in
        for qubit in open { circuit.x(qubit) }
        circuit.append(
          base.controlled(states: states.map { _ in true }), angles, on: Array(0..<qubitCount))
        for qubit in open { circuit.x(qubit) }
      }
    }
    guard base.qubitCount <= 1 else { return nil }
    return loweredControls(of: base, angles, controls: states.count)
  }

  /// A gate of one qubit as named ones.
  private func loweredTurn(_ angles: [Angle]) -> Circuit? {
    guard qubitCount == 1, let turn = turn(angles) else { return nil }
    return Circuit(qubits: 1) { circuit in
      circuit.appendTurn(turn, controls: 0)
      circuit.globalPhase(turn.phase)
    }
  }

  /// A gate of at most one qubit under controls that all have to be 1.
  private func loweredControls(of base: Gate, _ angles: [Angle], controls: Int) -> Circuit? {
    let all = Array(0..<controls)
    if let phase = base.phase(angles) {
      return Circuit(qubits: qubitCount) {
        $0.appendPhase(phase, on: all + (qubitCount > controls ? [controls] : []))
      }
    }
    if case .permutation([1, 0]) = base.action {
      return Circuit(qubits: qubitCount) { circuit in
        circuit.h(controls)
        circuit.appendPhase(.pi, on: all + [controls])
        circuit.h(controls)
      }
    }
    guard let turn = base.turn(angles) else { return nil }
    return Circuit(qubits: qubitCount) { circuit in
      circuit.appendTurn(turn, controls: controls)
      circuit.appendPhase(turn.phase, on: all)
    }
  }

  /// The factor of 1 of a gate that leaves 0 as it is, or of a gate of no qubits.
  private func phase(_ angles: [Angle]) -> Angle? {
    guard case .diagonal(let factors) = action, qubitCount <= 1 else { return nil }
    let sample = Gate.unlikelyAngles(angleCount)
    guard qubitCount == 0 || factors(sample)[0] == 1 else { return nil }
    let last = qubitCount == 0 ? 0 : 1
    if angles.isEmpty { return Angle(factors([])[last].phase) }
    // A turn by its angle: of a generator, by the eigenvalue of 1.
    guard let generators, angles.count == 1 else { return nil }
    let slope = generators[0].terms.reduce(0) { sum, term in
      sum + (term.string == .identity || qubitCount == 0 ? 1 : -1) * term.coefficient
    }
    return -slope * angles[0]
  }

  /// A gate of one qubit as a turn about an axis and a phase.
  fileprivate func turn(_ angles: [Angle]) -> Turn? {
    if let generators, angles.count == 1, let generator = generators.first {
      return Turn(generator, angles[0])
    }
    guard angles.allSatisfy(\.isConstant),
      let matrix = try? matrix(angles.map(\.constant))
    else { return nil }
    return Turn(matrix)
  }
}

/// $e^{i\alpha}$ and a turn $e^{-i\theta (n_x X + n_y Y + n_z Z)/2}$.
private struct Turn {
  var phase: Angle
  var angle: Angle
  /// The turns about Z and then about Y that bring Z to the axis, the latter first.
  var tilt: Double
  var heading: Double

  private init(phase: Angle, angle: Angle, axis: (x: Double, y: Double, z: Double)) {
    (self.phase, self.angle) = (phase, angle)
    let across = (axis.x * axis.x + axis.y * axis.y).squareRoot()
    tilt = .atan2(y: across, x: axis.z)
    heading = across < 1e-15 ? 0 : .atan2(y: axis.y, x: axis.x)
  }

  /// The turn of a generator by an angle.
  init?(_ generator: Observable, _ angle: Angle) {
    var (shift, x, y, z) = (0.0, 0.0, 0.0, 0.0)
    for term in generator.terms {
      switch term.string.factors.first?.pauli {
      case nil: shift += term.coefficient
      case .x: x += term.coefficient
      case .y: y += term.coefficient
      case .z: z += term.coefficient
      }
    }
    let length = (x * x + y * y + z * z).squareRoot()
    guard length > 0 else { return nil }
    self.init(
      phase: -shift * angle, angle: 2 * length * angle, axis: (x / length, y / length, z / length))
  }

  /// The turn that a matrix makes.
  init(_ u: Matrix<Complex<Double>>) {
    let phase = 0.5 * (u[0, 0] * u[1, 1] - u[0, 1] * u[1, 0]).phase
    let back = Complex.turn(-phase)
    let (a, b, c, d) = (back * u[0, 0], back * u[0, 1], back * u[1, 0], back * u[1, 1])
    let cosine = 0.5 * (a.real + d.real)
    // What is left is -i sin(θ/2) times the axis.
    let axis = (
      x: -0.5 * (b.imaginary + c.imaginary), y: 0.5 * (c.real - b.real),
      z: 0.5 * (d.imaginary - a.imaginary)
    )
    let sine = (axis.x * axis.x + axis.y * axis.y + axis.z * axis.z).squareRoot()
    self.init(
      phase: Angle(phase), angle: Angle(2 * .atan2(y: sine, x: cosine)),
      axis: sine < 1e-15 ? (0, 0, 1) : (axis.x / sine, axis.y / sine, axis.z / sine))
  }
}

extension Circuit {
  /// A turn of the last qubit under the first ones, without its phase.
  fileprivate mutating func appendTurn(_ turn: Turn, controls: Int) {
    let target = controls
    if turn.heading != 0 { rz(Angle(-turn.heading), target) }
    if turn.tilt != 0 { ry(Angle(-turn.tilt), target) }
    if controls < 2 {
      append(controls == 0 ? .rz : .crz, [turn.angle], on: Array(0...target))
    } else {
      let all = Array(0..<controls)
      rz(0.5 * turn.angle, target)
      mcx(all, target)
      rz(-0.5 * turn.angle, target)
      mcx(all, target)
    }
    if turn.tilt != 0 { ry(Angle(turn.tilt), target) }
    if turn.heading != 0 { rz(Angle(turn.heading), target) }
  }

  /// A turn of the phase where all of some qubits are 1.
  ///
  /// A. Barenco et al., "Elementary gates for quantum computation", Phys. Rev. A 52, 3457 (1995),
  /// Lemma 7.5.
  fileprivate mutating func appendPhase(_ phase: Angle, on qubits: [Int]) {
    if phase == 0 { return }
    switch qubits.count {
    case 0: globalPhase(phase)
    case 1: p(phase, qubits[0])
    case 2: cp(phase, qubits[0], qubits[1])
    default:
      let (last, rest) = (qubits[qubits.count - 1], Array(qubits.dropLast()))
      let (next, others) = (rest[rest.count - 1], Array(rest.dropLast()))
      cp(0.5 * phase, next, last)
      mcx(others, next)
      cp(-0.5 * phase, next, last)
      mcx(others, next)
      append(
        Gate.p.controlled(states: others.map { _ in true }), [0.5 * phase], on: others + [last])
    }
  }
}
