internal import Numerics

/// Gates of one qubit one after the other, with angles that are numbers.
struct OneQubitRun {
  var operations: [Operation] = []
  var matrix = SmallMatrix.identity(2)
}

extension Circuit {
  /// The circuit with runs of gates on one qubit written otherwise.
  ///
  /// - Parameter write: What a run is written with, or nothing to leave it.
  /// - Returns: A circuit that does the same.
  /// - Complexity: O(*k*) in the number of operations.
  func writingOneQubitRuns(_ write: (OneQubitRun) -> OneQubitStyle.Text?) -> Circuit {
    var written: [Operation] = []
    written.reserveCapacity(operations.count)
    var runs = [OneQubitRun](repeating: OneQubitRun(), count: qubitCount)
    func flush(_ qubit: Int) {
      let run = runs[qubit]
      if run.operations.isEmpty { return }
      runs[qubit] = OneQubitRun()
      guard let text = write(run) else { return written += run.operations }
      written += text.steps.map { Operation($0.gate, $0.angles, on: [qubit]) }
      if text.phase != 0 { written.append(Operation(.globalPhase, [text.phase], on: [])) }
    }
    for operation in operations {
      if operation.condition == nil, operation.qubits.count == 1,
        case .gate(let gate, let angles) = operation.action, let matrix = SmallMatrix(gate, angles)
      {
        let qubit = operation.qubits[0]
        runs[qubit].operations.append(operation)
        runs[qubit].matrix = matrix * runs[qubit].matrix
      } else {
        for qubit in operation.qubits { flush(qubit) }
        written.append(operation)
      }
    }
    for qubit in 0..<qubitCount { flush(qubit) }
    return with(written).gatheringPhase()
  }

  /// The circuit with runs of gates on one qubit as one gate each: one that has a name where there is
  /// one, and ``Gate/u3`` elsewhere.
  func fusingOneQubitRuns() -> Circuit {
    writingOneQubitRuns { run in
      let text = NamedGates.text(for: run.matrix)
      return text.steps.count < run.operations.count ? text : nil
    }
  }

  /// The circuit with gates of one qubit moved before those of several that they commute with, up to the
  /// next gate of one qubit.
  ///
  /// Turns about Z pass controls, and turns about X pass targets of CX.
  ///
  /// - Complexity: O(*k*) in the number of operations.
  func advancingOneQubitGates() -> Circuit {
    var ledger = Ledger(qubits: qubitCount)
    for operation in operations {
      let entry = ledger.entry(operation)
      guard entry.facts != nil, operation.qubits.count == 1 else {
        ledger.append(entry)
        continue
      }
      let qubit = operation.qubits[0]
      var host: Int?
      for place in ledger.wires[qubit].suffix(Ledger.reach).reversed() {
        guard let other = ledger.entries[place], other.operation.qubits.count > 1,
          Ledger.commute(other, entry)
        else { break }
        host = place
      }
      if let host {
        ledger.insert(entry, before: host, on: qubit)
      } else {
        ledger.append(entry)
      }
    }
    return with(ledger.operations)
  }
}

/// The gates of one qubit that have names.
enum NamedGates {
  private static let gates: [(gate: Gate, matrix: SmallMatrix)] = Gate.fixedGates.compactMap {
    gate in
    SmallMatrix(gate, []).map { (gate, $0) }
  }

  /// A gate as one with a name, a turn or ``Gate/u3``; no step for the identity.
  static func text(for matrix: SmallMatrix) -> OneQubitStyle.Text {
    for (gate, other) in gates {
      if let phase = other.phase(to: matrix, tolerance: 1e-13) {
        let steps: [OneQubitStyle.Step] = gate == .id ? [] : [(gate, [])]
        return OneQubitStyle.Text(steps: steps, phase: Angle(phase.snapped))
      }
    }
    let angles = EulerAngles(matrix)
    for turn in turns {
      if let text = turn.write(angles), text.steps.count <= 1 { return text }
    }
    return OneQubitStyle.Text(
      steps: [(.u3, [angles.θ, angles.φ, angles.λ])],
      phase: angles.phase - 0.5 * (angles.φ + angles.λ))
  }

  private static let turns = OneQubitStyle.styles(for: [.rz])
}
