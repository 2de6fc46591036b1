internal import Numerics

/// Any gate under any controls.
extension Circuit {
  /// Appends a gate where controls are in given states, as gates with fewer qubits.
  ///
  /// - Parameters:
  ///   - base: The gate without its controls.
  ///   - angles: Its angles.
  ///   - states: The state of each control.
  ///   - qubits: The controls, and behind them the qubits of the gate.
  ///   - spare: What may be used besides.
  /// - Throws: ``CircuitError`` for angles that are open in a gate that says not what they turn.
  mutating func appendControlled(
    _ base: Gate, _ angles: [Angle], _ states: [Bool], on qubits: [Int], _ spare: Spare
  ) throws(CircuitError) {
    let (controls, targets) = (
      Array(qubits.prefix(states.count)), Array(qubits.dropFirst(states.count))
    )
    let open = zip(controls, states).filter { !$0.1 }.map(\.0)
    for control in open { x(control) }
    if base.qubitCount == 0 {
      appendControlledPhase(base, angles, controls, spare)
    } else if base == .x {
      appendFlip(controls, targets[0], spare)
    } else if base.qubitCount == 1, let turns = EulerAngles.turns(of: base, angles) {
      appendControlled(base, angles, turns, controls, targets[0], spare)
    } else {
      try appendControlledParts(of: base, angles, controls, targets, spare)
    }
    for control in open { x(control) }
  }

  private mutating func appendControlledPhase(
    _ base: Gate, _ angles: [Angle], _ controls: [Int], _ spare: Spare
  ) {
    let generator = base.generators?.first?.constant ?? 0
    appendPhaseTurn(-generator * (angles.first ?? 0), controls, spare)
  }

  /// A gate of one qubit: a flip in the frame of its axis, a turn about it, or turns around flips.
  private mutating func appendControlled(
    _ base: Gate, _ angles: [Angle], _ turns: [EulerAngles], _ controls: [Int], _ target: Int,
    _ spare: Spare
  ) {
    if turns.count == 1, turns[0].isConstant {
      return appendControlled(turns[0].matrix, controls, target, spare)
    }
    if let generators = base.generators {
      for (generator, angle) in zip(generators, angles) {
        let axis = GeneratorAxis(generator)
        if let frame = axis.frame { appendOneQubit(frame.adjoint, target) }
        appendTurn(
          about: axis.pauli, axis.factor * angle, controls, target, spare)
        if let frame = axis.frame { appendOneQubit(frame, target) }
        appendControlledPhase(-axis.constant * angle, controls, target, spare)
      }
      return
    }
    for turn in turns { appendAroundFlips(turn, controls, target, spare) }
  }

  private mutating func appendControlled(
    _ matrix: SmallMatrix, _ controls: [Int], _ target: Int, _ spare: Spare
  ) {
    let (vectors, first, second) = matrix.eigenphases
    let difference = (second - first).wrappedAngle
    if abs(abs(difference) - .pi) < 1e-12 {
      // The eigenvalues have opposite signs: the gate is a flip in some frame.
      let frame = vectors * .hadamard
      appendOneQubit(frame.adjoint, target)
      appendFlip(controls, target, spare)
      appendOneQubit(frame, target)
      return appendControlledPhase(Angle(first.snapped), controls, target, spare)
    }
    if abs(difference) > 1e-14 {
      appendOneQubit(vectors.adjoint, target)
      appendTurn(about: .z, Angle(difference), controls, target, spare)
      appendOneQubit(vectors, target)
    }
    // The wrapped difference may be a whole turn short, which the phase has to know.
    appendControlledPhase(Angle((first + difference / 2).snapped), controls, target, spare)
  }

  private mutating func appendControlledPhase(
    _ angle: Angle, _ controls: [Int], _ target: Int, _ spare: Spare
  ) {
    if angle.isConstant && angle.constant.isWholeTurn { return }
    appendPhaseTurn(angle, controls, spare.lending([target]))
  }

  /// $e^{i\gamma} A X B X C$ with $ABC = 1$ (Barenco et al., lemma 5.1).
  private mutating func appendAroundFlips(
    _ turn: EulerAngles, _ controls: [Int], _ target: Int, _ spare: Spare
  ) {
    rz(0.5 * (turn.λ - turn.φ), target)
    appendFlip(controls, target, spare)
    rz(-0.5 * (turn.φ + turn.λ), target)
    ry(-0.5 * turn.θ, target)
    appendFlip(controls, target, spare)
    ry(0.5 * turn.θ, target)
    rz(turn.φ, target)
    appendControlledPhase(turn.phase, controls, target, spare)
  }

  /// A gate of several qubits, part by part; what stands around the rest and is undone by it needs no
  /// controls.
  private mutating func appendControlledParts(
    of base: Gate, _ angles: [Angle], _ controls: [Int], _ targets: [Int], _ spare: Spare
  ) throws(CircuitError) {
    if case .multiplexedRotation(let pauli) = base.action, targets.count + controls.count <= 9 {
      let none = Array(repeating: Angle.zero, count: angles.count)
      let all = (0..<(1 << controls.count)).flatMap { choice in
        choice == 1 << controls.count - 1 ? angles : none
      }
      let gate = Gate.multiplexed(pauli, controls: controls.count + targets.count - 1)
      return append(gate, all, on: targets.dropLast() + controls + targets.suffix(1))
    }
    var parts = Circuit(qubits: targets.count)
    if let expanded = base.expanded(angles) {
      parts = expanded
    } else {
      let places = Array(0..<targets.count)
      if case .diagonal = base.action, let phases = base.phases(angles) {
        let none = Array(repeating: 0.0, count: (1 << controls.count) - 1)
        return appendDiagonal(
          phases.flatMap { none + [$0] }, on: controls + targets)
      }
      guard try parts.appendFrame(of: base, angles, on: places) else {
        throw .unfit(
          "a controlled \(base.name)", given: "angles that are open",
          allowed: "it says not what they turn: give them as numbers")
      }
    }
    let shell = parts.shell
    for (place, operation) in parts.operations.enumerated() {
      let moved = operation.moved(qubits: { targets[$0] })
      guard case .gate(let gate, let angles) = moved.action else { continue }
      if place < shell || place >= parts.operations.count - shell {
        append(moved)
      } else {
        append(
          gate.controlled(states: Array(repeating: true, count: controls.count)), angles,
          on: controls + moved.qubits)
      }
    }
  }

  /// How many of the first operations are undone by as many of the last.
  private var shell: Int {
    var count = 0
    while 2 * count + 1 < operations.count,
      operations[count].inverted() == operations[operations.count - 1 - count]
    {
      count += 1
    }
    return count
  }
}
