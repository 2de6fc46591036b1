internal import Circuits

extension Stage {
  /// Where a turn gets its numbers from, once phases stand apart from it.
  enum RealTurn: Sendable {
    /// $e^{-i s \theta Y}$, where θ is the angle with a number.
    case angle(slot: Int, scale: Double)
    /// A turn by a half angle.
    case half(Double)
    /// Any real matrix.
    case fixed(TwoByTwo)
  }

  /// Stages in which turns are real, as far as that is cheaper.
  enum Simple: Sendable {
    case realTurns([(bit: Int, turn: RealTurn)])
    case turn(bit: Int, TurnRun)
    case phases(PhaseTerms)
    case moves(BitMap)
    case pair(Int, Int, [PlannedGate])
    case gate(PlannedGate)
  }

  /// A list of stages whose turns are real where that is cheaper: a real turn takes a quarter of the
  /// operations, and the phases before and after it are those of one step for all qubits.
  static func simplified(_ stages: [Stage]) -> [Simple] {
    var simple: [Simple] = []
    func add(_ terms: PhaseTerms) {
      if terms.isEmpty { return }
      if case .phases(var last)? = simple.last {
        last.add(terms)
        simple[simple.count - 1] = .phases(last)
      } else {
        simple.append(.phases(terms))
      }
    }
    for stage in stages {
      switch stage.kind {
      case .turns(let runs):
        let split = SplitTurns(runs)
        add(split.before)
        if !split.real.isEmpty { simple.append(.realTurns(split.real)) }
        for (bit, run) in split.whole { simple.append(.turn(bit: bit, run)) }
        add(split.after)
      case .phases(let terms): add(terms)
      case .moves(let map): simple.append(.moves(map))
      case .pair(let a, let b, let gates): simple.append(.pair(a, b, gates))
      case .gate(let gate): simple.append(.gate(gate))
      }
    }
    return simple
  }
}

/// Turns of several bits, taken apart into phases and real turns.
private struct SplitTurns {
  var before = PhaseTerms()
  var real: [(bit: Int, turn: Stage.RealTurn)] = []
  /// Turns that stay as they are.
  var whole: [(bit: Int, run: TurnRun)] = []
  var after = PhaseTerms()

  /// So many turns with phases are no more trouble one by one.
  private static let fewest = 3

  init(_ runs: [Int: TurnRun]) {
    let sorted = runs.sorted { $0.key < $1.key }
    let complex = sorted.count { !$0.value.isReal }
    for (bit, run) in sorted {
      if complex < SplitTurns.fewest && !run.isReal || !split(run, bit) { whole.append((bit, run)) }
    }
  }

  private mutating func split(_ run: TurnRun, _ bit: Int) -> Bool {
    if let matrix = run.fixedMatrix {
      if matrix.isReal {
        real.append((bit, .fixed(matrix)))
      } else {
        let angles = matrix.eulerAngles
        before.addFixed(angles.first, bit: bit)
        real.append((bit, .half(angles.half)))
        after.addFixed(angles.last, bit: bit)
        after.constant.append(PhaseTerms.Source(slot: nil, scale: angles.phase))
      }
      return true
    }
    // Phases about one turn, in this order or with none of them.
    var (turns, last) = (run.turns, [PhaseTerms.Source]())
    if case .phase(let sources)? = turns.last {
      last = sources
      turns.removeLast()
    }
    guard turns.count == 1, case .about(let pauli, let slot, let scale) = turns[0], pauli != .z
    else {
      return false
    }
    if pauli == .x {
      // X is Y between quarter turns about Z.
      before.addFixed(.pi / 2, bit: bit)
      after.addFixed(-.pi / 2, bit: bit)
    }
    real.append((bit, .angle(slot: slot, scale: scale)))
    if !last.isEmpty { after.single[bit, default: []] += last }
    return true
  }
}

extension PhaseTerms {
  /// Whether no phase is turned.
  fileprivate var isEmpty: Bool { constant.isEmpty && single.isEmpty && pairs.isEmpty }

  fileprivate mutating func addFixed(_ phase: Double, bit: Int) {
    if phase != 0 { single[bit, default: []].append(Source(slot: nil, scale: phase)) }
  }
}
