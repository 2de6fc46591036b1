/// Neighbours that undo one another, or are one gate.
extension Circuit {
  /// The circuit without gates that come to nothing, and with turns about the same axis as one.
  ///
  /// A gate looks back through what acts on other qubits and what it commutes with, at most 48 gates on
  /// a qubit.
  ///
  /// - Complexity: O(*k*) in the number of operations.
  func mergingTurns() -> Circuit { simplifyingNeighbours { $0.merge($1) } }

  /// The circuit without pairs of gates of which one undoes the other.
  func cancellingInverses() -> Circuit { simplifyingNeighbours { $0.cancel($1) } }

  /// The circuit without gates that do nothing, as turns by 0.
  func droppingIdentities() -> Circuit { simplifyingNeighbours { $0.takeUnlessNothing($1) } }

  private func simplifyingNeighbours(_ step: (inout Neighbours, Operation) -> Void) -> Circuit {
    var neighbours = Neighbours(qubits: qubitCount)
    for operation in operations { step(&neighbours, operation) }
    return with(neighbours.operations).gatheringPhase()
  }
}

/// Looks for a partner of each operation among those before it.
private struct Neighbours {
  private var ledger: Ledger
  private var phase = Angle.zero

  init(qubits: Int) { ledger = Ledger(qubits: qubits) }

  var operations: [Operation] {
    phase == 0 ? ledger.operations : ledger.operations + [Operation(.globalPhase, [phase], on: [])]
  }

  /// Takes an operation in, unless it undoes one before it.
  mutating func cancel(_ operation: Operation) {
    let entry = ledger.entry(operation)
    if let place = partner(of: entry, where: { undoes($0, entry) }) {
      ledger.remove(place)
    } else {
      ledger.append(entry)
    }
  }

  /// Takes an operation in that does something.
  mutating func takeUnlessNothing(_ operation: Operation) {
    let entry = ledger.entry(operation)
    if let facts = entry.facts, let lost = phaseOfNothing(operation, facts) {
      phase += Angle(lost)
    } else {
      ledger.append(entry)
    }
  }

  /// Takes an operation in, as a part of one before it where the two are one.
  mutating func merge(_ operation: Operation) {
    let entry = ledger.entry(operation)
    if let facts = entry.facts, let lost = phaseOfNothing(operation, facts) {
      phase += Angle(lost)
    } else if let place = partner(of: entry, where: { adds($0, entry) || undoes($0, entry) }) {
      join(entry, at: place)
    } else {
      ledger.append(entry)
    }
  }

  private mutating func join(_ entry: Ledger.Entry, at place: Int) {
    guard let facts = entry.facts, facts.addsAngles, let old = ledger.entries[place]?.operation,
      case .gate(let gate, let angles) = old.action
    else { return ledger.remove(place) }
    let sums = zip(angles, entry.operation.angles).map { Neighbours.sum($0, $1) }
    let joined = Operation(gate, sums, on: old.qubits)
    if let lost = phaseOfNothing(joined, facts) {
      phase += Angle(lost)
      ledger.remove(place)
    } else {
      ledger.replace(place, by: joined)
    }
  }

  /// The sum, without what is left of a difference by rounding.
  private static func sum(_ a: Angle, _ b: Angle) -> Angle {
    let sum = a + b
    guard sum.isConstant else { return sum }
    let size = max(abs(a.constant), abs(b.constant))
    return abs(sum.constant) <= 4e-16 * size ? 0 : sum
  }

  /// The place of an operation that fits and can be brought beside another one.
  private func partner(
    of entry: Ledger.Entry, where fits: (Ledger.Entry) -> Bool
  ) -> Int? {
    guard entry.facts != nil, let first = entry.operation.qubits.first else { return nil }
    let place = ledger.lastPlace(on: first, past: entry) { fits($1) }
    guard let place else { return nil }
    for qubit in entry.operation.qubits.dropFirst() {
      let same = ledger.lastPlace(on: qubit, past: entry) { other, _ in other == place }
      if same == nil { return nil }
    }
    return place
  }

  /// Whether the two are one gate whose angles are the sums.
  private func adds(_ old: Ledger.Entry, _ new: Ledger.Entry) -> Bool {
    guard let facts = new.facts, facts.addsAngles, let gate = new.operation.gate,
      let other = old.operation.gate, old.facts != nil
    else { return false }
    return (gate === other || gate == other) && Ledger.coincide(old, new)
  }

  private func undoes(_ old: Ledger.Entry, _ new: Ledger.Entry) -> Bool {
    guard let facts = new.facts, let gate = new.operation.gate, let other = old.operation.gate,
      old.facts != nil, Ledger.coincide(old, new)
    else { return false }
    if let inverse = facts.inverse { return inverse === other || inverse == other }
    let (forth, back) = (new.operation.angles, old.operation.angles)
    let inverse = gate.inverse(forth)
    guard inverse.gate == other else { return false }
    // Rounding may make the angles of one inverse exact and not those of the other.
    return inverse.angles == back || other.inverse(back).angles == forth
  }

  /// The phase to which an operation comes that does nothing else; nothing for one that does.
  private func phaseOfNothing(_ operation: Operation, _ facts: GateFacts) -> Double? {
    guard case .gate(let gate, let angles) = operation.action else { return nil }
    if angles.isEmpty { return facts.phase }
    guard gate.qubitCount > 0, angles.allSatisfy({ $0.isConstant && $0.constant.isWholeTurn })
    else { return nil }
    if facts.addsAngles && angles.allSatisfy({ $0.constant == 0 }) { return 0 }
    guard gate.qubitCount <= 4, let matrix = SmallMatrix(gate, angles) else { return nil }
    return SmallMatrix.identity(matrix.size).phase(to: matrix, tolerance: 1e-13)
  }
}
