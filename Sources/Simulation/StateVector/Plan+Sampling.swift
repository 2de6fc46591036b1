internal import Circuits
internal import Numerics

extension Plan {
  /// What measurements show, for given values of the symbols.
  ///
  /// Where the circuit measures, the classical bits are read; else all qubits are measured at its end.
  func samples(
    _ angles: [Double], shots: Int, seed: UInt64, precision: Precision
  ) throws -> Samples {
    let width = circuit.bitCount == 0 ? circuit.qubitCount : circuit.bitCount
    try checkTable(shots: shots, bits: width, copies: 3)
    var sampler = Sampler(plan: self, angles: angles, random: RandomStream(seed: seed))
    let engine = try precision.engine(qubits: circuit.qubitCount)
    try sampler.run(from: 0, engine, bits: ClassicalBits(circuit.bitCount), shots: shots)
    // Shots that take the same way come out together; their order shall tell nothing.
    if !isUnitary { sampler.rows.shuffle(using: &sampler.random) }
    return sampler.rows.samples
  }
}

/// Walks the ways that measurements can take, with as many shots on each as chance gives it.
///
/// Where shots part, the fewer are followed to their end before the others go on: so there are never more
/// states at once than halvings of the shots.
private struct Sampler {
  let plan: Plan
  let angles: [Double]
  var random: RandomStream
  var rows: SampleRows
  /// Where nothing but measurements is left.
  private let end: Int

  init(plan: Plan, angles: [Double], random: RandomStream) {
    (self.plan, self.angles, self.random) = (plan, angles, random)
    rows = SampleRows(
      bits: plan.circuit.bitCount == 0 ? plan.circuit.qubitCount : plan.circuit.bitCount)
    let last = plan.parts.lastIndex { if case .measure = $0 { false } else { true } }
    end = last.map { $0 + 1 } ?? 0
  }

  mutating func run(
    from first: Int, _ state: any Engine, bits: ClassicalBits, shots: Int
  ) throws {
    var (place, engine, bits, shots) = (first, state, bits, shots)
    while place < plan.parts.count {
      if place >= end {
        return try read(engine, measurements(from: place), bits: bits, shots: shots)
      }
      let part = plan.parts[place]
      place += 1
      switch part {
      case .gates(let run): engine.run(run, angles, isZero: place == 1)
      case .skip(let condition, let parts):
        if !bits.meets(condition) { place += parts }
      case .measure(let qubit, let bit):
        let value = try split(qubit, &engine, &shots) { sampler, engine, value, shots in
          try sampler.run(from: place, engine, bits: bits.with(bit, value), shots: shots)
        }
        bits[bit] = value
      case .reset(let qubit):
        let value = try split(qubit, &engine, &shots) { sampler, engine, value, shots in
          if value { engine.apply(.x, [], on: [qubit]) }
          try sampler.run(from: place, engine, bits: bits, shots: shots)
        }
        if value { engine.apply(.x, [], on: [qubit]) }
      }
    }
    if plan.circuit.bitCount > 0 {
      rows.add(bits, count: shots)
    } else {
      let all = (0..<engine.qubitCount).map { (qubit: $0, bit: $0) }
      try read(engine, all, bits: bits, shots: shots)
    }
  }

  /// The measurements that end the circuit.
  private func measurements(from place: Int) -> [(qubit: Int, bit: Int)] {
    plan.parts[place...].compactMap { part in
      if case .measure(let qubit, let bit) = part { (qubit, bit) } else { nil }
    }
  }

  /// Follows the value of a qubit that fewer shots take; the others go on with the state.
  ///
  /// - Returns: The value that they have.
  private mutating func split(
    _ qubit: Int, _ engine: inout any Engine, _ shots: inout Int,
    _ follow: (inout Sampler, any Engine, Bool, Int) throws -> Void
  ) throws -> Bool {
    let one = min(1, max(0, engine.probabilityOfOne(qubit)))
    let ones = (0..<shots).count { _ in random.uniform() < one }
    let value = 2 * ones > shots
    let fewer = min(ones, shots - ones)
    if fewer > 0 {
      let copy = try engine.copy()
      _ = copy.project(qubit, to: !value)
      try follow(&self, copy, !value, fewer)
    }
    shots -= fewer
    _ = engine.project(qubit, to: value)
    return value
  }

  /// Draws from a state that nothing is done to any more.
  private mutating func read(
    _ engine: any Engine, _ measured: [(qubit: Int, bit: Int)], bits: ClassicalBits, shots: Int
  ) throws {
    guard shots > 0 else { return }
    rows.add(engine.draws(shots, using: &random), measured, qubits: engine.qubitCount, over: bits)
  }
}
