public import Circuits
internal import Numerics

/// Samples of a circuit on a chain of tensors, with measurements, resets and conditions on the way.
///
/// ```swift
/// let sampler = try MatrixProductSampler(circuit, largestBond: 32)
/// try sampler.sampled(shots: 1_000, seed: 7).counts
/// ```
///
/// Shots that have measured the same share a chain, and part where they measure different values. What is
/// measured last is drawn without projecting the state.
public struct MatrixProductSampler: Sendable {
  /// The circuit.
  public let circuit: Circuit
  private let program: DynamicChainProgram
  private let largestBond: Int
  private let cutoff: Double

  /// Prepares a circuit.
  ///
  /// - Parameters:
  ///   - circuit: A circuit whose weights and features are bound.
  ///   - largestBond: The most dimensions of a bond.
  ///   - cutoff: The share of the weight that may be cut off at one bond.
  /// - Throws: As ``MatrixProductState/init(_:largestBond:cutoff:)``, but for measurements.
  public init(_ circuit: Circuit, largestBond: Int = 64, cutoff: Double = 1e-14) throws {
    try MatrixProductState.check(largestBond, cutoff, qubits: circuit.qubitCount)
    self.circuit = circuit
    (self.largestBond, self.cutoff) = (largestBond, cutoff)
    program = try DynamicChainProgram(circuit)
  }

  /// What measurements show: the classical bits, if the circuit measures, and all qubits at its end
  /// otherwise.
  ///
  /// - Parameters:
  ///   - shots: How often the circuit is run.
  ///   - seed: Where chance begins; the same seed gives the same samples.
  /// - Returns: A row of bits for each shot.
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for a negative number of shots, and for more
  ///   than memory holds.
  /// - Complexity: The cost of the state for each way that shots go.
  public func sampled(shots: Int, seed: UInt64 = 0) throws(SimulationError) -> Samples {
    try checkTable(shots: shots, bits: program.bitCount)
    let chain = Chain(qubits: circuit.qubitCount, limit: largestBond, cutoff: cutoff)
    var walk = ChainWalk(program, shots: shots, random: RandomStream(seed: seed))
    walk.run(from: chain, shots: shots)
    return walk.builder.finished()
  }
}

/// A circuit as stretches of gates between measurements.
struct DynamicChainProgram: Sendable {
  enum Step: Sendable {
    case gates(ChainProgram)
    case measure(Int, into: Int)
    case reset(Int)
    /// The next steps are left out where a condition does not hold.
    case skip(unless: Condition, steps: Int)
  }

  let qubitCount: Int
  /// How many bits a shot gives.
  let bitCount: Int
  private(set) var steps: [Step] = []
  /// Where nothing but measurements is left.
  private(set) var end = 0
  private var gates: Circuit

  init(_ circuit: Circuit) throws {
    let circuit = try circuit.checked()
    guard circuit.symbols.isEmpty else { throw SimulationError.open(circuit.symbols) }
    qubitCount = circuit.qubitCount
    bitCount = circuit.bitCount == 0 ? circuit.qubitCount : circuit.bitCount
    gates = Circuit(qubits: qubitCount)
    try add(circuit.operations)
    try flush()
    if circuit.bitCount == 0 {
      for qubit in 0..<qubitCount { steps.append(.measure(qubit, into: qubit)) }
    }
    let last = steps.lastIndex { if case .measure = $0 { false } else { true } }
    end = last.map { $0 + 1 } ?? 0
  }

  /// The measurements from a place on, where nothing but measurements is left.
  func measurements(from place: Int) -> [(qubit: Int, bit: Int)] {
    steps[place...].compactMap { step in
      if case .measure(let qubit, let bit) = step { (qubit, bit) } else { nil }
    }
  }

  private mutating func add(_ operations: [Operation]) throws {
    for operation in operations {
      guard let condition = operation.condition else {
        try add(operation)
        continue
      }
      try flush()
      let place = steps.count
      steps.append(.skip(unless: condition, steps: 0))
      var plain = operation
      plain.condition = nil
      try add(plain)
      try flush()
      steps[place] = .skip(unless: condition, steps: steps.count - place - 1)
    }
  }

  private mutating func add(_ operation: Operation) throws {
    switch operation.action {
    case .gate: gates.append(operation)
    case .barrier: break
    case .measure(let bit):
      try flush()
      steps.append(.measure(operation.qubits[0], into: bit))
    case .reset:
      try flush()
      steps.append(.reset(operation.qubits[0]))
    case .block(let circuit, _, let bits):
      var whole = Circuit(qubits: qubitCount, bits: (bits.max() ?? -1) + 1)
      whole.append(circuit, on: operation.qubits, bits: bits)
      try add(whole.operations)
    }
  }

  private mutating func flush() throws {
    guard !gates.operations.isEmpty else { return }
    steps.append(.gates(try ChainProgram(gates)))
    gates = Circuit(qubits: qubitCount)
  }
}

/// Follows shots that measure different values.
private struct ChainWalk {
  private struct Way {
    var chain: Chain
    var bits: [Bool]
    var shots: [Int]
    var place = 0
  }

  private let program: DynamicChainProgram
  private var random: RandomStream
  private var waiting: [Way] = []
  private var draws = 0
  var builder: SamplesBuilder

  init(_ program: DynamicChainProgram, shots: Int, random: RandomStream) {
    (self.program, self.random) = (program, random)
    builder = SamplesBuilder(shots: shots, bits: program.bitCount)
  }

  mutating func run(from chain: Chain, shots: Int) {
    guard shots > 0 else { return }
    let bits = [Bool](repeating: false, count: program.bitCount)
    waiting = [Way(chain: chain, bits: bits, shots: Array(0..<shots))]
    while let way = waiting.popLast() { follow(way) }
  }

  /// Follows a way to its end, and leaves those that part from it waiting.
  private mutating func follow(_ start: consuming Way) {
    var way = start
    while way.place < program.steps.count {
      if way.place >= program.end { return read(way, program.measurements(from: way.place)) }
      let step = program.steps[way.place]
      way.place += 1
      switch step {
      case .gates(let gates): way.chain.run(gates)
      case .skip(let condition, let count):
        if !condition.holds(for: way.bits) { way.place += count }
      case .measure(let qubit, let bit): part(&way, qubit) { $0.bits[bit] = $1 }
      case .reset(let qubit):
        part(&way, qubit) { way, value in
          if value { way.chain.apply([0, 1, 1, 0], at: way.chain.placeOf[qubit]) }
        }
      }
    }
    for shot in way.shots {
      for (bit, isSet) in way.bits.enumerated() where isSet { builder.set(shot, bit: bit) }
    }
  }

  /// Draws the value of a qubit for each shot; those with 1 go on, if there are any, and others wait.
  private mutating func part(
    _ way: inout Way, _ qubit: Int, _ note: (inout Way, Bool) -> Void
  ) {
    let place = way.chain.placeOf[qubit]
    way.chain.moveCenter(to: place)
    let one = way.chain.sites[place].slice(true).squaredNorm
    var parts: [[Int]] = [[], []]
    for shot in way.shots { parts[random.uniform() < one ? 1 : 0].append(shot) }
    let value = !parts[1].isEmpty
    if value && !parts[0].isEmpty {
      var other = way
      other.shots = parts[0]
      _ = other.chain.project(at: place, to: false)
      note(&other, false)
      waiting.append(other)
    }
    // A way that does not part is not copied: its bits may be many.
    way.shots = parts[value ? 1 : 0]
    _ = way.chain.project(at: place, to: value)
    note(&way, value)
  }

  /// Draws what the last measurements show.
  private mutating func read(_ way: Way, _ measured: [(qubit: Int, bit: Int)]) {
    var chain = way.chain
    if chain.count > 0 { chain.moveCenter(to: 0) }
    let most = 1 << 12
    for start in stride(from: 0, to: way.shots.count, by: most) {
      let shots = way.shots[start..<min(start + most, way.shots.count)]
      draws += 1
      var draw = ChainDraw(shots.count, random: random.split(draws))
      var values = [[Bool]](
        repeating: Array(repeating: false, count: chain.count), count: shots.count)
      for (site, qubit) in zip(chain.sites, chain.qubitAt) {
        draw.measure(site) { values[$0][qubit] = true }
      }
      for (number, shot) in shots.enumerated() {
        var bits = way.bits
        for (qubit, bit) in measured { bits[bit] = values[number][qubit] }
        for (bit, isSet) in bits.enumerated() where isSet { builder.set(shot, bit: bit) }
      }
    }
  }
}
