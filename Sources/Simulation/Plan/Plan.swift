public import Circuits
internal import Numerics

/// How a circuit is simulated: its gates joined into fewer steps, made once for all values of its weights
/// and features.
///
/// ```swift
/// let plan = try Plan(circuit)
/// print(plan.description)                       // 30 gates in 12 steps …
/// ```
public struct Plan: Sendable {
  /// The circuit, without flaws.
  public let circuit: Circuit
  /// What is done to the state, in order.
  let steps: [Step]
  /// The angles of all gates.
  let angles: AngleTable
  /// The symbols, in the order of their values: features first.
  let symbols: [Symbol]

  /// Gates that are done at once.
  struct Step: Sendable {
    /// What the gates are together.
    enum Kind: Hashable, Sendable {
      /// Gates of one qubit, multiplied into one matrix.
      case oneQubit
      /// Factors, multiplied into one table.
      case diagonal
      /// A gate as it is.
      case single
      /// A qubit is measured into a bit.
      case measure(into: Int)
      /// A qubit is put into the state 0.
      case reset
      /// The next steps are left out unless a condition holds.
      case skip(unless: Condition, steps: Int)
    }

    let kind: Kind
    let qubits: [Int]
    var gates: [PlannedGate] = []

    /// Whether what comes out depends on chance or on bits.
    var isDynamic: Bool {
      switch kind {
      case .oneQubit, .diagonal, .single: false
      case .measure, .reset, .skip: true
      }
    }
  }

  /// A gate with the numbers of its angles.
  struct PlannedGate: Sendable {
    let gate: Gate
    let qubits: [Int]
    let angles: Range<Int>
  }

  /// Plans a circuit.
  ///
  /// - Throws: ``CircuitError/flawed(_:flaws:)`` for a circuit with flaws.
  /// - Complexity: O(*k*) in the number of gates.
  public init(_ circuit: Circuit) throws(CircuitError) {
    self.circuit = try circuit.checked()
    symbols = circuit.symbols
    let places = Dictionary(uniqueKeysWithValues: symbols.enumerated().map { ($1, $0) })
    var table = AngleTable()
    var planner = Planner()
    planner.add(self.circuit.operations, to: &table) { places[$0] ?? 0 }
    steps = planner.finished()
    angles = table
  }

  /// Whether the circuit is a sequence of gates, so that its state is one vector.
  var isUnitary: Bool { steps.allSatisfy { !$0.isDynamic } }
}

extension Plan: CustomStringConvertible {
  /// How many gates became how many steps, and of which kinds.
  public var description: String {
    let gates = steps.reduce(0) { $0 + $1.gates.count }
    func count(_ kind: Step.Kind) -> Int { steps.count { $0.kind == kind } }
    let dynamic = steps.count(where: \.isDynamic)
    let parts = [
      ("of one qubit", count(.oneQubit)), ("diagonal", count(.diagonal)),
      ("as they are", count(.single)), ("measured or conditional", dynamic),
    ].filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }
    return
      "\(gates) gates on \(circuit.qubitCount) qubits in \(steps.count) passes over the state: "
      + (parts.isEmpty ? "none" : parts.joined(separator: ", "))
  }
}

/// Joins gates while they come.
private struct Planner {
  /// Tables of more factors than this are made no larger.
  private static let widestDiagonal = 6

  private var steps: [Plan.Step] = []
  /// Gates of one qubit that wait for others on theirs.
  private var waiting: [Int: [Plan.PlannedGate]] = [:]
  /// Diagonal gates that wait for others.
  private var diagonal: (qubits: [Int], gates: [Plan.PlannedGate]) = ([], [])

  mutating func add(_ gate: Plan.PlannedGate) {
    if gate.qubits.count == 1 {
      let qubit = gate.qubits[0]
      if diagonal.qubits.contains(qubit) {
        // A diagonal gate joins the others; anything else ends them.
        if gate.gate.structure.contains(.diagonal) { return diagonal.gates.append(gate) }
        flushDiagonal()
      }
      return waiting[qubit, default: []].append(gate)
    }
    if gate.gate.structure.contains(.diagonal), gate.qubits.count <= Planner.widestDiagonal {
      for qubit in gate.qubits { flush(qubit) }
      let joined = diagonal.qubits + gate.qubits.filter { !diagonal.qubits.contains($0) }
      if joined.count > Planner.widestDiagonal { flushDiagonal() }
      diagonal.qubits += gate.qubits.filter { !diagonal.qubits.contains($0) }
      return diagonal.gates.append(gate)
    }
    if gate.qubits.contains(where: diagonal.qubits.contains) { flushDiagonal() }
    for qubit in gate.qubits { flush(qubit) }
    steps.append(
      Plan.Step(kind: .single, qubits: gate.qubits, gates: [gate]))
  }

  /// Adds operations, on the qubits and bits of the whole circuit.
  mutating func add(
    _ operations: [Operation], to table: inout AngleTable, slot: (Symbol) -> Int
  ) {
    for operation in operations {
      guard let condition = operation.condition else {
        add(operation, to: &table, slot: slot)
        continue
      }
      flushAll()
      let place = steps.count
      add(operation, to: &table, slot: slot)
      flushAll()
      steps.insert(
        Plan.Step(kind: .skip(unless: condition, steps: steps.count - place), qubits: []),
        at: place)
    }
  }

  private mutating func add(
    _ operation: Operation, to table: inout AngleTable, slot: (Symbol) -> Int
  ) {
    switch operation.action {
    case .gate(let gate, let angles):
      let first = table.count
      for angle in angles { _ = table.add(angle, slot: slot) }
      add(
        Plan.PlannedGate(gate: gate, qubits: operation.qubits, angles: first..<table.count))
    case .measure(let bit):
      flushAll()
      steps.append(Plan.Step(kind: .measure(into: bit), qubits: operation.qubits))
    case .reset:
      flushAll()
      steps.append(Plan.Step(kind: .reset, qubits: operation.qubits))
    case .barrier: break
    case .block(let circuit, _, let bits):
      var whole = Circuit(qubits: (operation.qubits.max() ?? 0) + 1, bits: (bits.max() ?? -1) + 1)
      whole.append(circuit, on: operation.qubits, bits: bits)
      add(whole.operations, to: &table, slot: slot)
    }
  }

  mutating func finished() -> [Plan.Step] {
    flushAll()
    return steps
  }

  private mutating func flushAll() {
    flushDiagonal()
    for qubit in waiting.keys.sorted() { flush(qubit) }
  }

  private mutating func flush(_ qubit: Int) {
    guard let gates = waiting.removeValue(forKey: qubit) else { return }
    if diagonal.qubits.contains(qubit) { flushDiagonal() }
    steps.append(Plan.Step(kind: .oneQubit, qubits: [qubit], gates: gates))
  }

  private mutating func flushDiagonal() {
    guard !diagonal.gates.isEmpty else { return }
    steps.append(
      Plan.Step(kind: .diagonal, qubits: diagonal.qubits, gates: diagonal.gates))
    diagonal = ([], [])
  }
}
