/// Gates with many controls, written with Toffoli's gate, CX and gates of one qubit.
///
/// A. Barenco et al., "Elementary gates for quantum computation", Phys. Rev. A 52, 3457 (1995); D. Maslov,
/// "Advantages of using relative-phase Toffoli gates", Phys. Rev. A 93, 022311 (2016); R. Vale et al.,
/// "Decomposition of multi-controlled special unitary single-qubit gates", arXiv:2302.06377 (2023).
extension Circuit {
  /// Flips a target where all controls are 1.
  mutating func appendFlip(_ controls: [Int], _ target: Int, _ spare: Spare) {
    let count = controls.count
    switch count {
    case 0: x(target)
    case 1: cx(controls[0], target)
    case 2: ccx(controls[0], controls[1], target)
    case _ where spare.clean.count >= count - 2:
      appendConjunction(of: Array(controls.dropLast()), spare) { circuit, all, _ in
        circuit.ccx(all, controls[count - 1], target)
      }
    case _ where count >= 4 && spare.all.count >= count - 2:
      appendFlipByChain(controls, target, Array(spare.all.prefix(count - 2)))
    case _ where count >= 5 && !spare.all.isEmpty: appendFlipByHalves(controls, target, spare)
    default:
      h(target)
      appendPhaseTurn(.pi, controls + [target], spare)
      h(target)
    }
  }

  /// Turns the phase where all qubits are 1: the turn about Z that all but one control, and half of
  /// what is asked on those.
  mutating func appendPhaseTurn(_ angle: Angle, _ qubits: [Int], _ spare: Spare) {
    guard let last = qubits.last else { return appendPhase(angle) }
    let controls = Array(qubits.dropLast())
    if controls.isEmpty { return p(angle, last) }
    if controls.count >= 4 && spare.clean.count >= controls.count - 1 {
      return appendConjunction(of: controls, spare) { circuit, all, _ in
        circuit.cp(angle, all, last)
      }
    }
    if controls.count >= 7 { return appendPhaseTurnByCounting(angle, controls, last) }
    appendTurn(about: .z, angle, controls, last, spare)
    appendPhaseTurn(0.5 * angle, controls, spare.lending([last]))
  }

  /// Turns a target about an axis where all controls are 1.
  mutating func appendTurn(
    about pauli: Pauli, _ angle: Angle, _ controls: [Int], _ target: Int, _ spare: Spare
  ) {
    let turn: Gate = pauli == .x ? .rx : pauli == .y ? .ry : .rz
    if controls.isEmpty { return append(turn, [angle], on: [target]) }
    if controls.count >= 5 && spare.clean.count >= controls.count - 1 {
      return appendConjunction(of: controls, spare) { circuit, all, rest in
        circuit.appendTurn(about: pauli, angle, [all], target, rest)
      }
    }
    if controls.count <= 5 {
      return appendTurnByGrayCode(turn, angle, controls, target, flip: pauli == .x ? .cz : .cx)
    }
    if pauli == .x { h(target) }
    appendTurnByHalves(pauli == .x ? .rz : turn, angle, controls, target, spare)
    if pauli == .x { h(target) }
  }

  /// Turns by parts of the angle between flips of one control at a time.
  private mutating func appendTurnByGrayCode(
    _ turn: Gate, _ angle: Angle, _ controls: [Int], _ target: Int, flip: Gate
  ) {
    let count = 1 << controls.count
    for step in 0..<count {
      let sign = (step ^ step >> 1).nonzeroBitCount % 2 == 0 ? 1.0 : -1.0
      append(turn, [sign / Double(count) * angle], on: [target])
      let place = step == count - 1 ? controls.count - 1 : (step + 1).trailingZeroBitCount
      append(flip, on: [controls[place], target])
    }
  }

  /// A turn that a flip turns round: flips by two halves of the controls leave four quarters of it where
  /// both flip, and nothing elsewhere.
  private mutating func appendTurnByHalves(
    _ turn: Gate, _ angle: Angle, _ controls: [Int], _ target: Int, _ spare: Spare
  ) {
    let first = Array(controls[..<(controls.count / 2)])
    let second = Array(controls[(controls.count / 2)...])
    for _ in 0..<2 {
      append(turn, [0.25 * angle], on: [target])
      appendFlip(first, target, spare.lending(second))
      append(turn, [-0.25 * angle], on: [target])
      appendFlip(second, target, spare.lending(first))
    }
  }

  /// A flip by two halves of the controls, the first of which flips a spare qubit.
  private mutating func appendFlipByHalves(_ controls: [Int], _ target: Int, _ spare: Spare) {
    let isClean = !spare.clean.isEmpty
    let middle = spare.all[0]
    let first = Array(controls[..<((controls.count + 1) / 2)])
    let second = Array(controls[((controls.count + 1) / 2)...]) + [middle]
    for round in 0..<2 {
      if !(isClean && round == 0) {
        appendFlip(second, target, spare.lending(first, without: [middle]))
      }
      let idle = Array(second.dropLast()) + [target]
      appendFlip(first, middle, spare.lending(idle, without: [middle]))
    }
  }

  /// A flip by a chain of flips through spare qubits in any state, there and back twice: 8*k* - 6 CX.
  ///
  /// R. Iten et al., "Quantum circuits for isometries", Phys. Rev. A 93, 032318 (2016).
  private mutating func appendFlipByChain(_ controls: [Int], _ target: Int, _ spare: [Int]) {
    for _ in 0..<2 {
      ccx(controls[controls.count - 1], spare[spare.count - 1], target)
      // The inner chain flips up to phases, which it takes back the second time; what its flips do
      // first is undone by what they do last, so they are done in halves.
      for step in spare.indices.dropFirst().reversed() {
        appendHalfFlip(controls[step + 1], spare[step])
        cx(spare[step - 1], spare[step])
      }
      appendNearFlip(controls[0], controls[1], spare[0])
      for step in spare.indices.dropFirst() {
        cx(spare[step - 1], spare[step])
        appendOtherHalf(controls[step + 1], spare[step])
      }
    }
  }

  /// Writes whether all controls are 1 into a clean qubit, does something, and takes it back.
  mutating func appendConjunction(
    of controls: [Int], _ spare: Spare, _ body: (inout Circuit, _ all: Int, Spare) -> Void
  ) {
    var all = controls[0]
    var steps: [(Int, Int, Int)] = []
    for (place, control) in controls.dropFirst().enumerated() {
      steps.append((all, control, spare.clean[place]))
      all = spare.clean[place]
    }
    for (a, b, c) in steps { appendNearFlip(a, b, c) }
    body(&self, all, Spare(clean: Array(spare.clean.dropFirst(steps.count))))
    for (a, b, c) in steps.reversed() { appendNearFlip(a, b, c) }
  }

  /// Toffoli's gate up to phases of the basis states, with three CX, after Margolus.
  private mutating func appendNearFlip(_ a: Int, _ b: Int, _ target: Int) {
    appendHalfFlip(b, target)
    cx(a, target)
    appendOtherHalf(b, target)
  }

  private mutating func appendHalfFlip(_ control: Int, _ target: Int) {
    h(target)
    t(target)
    cx(control, target)
    tdg(target)
  }

  private mutating func appendOtherHalf(_ control: Int, _ target: Int) {
    t(target)
    cx(control, target)
    tdg(target)
    h(target)
  }

  /// Toffoli's gate with six CX and seven T.
  mutating func appendToffoli(_ a: Int, _ b: Int, _ target: Int) {
    h(target)
    cx(b, target)
    tdg(target)
    cx(a, target)
    t(target)
    cx(b, target)
    tdg(target)
    cx(a, target)
    t(b, target)
    h(target)
    cx(a, b)
    t(a)
    tdg(b)
    cx(a, b)
  }
}
