internal import Circuits
internal import Numerics

extension Plan {
  /// What measurements show, for given values of the symbols.
  ///
  /// Where the circuit measures, the classical bits are read; else all qubits are measured at its end.
  func samples(
    _ angles: [Double], shots: Int, seed: UInt64, precision: Precision
  ) throws -> Samples {
    guard shots >= 0 else {
      throw SimulationError.unfit("samples", given: "\(shots) shots", allowed: "0 or more")
    }
    let width = circuit.bitCount == 0 ? circuit.qubitCount : circuit.bitCount
    guard width <= 64 else {
      throw SimulationError.unfit("samples", given: "\(width) bits", allowed: "64 are the most")
    }
    var sampler = Sampler(
      plan: self, angles: angles, random: RandomStream(seed: seed))
    let engine = try precision.engine(qubits: circuit.qubitCount)
    try sampler.run(from: 0, engine, bits: 0, shots: shots)
    var outcomes = sampler.outcomes
    // Shots that take the same way come out together; their order shall tell nothing.
    if !isUnitary { outcomes = sampler.random.shuffled(outcomes) }
    return Samples(bitCount: width, outcomes: outcomes)
  }
}

/// Walks the ways that measurements can take, with as many shots on each as chance gives it.
///
/// A way is followed to its end before the next, so that there are at most as many states at once as
/// measurements in the circuit.
private struct Sampler {
  let plan: Plan
  let angles: [Double]
  var random: RandomStream
  var outcomes: [UInt64] = []

  init(plan: Plan, angles: [Double], random: RandomStream) {
    (self.plan, self.angles, self.random) = (plan, angles, random)
  }

  mutating func run(from first: Int, _ engine: any Engine, bits: UInt64, shots: Int) throws {
    var place = first
    while place < plan.parts.count {
      if let measured = measurements(from: place) {
        return try read(engine, measured, bits: bits, shots: shots)
      }
      let part = plan.parts[place]
      place += 1
      switch part {
      case .gates(let run): engine.run(run, angles, isZero: place == 1)
      case .skip(let condition, let parts):
        if !condition.holds(for: (0..<64).map { bits >> UInt64($0) & 1 == 1 }) { place += parts }
      case .measure(let qubit, let bit):
        return try split(qubit, engine, shots) { sampler, engine, value, shots in
          let mask: UInt64 = 1 << UInt64(bit)
          try sampler.run(
            from: place, engine, bits: value ? bits | mask : bits & ~mask, shots: shots)
        }
      case .reset(let qubit):
        return try split(qubit, engine, shots) { sampler, engine, value, shots in
          if value { engine.apply(.x, [], on: [qubit]) }
          try sampler.run(from: place, engine, bits: bits, shots: shots)
        }
      }
    }
    if plan.circuit.bitCount > 0 {
      outcomes += Array(repeating: bits, count: shots)
    } else {
      let all = (0..<engine.qubitCount).map { (qubit: $0, bit: $0) }
      try read(engine, all, bits: 0, shots: shots)
    }
  }

  /// The measurements that end the circuit, where nothing but measurements is left.
  private func measurements(from place: Int) -> [(qubit: Int, bit: Int)]? {
    var found: [(qubit: Int, bit: Int)] = []
    for part in plan.parts[place...] {
      guard case .measure(let qubit, let bit) = part else { return nil }
      found.append((qubit, bit))
    }
    return found
  }

  /// Follows both values of a qubit, as far as shots take them.
  private mutating func split(
    _ qubit: Int, _ engine: any Engine, _ shots: Int,
    _ follow: (inout Sampler, any Engine, Bool, Int) throws -> Void
  ) throws {
    let one = min(1, max(0, engine.probabilityOfOne(qubit)))
    let ones = (0..<shots).count { _ in random.uniform() < one }
    if ones > 0 && ones < shots {
      let copy = try engine.copy()
      _ = copy.project(qubit, to: true)
      try follow(&self, copy, true, ones)
      _ = engine.project(qubit, to: false)
      try follow(&self, engine, false, shots - ones)
    } else if shots > 0 {
      _ = engine.project(qubit, to: ones > 0)
      try follow(&self, engine, ones > 0, shots)
    }
  }

  /// Draws from a state that nothing is done to any more.
  private mutating func read(
    _ engine: any Engine, _ measured: [(qubit: Int, bit: Int)], bits: UInt64, shots: Int
  ) throws {
    guard shots > 0 else { return }
    let place = OutcomeBits(measured, qubits: engine.qubitCount)
    let kept = bits & ~measured.reduce(UInt64(0)) { $0 | 1 << UInt64($1.bit) }
    var drawn = engine.draws(shots, using: &random)
    if !place.isIdentity || kept != 0 {
      for shot in drawn.indices { drawn[shot] = kept | place(Int(drawn[shot])) }
    }
    if outcomes.isEmpty { outcomes = drawn } else { outcomes += drawn }
  }
}
