internal import Circuits
internal import Numerics

/// A gate with what is known of it before its angles are.
struct PlannedGate: Sendable {
  /// What a gate does, as far as plans make use of it.
  enum Form: Sendable {
    /// It turns one qubit.
    case turn(Turn)
    /// It turns phases.
    case phases(PhaseTerms)
    /// It moves basis states.
    case moves(BitMap)
    /// It does something else.
    case other
  }

  let gate: Gate
  /// Its qubits; within a pass, the bits of an index of the block.
  let qubits: [Int]
  /// The numbers of its angles.
  let slots: Range<Int>
  /// Its angles, if no symbol stands in them.
  let fixed: [Double]?
  let form: Form

  /// The qubits it acts on.
  var mask: Int { qubits.reduce(0) { $0 | 1 << $1 } }

  /// The qubits it acts on as a factor for each of their values.
  var diagonalMask: Int {
    switch form {
    case .turn: return 0
    case .phases: return mask
    case .moves(let map):
      let changed = map.changed
      return qubits.enumerated().reduce(0) { sum, entry in
        // A bit keeps its value if nothing is added to it.
        changed >> entry.offset & 1 == 0 ? sum | 1 << entry.element : sum
      }
    case .other:
      switch gate.action {
      case .controlled(_, let states): return qubits.prefix(states.count).reduce(0) { $0 | 1 << $1 }
      case .pauliRotation(let string): return mask & ~PauliMasks(string, on: qubits).flips
      default: return 0
      }
    }
  }

  /// The qubits of which a block of the state has to hold both values.
  var localMask: Int {
    if case .other = form, case .controlled = gate.action { return mask & ~diagonalMask }
    if case .other = form { return mask }
    return mask & ~diagonalMask
  }
}

/// The gates of a circuit, one after the other, each in the form that is cheapest to simulate.
struct GateList {
  private(set) var gates: [PlannedGate] = []
  private let slot: (Symbol) -> Int

  init(slot: @escaping (Symbol) -> Int) { self.slot = slot }

  /// Appends a gate, or what it is made of.
  mutating func append(_ gate: Gate, _ angles: [Angle], on qubits: [Int], _ table: inout AngleTable)
  {
    if mustBeExpanded(gate, angles), let parts = gate.expanded(angles) {
      for part in parts.operations {
        guard case .gate(let inner, let angles) = part.action else { continue }
        append(inner, angles, on: part.qubits.map { qubits[$0] }, &table)
      }
      return
    }
    let fixed = angles.allSatisfy(\.isConstant) ? angles.map(\.constant) : nil
    let first = table.count
    for angle in angles { _ = table.add(angle, slot: slot) }
    let slots = first..<table.count
    let form = form(of: gate, fixed: fixed, slots: slots, on: qubits)
    gates.append(PlannedGate(gate: gate, qubits: qubits, slots: slots, fixed: fixed, form: form))
  }

  /// Whether the parts of a gate are simpler than the gate.
  private func mustBeExpanded(_ gate: Gate, _ angles: [Angle]) -> Bool {
    if case .circuit = gate.base.action { return true }
    let isOpen = angles.contains { !$0.isConstant }
    return isOpen && gate.qubitCount == 1 && gate.generators == nil
  }

  private func form(
    of gate: Gate, fixed: [Double]?, slots: Range<Int>, on qubits: [Int]
  ) -> PlannedGate.Form {
    if gate.structure.contains(.diagonal),
      let phases = PhaseTerms(gate, fixed: fixed, slots: slots, on: qubits)
    {
      return .phases(phases)
    }
    if let places = gate.permutation, let map = BitMap(places) { return .moves(map) }
    guard gate.qubitCount == 1 else { return .other }
    if let fixed { return .turn(.fixed(TwoByTwo(gate.smallMatrix(fixed)))) }
    // A turn about one axis without a phase of its own.
    if let generator = gate.generators?.first, slots.count == 1, generator.terms.count == 1,
      let factor = generator.terms[0].string.factors.first
    {
      return .turn(
        .about(factor.pauli, slot: slots.lowerBound, scale: generator.terms[0].coefficient))
    }
    return .turn(.computed(gate, slots: slots))
  }
}
