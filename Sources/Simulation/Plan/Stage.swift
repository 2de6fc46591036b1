internal import Circuits

/// Gates that are done at once, by one loop over a block of the state.
struct Stage: Sendable {
  /// What they are together.
  enum Kind: Sendable {
    /// Turns of single bits, at most one run of them for each.
    case turns([Int: TurnRun])
    /// Phases.
    case phases(PhaseTerms)
    /// Moves of basis states.
    case moves(BitMap)
    /// Gates on two bits, multiplied into one matrix.
    case pair(Int, Int, [PlannedGate])
    /// A gate as it is.
    case gate(PlannedGate)
  }

  var kind: Kind
  /// The bits it acts on.
  var mask: Int
  /// How many gates there are in it.
  var gateCount = 1
}

/// Puts gates together into stages, while they come.
///
/// A gate slides back over stages that commute with it to the first that it can join.
struct StageList {
  private(set) var stages: [Stage] = []
  private let bits: Int
  /// How far back a gate looks for others, so that the cost stays linear.
  private static let horizon = 24

  init(bits: Int) { self.bits = bits }

  mutating func append(_ gate: PlannedGate) {
    let mask = gate.mask
    var place = stages.count - 1
    let last = max(0, stages.count - StageList.horizon)
    // Phases of the bit alone, which a turn can take with it.
    var passed: [Int] = []
    while place >= last {
      if join(gate, mask, stage: place, taking: passed) { return }
      switch commutation(of: gate, mask, with: stages[place]) {
      case .none: return add(gate, mask)
      case .byTaking: passed.append(place)
      case .full: break
      }
      place -= 1
    }
    add(gate, mask)
  }

  private enum Commutation { case full, byTaking, none }

  private func commutation(
    of gate: PlannedGate, _ mask: Int, with stage: Stage
  ) -> Commutation {
    if stage.mask & mask == 0 { return .full }
    guard case .phases(let terms) = stage.kind else { return .none }
    if case .phases = gate.form { return .full }
    if mask & terms.mask & ~gate.diagonalMask == 0 { return .full }
    if case .turn = gate.form, terms.pairMask & mask == 0 { return .byTaking }
    return .none
  }

  /// Lets a gate join a stage, if it can.
  private mutating func join(
    _ gate: PlannedGate, _ mask: Int, stage place: Int, taking passed: [Int]
  ) -> Bool {
    switch (stages[place].kind, gate.form) {
    case (.turns(var runs), .turn(let turn)):
      let bit = gate.qubits[0]
      if runs[bit] == nil {
        guard passed.isEmpty else { return false }
        runs[bit] = TurnRun(turn)
      } else {
        for passed in passed.reversed() {
          if let phase = takePhase(of: bit, from: passed) { runs[bit]?.append(.phase(phase)) }
        }
        runs[bit]?.append(turn)
      }
      stages[place].kind = .turns(runs)
    case (.phases(var terms), .phases(let more)):
      terms.add(more)
      stages[place].kind = .phases(terms)
    case (.moves(var map), .moves(let next)):
      map.append(next, at: gate.qubits)
      stages[place].kind = .moves(map)
    case (.pair(let a, let b, let gates), _):
      guard passed.isEmpty, mask & ~(1 << a | 1 << b) == 0 else { return false }
      stages[place].kind = .pair(a, b, gates + [gate])
    default: return false
    }
    stages[place].mask |= mask
    stages[place].gateCount += 1
    return true
  }

  /// Takes the phase of a single bit out of a stage; what it has in common with all stays.
  private mutating func takePhase(of bit: Int, from place: Int) -> [PhaseTerms.Source]? {
    guard case .phases(var terms) = stages[place].kind else { return nil }
    let taken = terms.single.removeValue(forKey: bit)
    stages[place].kind = .phases(terms)
    stages[place].mask = terms.mask
    return taken
  }

  private mutating func add(_ gate: PlannedGate, _ mask: Int) {
    let kind: Stage.Kind =
      switch gate.form {
      case .turn(let turn): .turns([gate.qubits[0]: TurnRun(turn)])
      case .phases(let terms): .phases(terms)
      case .moves(let map):
        .moves(
          {
            var all = BitMap(bits: bits)
            all.append(map, at: gate.qubits)
            return all
          }())
      case .other:
        gate.qubits.count == 2 ? .pair(gate.qubits[0], gate.qubits[1], [gate]) : .gate(gate)
      }
    stages.append(Stage(kind: kind, mask: mask))
  }

  /// The stages, with pairs that are cheaper one by one taken apart, and without those that do nothing.
  func finished() -> [Stage] {
    stages.flatMap { stage -> [Stage] in
      switch stage.kind {
      case .pair(_, _, let gates):
        let cost = gates.reduce(0) { $0 + $1.costAlone }
        if gates.count > 1 && cost >= PlannedGate.pairCost { return [stage] }
        return gates.count == 1 && gates[0].isDense ? [stage] : StageList.apart(gates, bits: bits)
      case .moves(let map): return map.isIdentity ? [] : [stage]
      case .turns, .phases, .gate: return [stage]
      }
    }
  }

  private static func apart(_ gates: [PlannedGate], bits: Int) -> [Stage] {
    gates.flatMap { gate -> [Stage] in
      if case .other = gate.form {
        return [Stage(kind: .gate(gate), mask: gate.mask)]
      }
      var list = StageList(bits: bits)
      list.append(gate)
      return list.stages
    }
  }
}

extension PlannedGate {
  /// The operations for each vector of amplitudes that a matrix of four rows takes.
  fileprivate static let pairCost = 8

  /// The operations for each vector of amplitudes that the gate takes.
  fileprivate var costAlone: Int {
    switch form {
    case .turn: 3
    case .phases: 2
    case .moves: 3
    case .other: isDense ? PlannedGate.pairCost : 4
    }
  }

  /// Whether no form of the gate is cheaper than its matrix.
  fileprivate var isDense: Bool { gate.structure.contains(.dense) && gate.qubitCount == 2 }
}
