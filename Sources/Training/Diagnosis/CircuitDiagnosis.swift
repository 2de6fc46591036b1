public import Circuits
internal import Numerics

/// What a circuit can do and what it costs, in figures and in a sentence.
public struct CircuitDiagnosis: Hashable, Sendable {
  /// How much of the space of states it reaches.
  public let expressibility: Expressibility
  /// How entangled its states are.
  public let entanglingCapability: Double
  /// The variance of the derivative by the first weight, over random weights.
  public let gradientVariance: Double
  /// How many directions of the weights move the state, over those there are.
  public let usedDirections: Int
  /// How many weights there are.
  public let weightCount: Int
  /// How many circuits a gradient by parameter shifts runs.
  public let shiftRuns: Int
  /// How many gates of two qubits or more there are.
  public let entanglingGates: Int
  /// How many gates stand behind one another at most.
  public let depth: Int

  /// What follows from the figures.
  public var advice: String {
    if usedDirections < weightCount {
      return
        "\(weightCount - usedDirections) of \(weightCount) weights move no state that others do not "
        + "move too: take fewer."
    }
    if gradientVariance < 1e-4 {
      return
        "Gradients are too small to be told from the noise of \(Int(1 / max(gradientVariance, 1e-12))) "
        + "shots: take fewer layers or a local observable."
    }
    if expressibility.divergence > 0.5 {
      return
        "It reaches little of the space: add layers or gates about other axes, if the data need it."
    }
    if entanglingCapability < 0.1 {
      return "It hardly entangles: a classical model does the same, unless it is meant so."
    }
    return "It reaches most of the space, entangles, and has gradients that can be followed."
  }
}

/// Looks at a circuit from all sides.
///
/// ```swift
/// try inspect(circuit, observable: .z(0))
/// ```
///
/// - Parameters:
///   - circuit: A circuit of gates with weights.
///   - observable: What is measured behind it.
///   - features: The value of each feature.
///   - samples: How many random weights are drawn for each figure.
///   - seed: Where chance begins.
/// - Returns: The figures, with a sentence of advice.
/// - Throws: ``TrainingError`` for circuits without weights, that measure or are too wide.
public func inspect(
  _ circuit: Circuit, observable: Observable = .z(0), features: [Double] = [], samples: Int = 500,
  seed: UInt64 = 0
) throws -> CircuitDiagnosis {
  let mean = try Expectation(of: observable, in: circuit)
  guard mean.weightCount > 0 else { throw TrainingError.noWeights("the circuit") }
  let expressibility = try circuit.expressibility(features: features, samples: samples, seed: seed)
  var random = RandomStream(seed: seed).split("inspection")
  func weights() -> [Double] { (0..<mean.weightCount).map { _ in 2 * .pi * random.uniform() } }
  let slopes = try (0..<max(2, samples)).map { _ in
    try mean.gradient(at: weights(), features: features)[0]
  }
  let average = slopes.reduce(0, +) / Double(slopes.count)
  let spectrum = try mean.fisherSpectrum(at: weights(), features: features)
  var levels = [Int](repeating: 0, count: circuit.qubitCount)
  for operation in circuit.operations where operation.gate != nil {
    let level = (operation.qubits.map { levels[$0] }.max() ?? 0) + 1
    for qubit in operation.qubits { levels[qubit] = level }
  }
  return CircuitDiagnosis(
    expressibility: expressibility,
    entanglingCapability: try circuit.entanglingCapability(
      features: features, samples: max(2, samples), seed: seed),
    gradientVariance: slopes.reduce(0) { $0 + ($1 - average) * ($1 - average) }
      / Double(slopes.count - 1),
    usedDirections: spectrum.count { $0 > 1e-9 }, weightCount: mean.weightCount,
    shiftRuns: try mean.circuitRuns(for: .parameterShift),
    entanglingGates: circuit.operations.count { $0.gate != nil && $0.qubits.count > 1 },
    depth: levels.max() ?? 0)
}

extension CircuitDiagnosis: CustomStringConvertible {
  /// The figures in lines, and the advice.
  public var description: String {
    """
    expressibility: \(expressibility.divergence) from Haar, frame potential \
    \(expressibility.framePotentialRatio) of Haar's
    entangling capability: \(entanglingCapability)
    gradient variance: \(gradientVariance)
    directions that move the state: \(usedDirections) of \(weightCount)
    cost: depth \(depth), \(entanglingGates) entangling gates, \(shiftRuns) circuits a gradient
    \(advice)
    """
  }
}
