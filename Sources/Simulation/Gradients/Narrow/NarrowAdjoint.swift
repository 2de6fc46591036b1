internal import Circuits
internal import Numerics

/// The adjoint method on states in single precision: half the memory, and errors of about 10⁻⁶.
///
/// Gates stand in layers, so that all angles of a layer are asked for behind it and the layer is then undone
/// as a whole, by the same programs that run states.
struct NarrowAdjoint: Sendable {
  /// An angle, and what it turns on the qubits of the circuit.
  private struct Turn: Sendable {
    let slot: Int
    let terms: [(string: PauliMasks, coefficient: Double)]
  }

  private struct Layer: Sendable {
    let gates: GateRun
    let undone: GateRun
    let turns: [Turn]
  }

  private let qubitCount: Int
  private let layers: [Layer]
  private let angles: AngleTable
  private let observables: ObservableSet
  /// The first layer that has an angle; no derivative needs those before it.
  private let firstTurned: Int

  /// Writes a circuit as layers.
  ///
  /// - Parameters:
  ///   - circuit: A circuit of gates, without flaws.
  ///   - observables: Observables that fit onto it.
  ///   - slot: The place of a symbol in the list of values.
  /// - Throws: ``SimulationError/notSupported(_:by:instead:)`` for a gate whose angles have no generators.
  init(
    _ circuit: Circuit, measuring observables: [Observable], slot: @escaping (Symbol) -> Int
  ) throws {
    qubitCount = circuit.qubitCount
    self.observables = try ObservableSet(observables, qubits: qubitCount)
    var builder = LayerBuilder(slot: slot)
    for operation in circuit.operations {
      guard case .gate(let gate, let angles) = operation.action else { continue }
      try builder.add(gate, angles, on: operation.qubits)
    }
    builder.close()
    let qubits = qubitCount
    layers = builder.layers.map { layer in
      Layer(
        gates: GateRun(layer.gates, qubitCount: qubits),
        undone: GateRun(layer.undone, qubitCount: qubits), turns: layer.turns)
    }
    angles = builder.table
    firstTurned = layers.firstIndex { !$0.turns.isEmpty } ?? layers.count
  }

  /// The means for given values, features first.
  func values(_ numbers: [Double]) throws -> [Double] {
    try observables.means(of: state(angles.finiteValues(for: numbers)))
  }

  /// The means for given values, and for each observable the derivative by each value.
  func evaluate(_ numbers: [Double]) throws -> (values: [Double], gradients: [[Double]]) {
    let angles = try angles.finiteValues(for: numbers)
    let state = try state(angles)
    let places = Array(0..<qubitCount)
    let adjoints = try observables.observables.map { observable in
      let adjoint = try Amplitudes<Float>(qubits: qubitCount)
      adjoint.clear()
      for term in observable.terms {
        adjoint.add(term.coefficient, times: PauliMasks(term.string, on: places), of: state)
      }
      return adjoint
    }
    let values = observables.means(of: state)
    var slopes = adjoints.map { _ in [Double](repeating: 0, count: angles.count) }
    for layer in layers[firstTurned...].reversed() {
      for turn in layer.turns {
        for (place, adjoint) in adjoints.enumerated() {
          slopes[place][turn.slot] = turn.terms.reduce(0) {
            $0 + 2 * $1.coefficient * adjoint.crossing($1.string, with: state)
          }
        }
      }
      for vector in [state] + adjoints { layer.undone.float.run(angles, on: vector, isZero: false) }
    }
    let gradients = slopes.map { slopes in
      var gradient = [Double](repeating: 0, count: numbers.count)
      self.angles.addChain(slopes, at: numbers, to: &gradient)
      return gradient
    }
    return (values, gradients)
  }

  private func state(_ angles: [Double]) throws -> Amplitudes<Float> {
    let state = try Amplitudes<Float>(qubits: qubitCount)
    for (number, layer) in layers.enumerated() {
      layer.gates.float.run(angles, on: state, isZero: number == 0)
    }
    return state
  }

  /// Puts gates into layers: none stands behind an open gate of its layer on the same qubit.
  private struct LayerBuilder {
    private(set) var layers: [(gates: [PlannedGate], undone: [PlannedGate], turns: [Turn])] = []
    private(set) var table = AngleTable()
    private let slot: (Symbol) -> Int
    private var gates: GateList
    /// The gates that undo those of the layer, the last one first, as lists of their own.
    private var undone: [[PlannedGate]] = []
    private var turns: [Turn] = []
    private var turned: Set<Int> = []

    init(slot: @escaping (Symbol) -> Int) {
      self.slot = slot
      gates = GateList(slot: slot)
    }

    mutating func add(_ gate: Gate, _ angles: [Angle], on qubits: [Int]) throws {
      let isOpen = angles.contains { !$0.isConstant }
      if isOpen && gate.generators == nil {
        guard let parts = gate.expanded(angles) else {
          throw SimulationError.notSupported(
            "\(gate.name) with open angles", by: "the adjoint method",
            instead: "take the parameter-shift rule")
        }
        for operation in parts.operations {
          guard case .gate(let inner, let own) = operation.action else { continue }
          try add(inner, own, on: operation.qubits.map { qubits[$0] })
        }
        return
      }
      if !turned.isDisjoint(with: qubits) { close() }
      gates.append(gate, angles, on: qubits, &table)
      let inverse = gate.inverse(angles)
      var list = GateList(slot: slot)
      list.append(inverse.gate, inverse.angles, on: qubits, &table)
      undone.append(list.gates)
      guard isOpen else { return }
      turned.formUnion(qubits)
      for (angle, generator) in zip(angles, gate.generators ?? []) where !angle.isConstant {
        let terms = generator.terms.filter { $0.string != .identity }
        // The angle once more, so that its derivative has a place of its own.
        turns.append(
          Turn(
            slot: table.add(angle, slot: slot),
            terms: terms.map { (PauliMasks($0.string, on: qubits), $0.coefficient) }))
      }
    }

    mutating func close() {
      if gates.gates.isEmpty { return }
      layers.append((gates.gates, undone.reversed().flatMap(\.self), turns))
      (gates, undone, turns, turned) = (GateList(slot: slot), [], [], [])
    }
  }
}
