public import Circuits
public import Noise
internal import Numerics

/// Simulates circuits of gates as state vectors, exactly: up to about 30 qubits.
public struct StateVectorBackend: Backend {
  /// The width of the numbers.
  public let precision: Precision

  /// A simulator in a precision.
  public init(precision: Precision = .double) { self.precision = precision }

  /// The state behind a circuit of gates.
  public func state(of circuit: Circuit) throws -> StateVector {
    try StateVector(circuit, precision: precision)
  }

  /// What measurements show.
  public func sampled(_ circuit: Circuit, shots: Int, seed: UInt64) throws -> Samples {
    let plan = try Plan(circuit)
    guard plan.symbols.isEmpty else { throw SimulationError.open(plan.symbols) }
    let angles = try plan.angleValues(weights: [], features: [])
    return try plan.samples(angles, shots: shots, seed: seed, precision: precision)
  }

  /// The means of observables for each row of a batch, with one plan for all.
  public func means(
    of observables: [Observable], in circuit: Circuit, weights: [[Double]], features: [[Double]]
  ) throws -> [[Double]] {
    let plan = try Plan(circuit)
    let set = try ObservableSet(observables, qubits: circuit.qubitCount)
    return try rows(weights, features).map { weights, features in
      try plan.state(weights: weights, features: features, precision: precision)
        .expectations(of: set)
    }
  }

  /// `state vector, double precision`.
  public var description: String { "state vector, \(precision.rawValue) precision" }
}

/// Simulates noisy circuits as density matrices, exactly: up to 13 qubits.
///
/// What is measured has the readout errors of the noise in it.
public struct DensityMatrixBackend: Backend {
  /// What goes wrong.
  public let noise: NoiseModel

  /// A simulator of a device.
  public init(noise: NoiseModel = NoiseModel()) { self.noise = noise }

  /// The state behind a circuit, mixed over what was measured.
  public func state(of circuit: Circuit) throws -> DensityMatrix {
    try DensityMatrix(circuit, noise: noise)
  }

  /// What measurements show.
  public func sampled(_ circuit: Circuit, shots: Int, seed: UInt64) throws -> Samples {
    try checkTable(shots: shots, bits: max(circuit.qubitCount, circuit.bitCount), copies: 2)
    guard circuit.symbols.isEmpty else { throw SimulationError.open(circuit.symbols) }
    if circuit.bitCount == 0 {
      return try state(of: circuit).sampled(shots: shots, seed: seed)
    }
    if let readings = FinalReadings(circuit) {
      let weights = try state(of: readings.circuit).distribution(over: readings.qubits)
      let table = try AliasTable(weights: weights)
      var random = RandomStream(seed: seed)
      let outcomes = (0..<shots).map { _ in
        readings.bits(for: UInt64(table.draw(using: &random)))
      }
      return Samples(bitCount: circuit.bitCount, outcomes: outcomes)
    }
    let known = try NoisyPlan(circuit, noise: noise)
      .branches(weights: [], features: [], keepsBits: true).outcomes
    let table = try AliasTable(weights: known.map(\.weight))
    var random = RandomStream(seed: seed)
    let outcomes = (0..<shots).map { _ in known[table.draw(using: &random)].bits }
    return Samples(bitCount: circuit.bitCount, outcomes: outcomes)
  }

  /// The means of observables for each row of a batch, with one plan for all.
  public func means(
    of observables: [Observable], in circuit: Circuit, weights: [[Double]], features: [[Double]]
  ) throws -> [[Double]] {
    let plan = try NoisyPlan(circuit, noise: noise)
    return try rows(weights, features).map { weights, features in
      try plan.densityMatrix(weights: weights, features: features).means(of: observables)
    }
  }

  /// `density matrix`.
  public var description: String { "density matrix" }
}

/// Simulates noisy circuits by runs with errors: for more qubits than a density matrix can hold.
///
/// What is measured has the readout errors of the noise in it.
public struct TrajectoryBackend: Backend {
  /// What goes wrong.
  public let noise: NoiseModel
  /// How many runs a mean is taken over.
  public let count: Int
  /// Where chance begins for means.
  public let seed: UInt64
  /// The width of the numbers.
  public let precision: Precision

  /// A simulator of a device.
  ///
  /// - Parameters:
  ///   - noise: What goes wrong.
  ///   - count: How many runs a mean is taken over.
  ///   - seed: Where chance begins for means.
  ///   - precision: The width of the numbers.
  public init(
    noise: NoiseModel, count: Int = 1_000, seed: UInt64 = 0, precision: Precision = .double
  ) {
    (self.noise, self.count, self.seed, self.precision) = (noise, count, seed, precision)
  }

  /// Runs of a circuit.
  public func state(of circuit: Circuit) throws -> Trajectories {
    try Trajectories(of: circuit, noise: noise, count: count, seed: seed, precision: precision)
  }

  /// What measurements show, one run for each shot.
  public func sampled(_ circuit: Circuit, shots: Int, seed: UInt64) throws -> Samples {
    let readings = circuit.qubitCount <= 48 ? FinalReadings(circuit) : nil
    let samples = try Trajectories(
      of: readings?.circuit ?? circuit, noise: noise, count: shots, seed: seed,
      precision: precision
    ).sampled()
    guard let readings else { return samples }
    return Samples(
      bitCount: circuit.bitCount,
      outcomes: try samples.outcomes.map { readings.bits(for: readings.values(in: $0)) })
  }

  /// The means of observables for each row of a batch, with one plan for all.
  public func means(
    of observables: [Observable], in circuit: Circuit, weights: [[Double]], features: [[Double]]
  ) throws -> [[Double]] {
    let plan = try NoisyPlan(circuit, noise: noise)
    return try rows(weights, features).map { weights, features in
      try plan.trajectories(
        weights: weights, features: features, count: count, seed: seed, precision: precision
      ).means(of: observables)
    }
  }

  /// `1000 trajectories`.
  public var description: String { "\(count) trajectories" }
}
