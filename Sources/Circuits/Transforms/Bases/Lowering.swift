internal import Numerics

/// Takes gates apart until all that is left belongs to a basis.
struct Lowering {
  private let basis: GateBasis
  private let styles: [OneQubitStyle]
  private let words: FixedWords
  private let qubitCount: Int
  private let clean: Set<Int>
  private let borrows: Bool
  /// Whether gates of two qubits are written with the fewest CX.
  private let takesFewest: Bool
  private var controlledX: Circuit?
  private var output: [Operation] = []

  init(
    _ basis: GateBasis, qubits: Int, clean: Set<Int> = [], borrows: Bool = false,
    takesFewest: Bool = true
  ) {
    (self.basis, qubitCount, self.clean, self.borrows) = (basis, qubits, clean, borrows)
    styles = OneQubitStyle.styles(for: basis.gates)
    words = FixedWords(basis)
    self.takesFewest = takesFewest && styles.contains { $0.isGeneral }
    controlledX = basis.controlledX()
  }

  /// The operations that a gate is written with.
  mutating func operations(
    for gate: Gate, _ angles: [Angle], on qubits: [Int], if condition: Condition?
  ) throws(CircuitError) -> [Operation] {
    output = []
    try lower(gate, angles, qubits)
    guard let condition else { return output }
    return output.map { Operation($0.action, on: $0.qubits, if: condition) }
  }

  private mutating func lower(
    _ gate: Gate, _ angles: [Angle], _ qubits: [Int]
  ) throws(CircuitError) {
    if basis.contains(gate) {
      output.append(Operation(gate, angles, on: qubits))
    } else if gate.qubitCount == 0 {
      try lower(simpler(gate, angles, []))
    } else if gate.qubitCount == 1 {
      try lowerOneQubit(gate, angles, qubits)
    } else if gate == .cx {
      guard let controlledX else { throw failure(gate, angles, qubits, Self.noCoupler) }
      try lower(controlledX, on: qubits)
    } else {
      try lower(simpler(gate, angles, qubits))
    }
  }

  private mutating func lower(
    _ circuit: Circuit, on places: [Int]? = nil
  ) throws(CircuitError) {
    for operation in circuit.operations {
      guard case .gate(let gate, let angles) = operation.action else { continue }
      let qubits = operation.qubits
      try lower(gate, angles, places.map { places in qubits.map { places[$0] } } ?? qubits)
    }
  }

  private static let noCoupler = "add a gate that couples two qubits, as cx"

  private func failure(
    _ gate: Gate, _ angles: [Angle], _ qubits: [Int], _ advice: String
  ) -> CircuitError {
    .unfit(
      "decomposed(into: \(basis))", given: "\(Operation(gate, angles, on: qubits))", allowed: advice
    )
  }
}

extension Lowering {
  private mutating func lowerOneQubit(
    _ gate: Gate, _ angles: [Angle], _ qubits: [Int]
  ) throws(CircuitError) {
    guard let turns = EulerAngles.turns(of: gate, angles) else {
      throw failure(gate, angles, qubits, "its angles are open, and it says not what they turn")
    }
    for turn in turns {
      guard let text = text(for: turn) else {
        throw failure(
          gate, angles, qubits,
          "these gates do not make it exactly; add rz and h, or u3, which make any gate of one qubit"
        )
      }
      for step in text.steps { output.append(Operation(step.gate, step.angles, on: qubits)) }
      if text.phase != 0 { output.append(Operation(.globalPhase, [text.phase], on: [])) }
    }
  }

  /// The shortest way to write a gate of one qubit.
  private func text(for turn: EulerAngles) -> OneQubitStyle.Text? {
    var texts = styles.compactMap { $0.write(turn) }
    if turn.isConstant, let word = words.text(for: turn.matrix) { texts.insert(word, at: 0) }
    return texts.min { $0.steps.count < $1.steps.count }
  }
}

extension Lowering {
  /// A gate of none or of several qubits as a circuit of simpler ones, on all qubits.
  private func simpler(
    _ gate: Gate, _ angles: [Angle], _ qubits: [Int]
  ) throws(CircuitError) -> Circuit {
    var circuit = Circuit(qubits: qubitCount)
    if gate.qubitCount == 2, takesFewest, let pair = fewest(gate, angles) {
      circuit.append(pair, on: qubits)
      return circuit
    }
    if gate == .ccx {
      circuit.appendToffoli(qubits[0], qubits[1], qubits[2])
    } else if case .controlled(let base, let states) = gate.action {
      try circuit.appendControlled(base, angles, states, on: qubits, spare(besides: qubits))
    } else if let expanded = gate.expanded(angles) {
      circuit.append(expanded, on: qubits)
    } else if !(try circuit.appendElements(of: gate, angles, on: qubits, spare(besides: qubits))) {
      throw failure(gate, angles, qubits, "its angles are open, and it says not what they turn")
    }
    return circuit
  }

  /// The circuit with the fewest CX of a gate of two qubits, where that is fewer than by what the gate is
  /// made of.
  private func fewest(_ gate: Gate, _ angles: [Angle]) -> Circuit? {
    guard !gate.hasFewestByItself, let matrix = SmallMatrix(gate, angles) else { return nil }
    let parts = TwoQubitDecomposition(matrix)
    guard gate.isExpandable || gate.isControlled else { return parts.circuit }
    var plain = Lowering(.universal, qubits: 2, takesFewest: false)
    let made = try? plain.operations(for: gate, angles, on: [0, 1], if: nil)
    let count = made.map { $0.count { $0.qubits.count == 2 } } ?? .max
    return count <= parts.controlledXCount ? nil : parts.circuit
  }

  private func spare(besides used: [Int]) -> Spare {
    // Fewer controls need none.
    guard used.count >= 4 else { return Spare() }
    var spare = Spare(clean: clean.subtracting(used).sorted())
    guard borrows else { return spare }
    let taken = clean.union(used)
    for qubit in 0..<qubitCount where !taken.contains(qubit) {
      if spare.borrowed.count >= used.count { break }
      spare.borrowed.append(qubit)
    }
    return spare
  }
}

extension Gate {
  /// Whether it is a gate of one qubit under controls.
  fileprivate var hasFewestByItself: Bool {
    if case .controlled(let base, _) = action { return base.qubitCount <= 1 }
    return false
  }

  fileprivate var isControlled: Bool { !controlStates.isEmpty }
}

extension OneQubitStyle {
  /// Whether the style writes any gate.
  var isGeneral: Bool { write(EulerAngles(θ: 0.4, φ: 0.7, λ: 1.1)) != nil }
}
