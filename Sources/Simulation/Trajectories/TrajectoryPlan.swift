internal import Circuits
internal import Noise
internal import Numerics

/// A noisy circuit as gates and the places at which something can go wrong, made once for all values of
/// its angles.
struct TrajectoryPlan: Sendable {
  enum Step: Sendable {
    case gates(GateRun)
    case site(ChannelSite)
    case measure(Int, into: Int, misread: ReadoutError)
    case reset(Int)
    /// The next steps are left out unless a condition holds.
    case skip(unless: Condition, steps: Int)
  }

  /// Steps without measurements at which nothing going wrong changes nothing: where chance has it so, they
  /// are done at once.
  struct Calm: Sendable {
    /// How many steps there are.
    let count: Int
    /// How likely it is that nothing goes wrong.
    let survival: Double
    /// The gates of all.
    let gates: GateRun
  }

  let steps: [Step]
  let angles: AngleTable
  /// What begins at each step.
  let calm: [Int: Calm]
  let circuit: Circuit

  init(_ circuit: Circuit, noise: NoiseModel, slot: @escaping (Symbol) -> Int) {
    self.circuit = circuit
    var planner = TrajectoryPlanner(circuit, noise: noise, slot: slot)
    planner.finish()
    (steps, angles, calm) = (planner.steps, planner.angles, planner.calm)
  }
}

/// Takes a noisy circuit apart.
private struct TrajectoryPlanner {
  private(set) var steps: [TrajectoryPlan.Step] = []
  private(set) var angles = AngleTable()
  private(set) var calm: [Int: TrajectoryPlan.Calm] = [:]
  private let circuit: Circuit
  private let noise: NoiseModel
  private var waiting: GateList
  private let slot: (Symbol) -> Int
  /// The gates of the steps since the last that is none.
  private var stretch: [PlannedGate] = []
  private var stretchStart = 0
  private var survival = 1.0
  private var siteCount = 0

  /// Stretches of so many places are done at once or step by step.
  private static let stretchLength = 24

  init(_ circuit: Circuit, noise: NoiseModel, slot: @escaping (Symbol) -> Int) {
    (self.circuit, self.noise, self.slot) = (circuit, noise, slot)
    waiting = GateList(slot: slot)
  }

  mutating func finish() {
    add(circuit.operations)
    endStretch()
  }

  private mutating func add(_ operations: [Operation]) {
    for operation in operations {
      guard let condition = operation.condition else {
        add(operation)
        continue
      }
      endStretch()
      let place = steps.count
      // How many steps it leaves out is known when they are there.
      steps.append(.skip(unless: condition, steps: 0))
      stretchStart = steps.count
      add(operation)
      endStretch()
      steps[place] = .skip(unless: condition, steps: steps.count - place - 1)
    }
  }

  private mutating func add(_ operation: Operation) {
    let qubits = operation.qubits
    switch operation.action {
    case .gate(let gate, let angles):
      waiting.append(gate, angles, on: qubits, &self.angles)
      for (channel, places) in noise.channels(after: gate, on: qubits) {
        flush()
        let site = ChannelSite(channel, on: places)
        if !site.isCalm { endStretch() }
        steps.append(.site(site))
        survival *= site.calmProbability
        siteCount += 1
        if !site.isCalm { stretchStart = steps.count }
        if siteCount >= TrajectoryPlanner.stretchLength { endStretch() }
      }
    case .measure(let bit):
      endStretch()
      steps.append(.measure(qubits[0], into: bit, misread: noise.readout[qubits[0]]))
      stretchStart = steps.count
    case .reset:
      endStretch()
      steps.append(.reset(qubits[0]))
      stretchStart = steps.count
    case .barrier: break
    case .block(let circuit, _, let bits):
      var whole = Circuit(qubits: (qubits.max() ?? -1) + 1, bits: (bits.max() ?? -1) + 1)
      whole.append(circuit, on: qubits, bits: bits)
      add(whole.operations)
    }
  }

  /// Makes a step of the gates that wait.
  private mutating func flush() {
    if waiting.gates.isEmpty { return }
    steps.append(.gates(GateRun(waiting.gates, qubitCount: circuit.qubitCount)))
    stretch += waiting.gates
    waiting = GateList(slot: slot)
  }

  private mutating func endStretch() {
    flush()
    if siteCount > 1 {
      calm[stretchStart] = TrajectoryPlan.Calm(
        count: steps.count - stretchStart, survival: survival,
        gates: GateRun(stretch, qubitCount: circuit.qubitCount))
    }
    (stretch, survival, siteCount, stretchStart) = ([], 1, 0, steps.count)
  }
}

/// A place at which something can go wrong.
struct ChannelSite: Sendable {
  let qubits: [Int]
  /// What happens if nothing goes wrong, and then what can go wrong, each row after row.
  let operators: [[Complex<Double>]]
  /// The probability of each operator, where it is the same for all states.
  let fixedProbabilities: [Double]?
  /// Whether nothing going wrong leaves every state as it is.
  let isCalm: Bool

  /// The probability that nothing happens, if it is the same for all states, and 1 otherwise.
  var calmProbability: Double { isCalm ? fixedProbabilities?[0] ?? 1 : 1 }

  init(_ channel: Channel, on qubits: [Int]) {
    self.qubits = qubits
    let rows = 1 << channel.qubitCount
    func trace(_ matrix: [Complex<Double>]) -> Double {
      (0..<rows).reduce(.zero) { $0 + matrix[$1 * (rows + 1)] }.magnitude
    }
    operators = channel.kraus.map(\.elements).sorted { trace($0) > trace($1) }
    let weights = operators.map { ChannelSite.weight(of: $0, rows) }
    let known = weights.compactMap(\.self)
    fixedProbabilities = known.count == weights.count ? known : nil
    let first = operators[0]
    let isMultiple = (0..<rows * rows).allSatisfy { place in
      let expected = place % (rows + 1) == 0 ? first[0] : .zero
      return (first[place] - expected).magnitude < 1e-12
    }
    isCalm = isMultiple && fixedProbabilities != nil
  }

  /// The probability of an operator that is a multiple of a unitary matrix; nothing for others.
  private static func weight(of operation: [Complex<Double>], _ rows: Int) -> Double? {
    var weight: Double?
    for i in 0..<rows {
      for j in 0..<rows {
        let sum = (0..<rows).reduce(Complex<Double>.zero) {
          $0 + operation[$1 * rows + i].conjugate * operation[$1 * rows + j]
        }
        if i == 0 && j == 0 { weight = sum.real }
        let expected = i == j ? Complex(weight ?? 0) : .zero
        if (sum - expected).magnitude > 1e-12 { return nil }
      }
    }
    return weight
  }
}
