internal import Circuits

extension PauliProgram {
  /// The program without what no observable sees: steps that commute with the observables and with all
  /// that is kept behind them.
  func trimmed(for observables: [FramedObservable]) -> PauliProgram {
    var kept: [Step] = []
    for step in steps.reversed() {
      switch step {
      case .turn(let turn):
        let isSeen =
          !observables.allSatisfy { $0.commutes(with: turn) }
          || kept.contains { !PauliProgram.commutes(turn, $0) }
        if isSeen { kept.append(step) }
      case .phases(let terms):
        let seen = terms.filter { term in
          !observables.allSatisfy { $0.commutes(withPhase: term.mask) }
            || kept.contains { !PauliProgram.commutes(phase: term.mask, $0) }
        }
        if !seen.isEmpty { kept.append(.phases(seen)) }
      case .move, .dense: kept.append(step)
      }
    }
    var trimmed = self
    trimmed.steps = kept.reversed()
    return trimmed
  }

  private static func commutes(_ turn: PauliTurn, _ step: Step) -> Bool {
    switch step {
    case .turn(let other): turn.commutes(with: other)
    case .phases(let terms): terms.allSatisfy { !($0.mask & turn.flips).isOdd }
    case .move, .dense: false
    }
  }

  private static func commutes(phase mask: Int, _ step: Step) -> Bool {
    switch step {
    case .turn(let turn): !(turn.flips & mask).isOdd
    case .phases: true
    case .move, .dense: false
    }
  }
}
