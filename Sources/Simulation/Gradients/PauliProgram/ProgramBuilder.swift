internal import Circuits
internal import Numerics

/// Joins turns, phases and changes of places into few steps.
///
/// A phase goes back over turns that it commutes with to the last step of phases; a turn goes before
/// phases that it commutes with, so that the turns of a layer stand together. Permutations that are
/// matrices of bits become part of the frame.
struct ProgramBuilder {
  /// When amplitudes are moved for the sake of later steps.
  enum Placement {
    /// Never, if that can be: for states whose turns read lists of pairs.
    case lazy
    /// Before a turn that would not be one of a single bit: for states whose turns are loops.
    case eager
  }

  let qubitCount: Int
  let placement: Placement
  private var steps: [Draft] = []
  private var frame: AffineFrame
  private var globalPhase = Angle(0)

  /// The most qubits of a permutation that is written as a table.
  static let widestTable = 26

  init(qubits: Int, _ placement: Placement) {
    (qubitCount, self.placement) = (qubits, placement)
    frame = AffineFrame(qubits: qubits)
  }

  func finished() -> PauliProgram {
    PauliProgram(
      qubitCount: qubitCount, steps: steps.map(\.step), frame: frame, globalPhase: globalPhase)
  }

  /// Adds the phase $\varphi\chi_m$.
  mutating func phase(_ mask: Int, _ angle: Angle) {
    if angle == 0 { return }
    let (mask, isNegative) = frame.parity(mask)
    let angle = isNegative ? -angle : angle
    // Until something is turned, the state lies at place 0 alone, where all parities are even.
    if mask == 0 || steps.isEmpty { return globalPhase += angle }
    var place = steps.count
    search: while place > 0 {
      place -= 1
      switch steps[place] {
      case .phases(let phases): return phases.add(angle, mask)
      case .turn(let turn) where !(turn.flips & mask).isOdd: continue
      case .turn, .move, .dense: break search
      }
    }
    let phases = PhaseSum()
    phases.add(angle, mask)
    steps.append(.phases(phases))
  }

  /// Adds a turn of qubits where controls hold.
  mutating func turn(_ turn: PauliTurn, where choice: Choice) {
    if turn.angle == 0 { return }
    var moved = placed(turn, where: choice)
    if placement == .eager && !frame.isIdentity && !moved.isPlain {
      settle()
      moved = placed(turn, where: choice)
    }
    var (place, insertion) = (steps.count, steps.count)
    search: while place > 0 {
      place -= 1
      switch steps[place] {
      case .phases(let phases):
        guard phases.terms.allSatisfy({ !($0.mask & moved.flips).isOdd }) else { break search }
        if insertion == place + 1 { insertion = place }
      case .turn(var other):
        if other.isLike(moved) {
          other.angle += moved.angle
          steps[place] = .turn(other)
          return
        }
        guard moved.commutes(with: other) else { break search }
      case .move, .dense: break search
      }
    }
    steps.insert(.turn(moved), at: insertion)
  }

  /// The turn in memory.
  private func placed(_ turn: PauliTurn, where choice: Choice) -> PauliTurn {
    let (phases, isNegative) = frame.parity(turn.phases)
    return PauliTurn(
      flips: frame.flips(turn.flips), phases: phases,
      conditions: choice.qubits.map { qubit in
        let parity = frame.parity(1 << qubit)
        return PauliTurn.Parity(
          mask: parity.mask, isOdd: (choice.value >> qubit & 1 == 1) != parity.isNegative)
      }, angle: isNegative ? -turn.angle : turn.angle)
  }

  /// Adds a permutation of the basis states of some qubits where controls hold.
  mutating func permute(_ places: [Int], on qubits: [Int], where choice: Choice) throws {
    let controls = choice.qubits
    if controls.count <= 1 {
      let chosen = choice.value.bits(at: controls)
      let whole = (0..<places.count << controls.count).map { state in
        state >> qubits.count == chosen
          ? places[state & (places.count - 1)] | chosen << qubits.count : state
      }
      if frame.absorb(whole, on: qubits + controls) { return }
    }
    guard qubitCount <= ProgramBuilder.widestTable else {
      throw SimulationError.notSupported(
        "a permutation on \(qubitCount) qubits that is no sum of bits", by: "the adjoint method",
        instead: "\(ProgramBuilder.widestTable) qubits are the most")
    }
    var sources = [UInt32](repeating: 0, count: 1 << qubitCount)
    let others = ~qubits.reduce(0) { $0 | 1 << $1 }
    for state in 0..<1 << qubitCount {
      let target =
        choice.holds(for: state)
        ? state & others | places[state.bits(at: qubits)].spread(to: qubits) : state
      sources[target] = UInt32(frame.place(of: state))
    }
    steps.append(.move(.table(sources)))
    frame = AffineFrame(qubits: qubitCount)
  }

  /// Adds a matrix.
  mutating func multiply(by elements: [Complex<Double>], on qubits: [Int]) {
    if placement == .eager { settle() }
    steps.append(.dense(elements, qubits: qubits, frame))
  }

  /// Moves the amplitudes to their own places.
  private mutating func settle() {
    guard !frame.isIdentity else { return }
    // A state that nothing has turned lies at place 0 under any frame without an offset.
    if !(steps.isEmpty && frame.offset == 0) { appendMove() }
    frame = AffineFrame(qubits: qubitCount)
  }

  /// Adds a move, before the phases that stand last: so it can be done block by block with them.
  private mutating func appendMove() {
    guard case .phases(let phases)? = steps.last else {
      return steps.append(.move(.affine(frame)))
    }
    steps[steps.count - 1] = .move(.affine(frame))
    let moved = PhaseSum()
    for term in phases.terms {
      let (mask, isNegative) = frame.stateParity(term.mask)
      moved.add(isNegative ? -term.angle : term.angle, mask)
    }
    steps.append(.phases(moved))
  }
}

/// A step while others may still join it.
private enum Draft {
  case turn(PauliTurn)
  case phases(PhaseSum)
  case move(Move)
  case dense([Complex<Double>], qubits: [Int], AffineFrame)

  var step: PauliProgram.Step {
    switch self {
    case .turn(let turn): .turn(turn)
    case .phases(let phases): .phases(phases.terms)
    case .move(let move): .move(move)
    case .dense(let elements, let qubits, let frame): .dense(elements, qubits: qubits, frame)
    }
  }
}

/// Phases that are done at once, each parity once; found by its mask, since a gate with many controls adds
/// thousands.
private final class PhaseSum {
  private(set) var terms: [PhaseTerm] = []
  private var places: [Int: Int] = [:]

  func add(_ angle: Angle, _ mask: Int) {
    if let place = places[mask] {
      terms[place].angle += angle
    } else {
      places[mask] = terms.count
      terms.append(PhaseTerm(mask: mask, angle: angle))
    }
  }
}
