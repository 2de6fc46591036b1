internal import Circuits

/// Takes a circuit apart into runs of gates and what stands between them.
struct Planner {
  private let qubitCount: Int
  private var parts: [Plan.Part] = []
  private var list: GateList
  private var table = AngleTable()
  private let slot: (Symbol) -> Int

  init(qubitCount: Int, slot: @escaping (Symbol) -> Int) {
    (self.qubitCount, self.slot) = (qubitCount, slot)
    list = GateList(slot: slot)
  }

  /// Adds operations, on the qubits and bits of the whole circuit.
  mutating func add(_ operations: [Operation]) {
    for operation in operations {
      guard let condition = operation.condition else {
        add(operation)
        continue
      }
      flush()
      let place = parts.count
      add(operation)
      flush()
      parts.insert(.skip(unless: condition, parts: parts.count - place), at: place)
    }
  }

  private mutating func add(_ operation: Operation) {
    switch operation.action {
    case .gate(let gate, let angles): list.append(gate, angles, on: operation.qubits, &table)
    case .measure(let bit):
      flush()
      parts.append(.measure(operation.qubits[0], into: bit))
    case .reset:
      flush()
      parts.append(.reset(operation.qubits[0]))
    case .barrier: break
    case .block(let circuit, _, let bits):
      var whole = Circuit(qubits: (operation.qubits.max() ?? -1) + 1, bits: (bits.max() ?? -1) + 1)
      whole.append(circuit, on: operation.qubits, bits: bits)
      add(whole.operations)
    }
  }

  mutating func finished() -> (parts: [Plan.Part], angles: AngleTable) {
    flush()
    return (parts, table)
  }

  private mutating func flush() {
    if list.gates.isEmpty { return }
    parts.append(.gates(GateRun(list.gates, qubitCount: qubitCount)))
    list = GateList(slot: slot)
  }
}

/// Gates without a measurement between them, and the programs made of them.
final class GateRun: @unchecked Sendable {
  let gates: [PlannedGate]
  private let qubitCount: Int
  private let lock = Lock()
  private var doubleProgram: Program<Double>?
  private var floatProgram: Program<Float>?

  init(_ gates: [PlannedGate], qubitCount: Int) {
    (self.gates, self.qubitCount) = (gates, qubitCount)
  }

  /// The passes in which a state of such numbers is walked over.
  func passes<Scalar: AmplitudeScalar>(for scalar: Scalar.Type) -> [Pass] {
    let shape = BlockShape<Scalar>(qubits: qubitCount)
    let planner = PassPlanner(
      qubitCount: qubitCount, blockBits: shape.blockBits, lowBits: shape.lowBits)
    return planner.passes(gates)
  }

  /// The program, made at its first use.
  var double: Program<Double> {
    lock.lock()
    defer { lock.unlock() }
    if let doubleProgram { return doubleProgram }
    let program = Program<Double>(passes(for: Double.self), qubitCount: qubitCount)
    doubleProgram = program
    return program
  }

  /// The program in single precision, made at its first use.
  var float: Program<Float> {
    lock.lock()
    defer { lock.unlock() }
    if let floatProgram { return floatProgram }
    let program = Program<Float>(passes(for: Float.self), qubitCount: qubitCount)
    floatProgram = program
    return program
  }
}

/// How large the blocks of a state are.
struct BlockShape<Scalar: AmplitudeScalar> {
  /// How many qubits have both values within a block.
  let blockBits: Int
  /// How many of the lowest qubits always have.
  let lowBits: Int

  /// A state of so many qubits that is no larger than the cache is one block.
  private static var wholeBits: Int { 13 }

  init(qubits: Int) {
    // Runs of 256 bytes.
    lowBits = Scalar.laneBits + 2
    if qubits <= Self.wholeBits + Scalar.laneBits - 2 {
      blockBits = qubits
    } else {
      // Two passes reach all qubits, as long as blocks fit into the second cache.
      let most = 12 + Scalar.laneBits
      blockBits = min(most, max(12, (qubits + lowBits + 1) / 2))
    }
  }
}
