public import Circuits
internal import Numerics

/// How a circuit is simulated: its gates joined into few steps, made once for all values of its weights
/// and features.
///
/// Turns of one qubit that follow one another become one matrix; ladders of CX and swaps, one map of the
/// bits of an index; phases, one table; gates on the same two qubits, one matrix where that is cheaper.
/// A state that does not fit into the cache is walked over in blocks that do, with as many gates at each
/// walk as a block can hold.
///
/// ```swift
/// let plan = try Plan(circuit)
/// print(plan)                                   // 440 gates on 22 qubits in 11 passes …
/// let state = try plan.state(weights: [0.1, 0.2])
/// ```
public struct Plan: Sendable {
  /// The circuit, without flaws.
  public let circuit: Circuit
  /// What is done to the state, in order.
  let parts: [Part]
  /// The angles of all gates.
  let angles: AngleTable
  /// The first operation that is no gate, for which there is no single state behind the circuit.
  let firstMeasurement: String?
  /// The symbols that are open.
  let symbols: [Symbol]
  private let weights: SymbolLayout
  private let features: SymbolLayout

  /// Gates up to the next measurement, or what is none.
  enum Part: Sendable {
    /// Gates.
    case gates(GateRun)
    /// A qubit is measured into a bit.
    case measure(Int, into: Int)
    /// A qubit is put into the state 0.
    case reset(Int)
    /// The next parts are left out unless a condition holds.
    case skip(unless: Condition, parts: Int)
  }

  /// Plans a circuit.
  ///
  /// - Throws: ``CircuitError/flawed(_:flaws:)`` for a circuit with flaws.
  /// - Complexity: O(*k*) in the number of gates.
  public init(_ circuit: Circuit) throws {
    self.circuit = try circuit.checked()
    guard circuit.qubitCount < 48 else {
      throw SimulationError.tooLarge(
        qubits: circuit.qubitCount, bytes: .max, free: AlignedMemory.freeBytes)
    }
    (weights, features) = (circuit.layout(of: .weight), circuit.layout(of: .feature))
    symbols = circuit.symbols
    firstMeasurement = circuit.operations.first { !$0.isUnitary }.map(\.description)
    var places: [Symbol: Int] = [:]
    for (symbol, place) in features.symbols { places[symbol] = place }
    for (symbol, place) in weights.symbols { places[symbol] = features.count + place }
    var planner = Planner(qubitCount: circuit.qubitCount) { places[$0] ?? 0 }
    planner.add(circuit.operations)
    (parts, angles) = planner.finished()
  }

  /// Whether the circuit is a sequence of gates, so that its state is one vector.
  var isUnitary: Bool { firstMeasurement == nil }

  /// The values of all angles for given weights and features.
  func angleValues(weights: [Double], features: [Double]) throws -> [Double] {
    guard weights.count == self.weights.count else {
      throw CircuitError.unfitValues(
        .weight, given: weights.count, needed: self.weights.groups.map(\.description))
    }
    guard features.count >= self.features.count else {
      throw CircuitError.unfitValues(
        .feature, given: features.count, needed: self.features.groups.map(\.description))
    }
    let own =
      self.features.count == 0 ? weights : Array(features.prefix(self.features.count)) + weights
    let values = angles.values(for: own)
    if let place = values.firstIndex(where: { !$0.isFinite }) {
      throw SimulationError.unfit(
        "angle \(place)", given: "\(values[place])", allowed: "angles have to be finite")
    }
    return values
  }
}

extension Plan: CustomStringConvertible {
  /// How many gates became how many steps, and how often the memory of a state is walked over.
  public var description: String {
    var (gates, passes, dynamic) = (0, 0, 0)
    var counts: [String: Int] = [:]
    for part in parts {
      guard case .gates(let run) = part else {
        dynamic += 1
        continue
      }
      gates += run.gates.count
      for pass in run.passes(for: Double.self) {
        passes += 1
        for stage in Stage.simplified(pass.stages) { counts[stage.word, default: 0] += 1 }
      }
    }
    let words = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.value) \($0.key)" }
    let rest = dynamic > 0 ? ["\(dynamic) measured, reset or conditional"] : []
    return
      "\(gates) gates on \(circuit.qubitCount) qubits in \(passes) passes over the state: "
      + ((words + rest).isEmpty ? "none" : (words + rest).joined(separator: ", "))
  }
}

extension Stage.Simple {
  /// What the stage is, for ``Plan/description``.
  fileprivate var word: String {
    switch self {
    case .realTurns: "layers of real turns"
    case .turn: "turns of one qubit"
    case .phases: "layers of phases"
    case .moves: "moves of basis states"
    case .pair: "matrices of two qubits"
    case .gate: "gates as they are"
    }
  }
}
