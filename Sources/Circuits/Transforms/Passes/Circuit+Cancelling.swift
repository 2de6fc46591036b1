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
    let inverse = undoing(entry)
    if let place = partner(of: entry, where: { undoes($0, entry, inverse) }) {
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
      return
    }
    let isSum = entry.facts?.addsAngles ?? false
    let inverse = isSum ? nil : undoing(entry)
    let place = partner(of: entry) { old in
      isSum ? adds(old, entry) : undoes(old, entry, inverse)
    }
    if let place { join(entry, at: place) } else { ledger.append(entry) }
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

  /// What undoes an operation.
  private typealias Undoing = (gate: Gate, angles: [Angle])

  private func undoing(_ entry: Ledger.Entry) -> Undoing? {
    guard let facts = entry.facts, case .gate(let gate, let angles) = entry.operation.action
    else { return nil }
    return facts.inverse.map { ($0, []) } ?? gate.inverse(angles)
  }

  private func undoes(_ old: Ledger.Entry, _ new: Ledger.Entry, _ inverse: Undoing?) -> Bool {
    guard let inverse, old.facts != nil, case .gate(let gate, let angles) = old.operation.action,
      inverse.gate === gate || inverse.gate == gate, Ledger.coincide(old, new)
    else { return false }
    if zip(inverse.angles, angles).allSatisfy({ $0.isSame(as: $1) }) { return true }
    // What undoes an inverse may be a whole turn away from what that undoes.
    guard zip(inverse.angles, angles).allSatisfy({ ($0.constant - $1.constant).isWholeTurn })
    else { return false }
    return zip(gate.inverse(angles).angles, new.operation.angles).allSatisfy { $0.isSame(as: $1) }
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

extension Angle {
  /// Whether the two are the same formula, whose numbers may differ by rounding.
  fileprivate func isSame(as other: Angle) -> Bool {
    let size = max(1, abs(constant), abs(other.constant))
    return abs(constant - other.constant) <= 1e-15 * size && terms == other.terms
  }
}
