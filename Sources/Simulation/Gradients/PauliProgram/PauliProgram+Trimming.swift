internal import Circuits

extension PauliProgram {
  /// The program without what no observable sees: steps that commute with the observables and with all
  /// that is kept behind them.
  func trimmed(for observables: [FramedObservable]) -> PauliProgram {
    var seeing = PauliSpan()
    for group in observables.flatMap(\.groups) {
      for term in group.terms { seeing.insert(flips: group.flips, phases: term.mask) }
    }
    var kept: [Step] = []
    /// Nothing is known to commute with a matrix, or where amplitudes change places.
    var seesAll = false
    for step in steps.reversed() {
      switch step {
      case .turn(let turn) where seesAll || seeing.sees(turn):
        seeing.insert(turn)
        kept.append(step)
      case .phases(let terms):
        let seen = terms.filter { seesAll || !seeing.commutes(withFlips: 0, phases: $0.mask) }
        for term in seen { seeing.insert(flips: 0, phases: term.mask) }
        if !seen.isEmpty { kept.append(.phases(seen)) }
      case .move, .dense:
        seesAll = true
        kept.append(step)
      case .turn: break
      }
    }
    var trimmed = self
    trimmed.steps = kept.reversed()
    return trimmed
  }
}

extension PauliSpan {
  /// Whether a turn does anything to what is spanned; what it does may depend on parities, too.
  fileprivate func sees(_ turn: PauliTurn) -> Bool {
    !commutes(withFlips: turn.flips, phases: turn.phases)
      || turn.conditions.contains { !commutes(withFlips: 0, phases: $0.mask) }
  }

  fileprivate mutating func insert(_ turn: PauliTurn) {
    insert(flips: turn.flips, phases: turn.phases)
    for condition in turn.conditions { insert(flips: 0, phases: condition.mask) }
  }
}
