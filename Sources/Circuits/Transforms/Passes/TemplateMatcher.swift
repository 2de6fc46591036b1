/// Looks for patterns at the end of a circuit while it grows.
struct TemplateMatcher {
  private var ledger: Ledger
  private let templates: [Gate: [CircuitTemplate]]
  private var phase = Angle.zero

  init(_ templates: [CircuitTemplate], qubits: Int) {
    ledger = Ledger(qubits: qubits)
    // Longer patterns first, as they save more.
    let sorted = templates.sorted {
      $0.pattern.operations.count > $1.pattern.operations.count
    }
    self.templates = Dictionary(grouping: sorted.filter { $0.pattern.operations.last?.gate != nil })
    {
      $0.pattern.operations.last?.gate ?? .id
    }
  }

  var operations: [Operation] {
    phase == 0 ? ledger.operations : ledger.operations + [Operation(.globalPhase, [phase], on: [])]
  }

  /// Takes operations in, and rewrites what a pattern then ends with.
  mutating func take(_ operations: [Operation]) {
    // A list, and no recursion: what replaces a pattern may end another one.
    var waiting = Array(operations.reversed())
    while let operation = waiting.popLast() {
      if operation.qubits.isEmpty, operation.condition == nil, operation.gate == .globalPhase {
        phase += operation.angles[0]
        continue
      }
      ledger.append(ledger.entry(operation))
      if let replacement = rewriteEnd() { waiting += replacement.reversed() }
    }
  }

  /// Takes the operations of a pattern out, and says what is to be written for them.
  private mutating func rewriteEnd() -> [Operation]? {
    let last = ledger.entries.count - 1
    guard let entry = ledger.entries[last], entry.facts != nil, let gate = entry.operation.gate,
      let candidates = templates[gate]
    else { return nil }
    for template in candidates {
      for order in orders(of: entry) {
        var match = Match(template.pattern)
        guard match.matches(last, qubits: order, in: ledger) else { continue }
        for place in match.places { ledger.remove(place) }
        return template.replacement.operations.map { operation in
          operation.moved(qubits: { match.qubits[$0] ?? $0 })
            .mapAngles { angle in angle.substituting { match.angles[$0] } }
        }
      }
    }
    return nil
  }

  /// The orders in which the qubits of a gate may be read.
  private func orders(of entry: Ledger.Entry) -> [[Int]] {
    let qubits = entry.operation.qubits
    let isEven = qubits.count == 2 && entry.facts?.classes == [0, 0]
    return isEven ? [qubits, qubits.reversed()] : [qubits]
  }
}

/// A pattern laid over the end of a circuit.
private struct Match {
  private let pattern: Circuit
  /// The qubit of the circuit for each of the pattern's.
  private(set) var qubits: [Int?]
  private(set) var angles: [Symbol: Angle] = [:]
  private(set) var places: [Int] = []
  /// How many operations of each qubit belong to the pattern so far.
  private var taken: [Int: Int] = [:]

  init(_ pattern: Circuit) {
    self.pattern = pattern
    qubits = Array(repeating: nil, count: pattern.qubitCount)
  }

  /// Whether the pattern ends with an operation, whose qubits are read in an order.
  mutating func matches(_ last: Int, qubits order: [Int], in ledger: Ledger) -> Bool {
    let steps = pattern.operations.reversed()
    guard let first = steps.first, lay(first, over: last, order, ledger) else { return false }
    for step in steps.dropFirst() {
      guard let place = place(of: step, ledger), let entry = ledger.entries[place],
        entry.facts != nil, entry.operation.gate == step.gate
      else { return false }
      let found = entry.operation.qubits
      let isEven = found.count == 2 && entry.facts?.classes == [0, 0]
      guard
        lay(step, over: place, found, ledger)
          || (isEven && lay(step, over: place, found.reversed(), ledger))
      else { return false }
    }
    return true
  }

  /// The last operation on a qubit of a step that is not in the pattern yet.
  private func place(of step: Operation, _ ledger: Ledger) -> Int? {
    for qubit in step.qubits {
      guard let known = qubits[qubit] else { continue }
      let wire = ledger.wires[known]
      let index = wire.count - 1 - taken[known, default: 0]
      return index >= 0 ? wire[index] : nil
    }
    return nil
  }

  private mutating func lay(
    _ step: Operation, over place: Int, _ found: [Int], _ ledger: Ledger
  ) -> Bool {
    guard let operation = ledger.entries[place]?.operation else { return false }
    var laid = qubits
    for (mine, theirs) in zip(step.qubits, found) {
      if let known = laid[mine] {
        if known != theirs { return false }
      } else {
        if laid.contains(theirs) { return false }
        laid[mine] = theirs
      }
      let wire = ledger.wires[theirs]
      let index = wire.count - 1 - taken[theirs, default: 0]
      guard index >= 0, wire[index] == place else { return false }
    }
    guard bind(step.angles, to: operation.angles) else { return false }
    qubits = laid
    for qubit in found { taken[qubit, default: 0] += 1 }
    places.append(place)
    return true
  }

  private mutating func bind(_ formals: [Angle], to angles: [Angle]) -> Bool {
    for (formal, angle) in zip(formals, angles) {
      guard let symbol = formal.symbols.first else {
        if formal != angle { return false }
        continue
      }
      if let known = self.angles[symbol], known != angle { return false }
      self.angles[symbol] = angle
    }
    return true
  }
}

extension Circuit {
  /// The circuit with patterns replaced by what a table says.
  func rewriting(_ templates: [CircuitTemplate]) -> Circuit {
    var matcher = TemplateMatcher(templates, qubits: qubitCount)
    matcher.take(operations)
    return with(matcher.operations).gatheringPhase()
  }
}
