extension Circuit {
  /// The circuit written with the gates of a basis.
  ///
  /// What the circuit does is the same, its phase included, and weights and features stay open. Gates that
  /// belong to the basis stay as they are; others are taken apart by what they are made of, or by the
  /// shortest known form where all their angles are numbers; then neighbours that are one gate become one.
  ///
  /// ```swift
  /// try circuit.decomposed(into: .rzSX)
  /// try circuit.decomposed(into: GateBasis([.h, .rz, .cz]))
  /// ```
  ///
  /// - Parameters:
  ///   - basis: The gates to write with.
  ///   - spare: The qubits that gates with many controls may use besides their own.
  /// - Returns: A circuit on the same qubits and bits.
  /// - Throws: ``CircuitError`` for a circuit with flaws, and for a gate that the basis does not make.
  /// - Complexity: O(*k*) for *k* gates of a few qubits; O(8ⁿ) for a matrix of *n* qubits.
  public func decomposed(
    into basis: GateBasis, spare: SpareQubits = .borrowed
  ) throws(CircuitError) -> Circuit {
    let circuit = try lowered(into: basis, spare: spare)
    return circuit.mergingTurns().writingOneQubitRuns { run in basis.shortText(for: run) }
      .mergingTurns()
  }

  /// The circuit with each gate taken apart by itself.
  func lowered(into basis: GateBasis, spare: SpareQubits) throws(CircuitError) -> Circuit {
    let circuit = try checked()
    var clean: Set<Int> = []
    if case .clean(let qubits) = spare {
      if let qubit = qubits.first(where: { !(0..<qubitCount ~= $0) }) {
        throw .unfit(
          "decomposed(into: \(basis))", given: "the clean qubit \(qubit)",
          allowed: "the circuit has \(qubitCount) qubits, from 0")
      }
      clean = Set(qubits)
    }
    var lowering = Lowering(basis, qubits: qubitCount, clean: clean, borrows: spare != .none)
    var lowered: [Operation] = []
    for operation in circuit.operations {
      switch operation.action {
      case .gate(let gate, let angles):
        lowered += try lowering.operations(
          for: gate, angles, on: operation.qubits, if: operation.condition)
      case .block(let inner, let label, let bits):
        var operation = operation
        let inside: SpareQubits = spare == .none ? .none : .borrowed
        operation.action = .block(
          try inner.decomposed(into: basis, spare: inside), label: label, bits: bits)
        lowered.append(operation)
      case .measure, .reset, .barrier: lowered.append(operation)
      }
    }
    return circuit.with(lowered).gatheringPhase()
  }
}

extension GateBasis {
  /// How a gate of one qubit is written, if its angles are numbers and that is shorter than it was.
  func shortText(for run: OneQubitRun) -> OneQubitStyle.Text? {
    let texts = OneQubitStyle.styles(for: gates).compactMap { $0.write(EulerAngles(run.matrix)) }
    guard let shortest = texts.min(by: { $0.steps.count < $1.steps.count }) else { return nil }
    let stays = run.operations.allSatisfy { $0.gate.map(contains) ?? false }
    return stays && shortest.steps.count >= run.operations.count ? nil : shortest
  }
}
