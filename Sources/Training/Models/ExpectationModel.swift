public import Circuits
internal import Numerics
public import Simulation

/// A model whose outputs are means of observables behind a circuit, times a factor and plus an offset.
///
/// ```swift
/// var model = try ExpectationModel(of: [.z(0), .z(1)], in: circuit, scale: 3, seed: 1)
/// try model.outputs(for: rows)
/// ```
public struct ExpectationModel: TrainableModel {
  /// The means.
  public let expectation: Expectation
  /// What means are multiplied with: 1 leaves outputs between -1 and 1.
  public let scale: Double
  /// What training finds.
  public var weights: [Double]

  /// A model over means.
  ///
  /// - Parameters:
  ///   - expectation: The means.
  ///   - scale: What they are multiplied with.
  ///   - weights: Where training begins; drawn evenly from -π to π by the seed unless given.
  ///   - seed: Where chance begins.
  /// - Throws: ``TrainingError`` for a circuit without weights, a wrong number of them, and a scale that is 0 or
  ///   not finite.
  public init(
    _ expectation: Expectation, scale: Double = 1, weights: [Double]? = nil, seed: UInt64 = 0
  ) throws {
    guard expectation.weightCount > 0 else { throw TrainingError.noWeights("the circuit") }
    guard scale.isFinite, scale != 0 else {
      throw TrainingError.unfit("scale", given: "\(scale)", allowed: "it is a finite number but 0")
    }
    var random = RandomStream(seed: seed).split("weights")
    let drawn = (0..<expectation.weightCount).map { _ in (2 * random.uniform() - 1) * .pi }
    let weights = weights ?? drawn
    try expectation.checkWeights(weights)
    (self.expectation, self.scale, self.weights) = (expectation, scale, weights)
  }

  /// A model over the means of observables behind a circuit.
  ///
  /// - Parameters:
  ///   - observables: What is measured: an output for each.
  ///   - circuit: A circuit with weights and features.
  ///   - backend: What runs the circuit.
  ///   - shots: How often each circuit is run; nothing for exact means.
  ///   - scale: What means are multiplied with.
  ///   - weights: Where training begins; drawn by the seed unless given.
  ///   - seed: Where chance begins.
  /// - Throws: As ``Expectation`` and ``init(_:scale:weights:seed:)``.
  public init(
    of observables: [Observable], in circuit: Circuit, on backend: any Backend = .automatic,
    shots: Int? = nil, scale: Double = 1, weights: [Double]? = nil, seed: UInt64 = 0
  ) throws {
    let means = try Expectation(of: observables, in: circuit, on: backend, shots: shots, seed: seed)
    try self.init(means, scale: scale, weights: weights, seed: seed)
  }

  /// The form of the circuit and of what is measured.
  public var fingerprint: String {
    "\(expectation.observables) \(scale) \(String(expectation.circuit.stableHash, radix: 16))"
  }

  /// One for each observable.
  public var outputCount: Int? { expectation.observables.count }

  /// The outputs for rows of features.
  public func outputs(for rows: [[Double]], seed: UInt64) throws -> [[Double]] {
    let means = try expectation.values(at: weights, features: rows, seed: seed)
    return scale == 1 ? means : means.map { $0.map { scale * $0 } }
  }

  /// The outputs for rows of features, and the derivatives of a function of them.
  public func pullback(
    for rows: [[Double]], by method: any GradientMethod, places: Set<Int>?, seed: UInt64,
    slopes: (_ row: Int, _ outputs: [Double], _ slopes: inout [Double]) -> Void
  ) throws -> Pullback {
    if scale == 1 {
      return try expectation.pullback(
        at: weights, features: rows, by: method, places: places, seed: seed, slopes: slopes)
    }
    var result = try expectation.pullback(
      at: weights, features: rows, by: method, places: places, seed: seed
    ) { row, means, factors in
      slopes(row, means.map { scale * $0 }, &factors)
      for place in factors.indices { factors[place] *= scale }
    }
    for row in result.values.indices {
      for place in result.values[row].indices { result.values[row][place] *= scale }
    }
    return result
  }
}

extension Expectation {
  /// Throws for weights that do not fit.
  func checkWeights(_ weights: [Double]) throws { try check(weights, []) }
}
