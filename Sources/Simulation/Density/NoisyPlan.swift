public import Circuits
public import Noise
internal import Numerics

/// How a noisy circuit is simulated: made once for all values of its weights and features.
///
/// ```swift
/// let plan = try NoisyPlan(circuit, noise: noise)
/// try plan.densityMatrix(weights: w).expectation(of: .z(0))
/// try plan.trajectories(weights: w, count: 1_000, seed: 3).sampled()
/// ```
public struct NoisyPlan: Sendable {
  /// The circuit, without flaws.
  public let circuit: Circuit
  /// What goes wrong.
  public let noise: NoiseModel
  private let layout: ValueLayout
  private let parts: Parts

  /// Plans a circuit, each gate of which is followed by what goes wrong with it.
  ///
  /// - Throws: ``CircuitError/flawed(_:flaws:)`` for a circuit with flaws.
  /// - Complexity: O(*k*) in the number of gates, when it is first used.
  public init(_ circuit: Circuit, noise: NoiseModel) throws {
    self.circuit = try circuit.checked()
    self.noise = noise
    layout = ValueLayout(circuit)
    parts = Parts(self.circuit, noise, layout.places)
  }

  /// The state behind the circuit, mixed over what may have been measured.
  ///
  /// - Parameters:
  ///   - weights: The value of each weight.
  ///   - features: The value of each feature, and of more that the circuit does not use.
  /// - Returns: The state.
  /// - Throws: ``CircuitError/unfitValues(_:given:needed:)`` for too few or too many values, and
  ///   ``SimulationError/tooLarge(qubits:bytes:free:)``.
  /// - Complexity: O(*k* 4ⁿ) for *k* gates on *n* qubits.
  public func densityMatrix(
    weights: [Double] = [], features: [Double] = []
  ) throws -> DensityMatrix {
    let branches = try branches(weights: weights, features: features, keepsBits: false)
    return DensityMatrix(
      try branches.mixture(), qubits: circuit.qubitCount, readout: noise.readout)
  }

  /// Runs of the circuit.
  ///
  /// - Parameters:
  ///   - weights: The value of each weight.
  ///   - features: The value of each feature, and of more that the circuit does not use.
  ///   - count: How many runs there are.
  ///   - seed: Where chance begins.
  ///   - precision: The width of the numbers.
  /// - Returns: The runs, none of which has begun.
  /// - Throws: ``CircuitError/unfitValues(_:given:needed:)`` for too few or too many values, and
  ///   ``SimulationError/unfit(_:given:allowed:)`` for a negative number of runs, or too many bits.
  public func trajectories(
    weights: [Double] = [], features: [Double] = [], count: Int, seed: UInt64 = 0,
    precision: Precision = .double
  ) throws -> Trajectories {
    let values = try values(weights, features)
    let plan = parts.trajectories
    return try Trajectories(
      plan, plan.angles.finiteValues(for: values), readout: noise.readout, count: count, seed: seed,
      precision: precision)
  }

  func branches(
    weights: [Double], features: [Double], keepsBits: Bool
  ) throws -> DensityBranches {
    let values = try values(weights, features)
    let plan = parts.density
    return try DensityBranches(
      plan, plan.angles.finiteValues(for: values), of: circuit, keepsBits: keepsBits)
  }

  private func values(_ weights: [Double], _ features: [Double]) throws -> [Double] {
    try layout.check(weights: weights, features: features)
    return Array(features.prefix(layout.featureCount)) + weights
  }

  /// The two ways to simulate it, each made at its first use.
  private final class Parts: @unchecked Sendable {
    private let circuit: Circuit
    private let noise: NoiseModel
    private let places: [Symbol: Int]
    private let lock = Lock()
    private var densityPlan: DensityPlan?
    private var trajectoryPlan: TrajectoryPlan?

    init(_ circuit: Circuit, _ noise: NoiseModel, _ places: [Symbol: Int]) {
      (self.circuit, self.noise, self.places) = (circuit, noise, places)
    }

    var density: DensityPlan {
      lock.lock()
      defer { lock.unlock() }
      if let densityPlan { return densityPlan }
      let plan = DensityPlan(circuit, noise: noise) { places[$0] ?? 0 }
      densityPlan = plan
      return plan
    }

    var trajectories: TrajectoryPlan {
      lock.lock()
      defer { lock.unlock() }
      if let trajectoryPlan { return trajectoryPlan }
      let plan = TrajectoryPlan(circuit, noise: noise) { [places] in places[$0] ?? 0 }
      trajectoryPlan = plan
      return plan
    }
  }
}

extension AngleTable {
  /// All angles for given values, if they are numbers.
  func finiteValues(for values: [Double]) throws(SimulationError) -> [Double] {
    let angles = self.values(for: values)
    if let place = angles.firstIndex(where: { !$0.isFinite }) {
      throw .unfit("angle \(place)", given: "\(angles[place])", allowed: "angles have to be finite")
    }
    return angles
  }
}
