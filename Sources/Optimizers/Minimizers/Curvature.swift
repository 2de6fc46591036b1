import Numerics

/// By what matrix SPSA turns a slope to a step.
enum Curvature: Sendable {
  case none
  case hessian(regularization: Double)
  case metric(
    regularization: Double, _ fidelity: @Sendable ([Double], [Double]) throws -> Double)

  var name: String {
    switch self {
    case .none: "spsa"
    case .hessian: "secondOrderSPSA"
    case .metric: "qnspsa"
    }
  }

  var isNone: Bool { if case .none = self { true } else { false } }

  var regularization: Double {
    switch self {
    case .none: 0
    case .hessian(let regularization), .metric(let regularization, _): regularization
    }
  }

  /// The slope along the pair's first signs; a sample of the curvature goes to the mean.
  func slope(
    _ evaluator: Evaluator, _ weights: [Double], _ pair: PerturbationPair,
    _ mean: inout CurvatureMean
  ) throws -> Double {
    let points = pair.points(around: weights)
    let slopePoints = [evaluator.inside(points.forth), evaluator.inside(points.back)]
    let second = [points.forthAndSecond, points.backAndSecond].map(evaluator.inside)
    switch self {
    case .none:
      let values = try evaluator.values(slopePoints)
      return (values[0] - values[1]) / (2 * pair.size)
    case .hessian:
      let values = try evaluator.values(slopePoints + second)
      let change = (values[2] - values[0]) - (values[3] - values[1])
      mean.add(change / (2 * pair.size * pair.size), pair)
      return (values[0] - values[1]) / (2 * pair.size)
    case .metric(_, let fidelity):
      let values = try evaluator.values(slopePoints)
      let f = try evaluator.numbers(slopePoints + second) { try fidelity(weights, $0) }
      // The metric is minus half the second derivative of the fidelity.
      let change = -0.5 * ((f[2] - f[0]) - (f[3] - f[1]))
      mean.add(change / (2 * pair.size * pair.size), pair)
      return (values[0] - values[1]) / (2 * pair.size)
    }
  }
}

/// Two lists of random signs and how far they reach.
struct PerturbationPair {
  let first: [Double]
  let second: [Double]
  let size: Double

  /// The four points around weights that a pair asks for; without a second list two are the same.
  func points(
    around weights: [Double]
  ) -> (forth: [Double], back: [Double], forthAndSecond: [Double], backAndSecond: [Double]) {
    let (forth, back) = (weights.moved(size, first), weights.moved(-size, first))
    guard !second.isEmpty else { return (forth, back, forth, back) }
    return (forth, back, forth.moved(size, second), back.moved(size, second))
  }
}

/// The running mean of curvature samples, and the steps it makes of slopes.
struct CurvatureMean {
  private let curvature: Curvature
  private let size: Int
  private var mean: [Double]
  private var sample: [Double]
  private var samples = 0.0
  private var steps = 0.0

  init(_ curvature: Curvature, size: Int) throws {
    try requireAllowed(
      [.notNegative("the regularization", curvature.regularization)], curvature.name)
    (self.curvature, self.size) = (curvature, size)
    mean = curvature.isNone ? [] : try Matrix<Double>.identity(size).elements
    sample = mean.map { _ in 0 }
  }

  /// Adds c·(Δ₁Δ₂ᵀ + Δ₂Δ₁ᵀ)/2.
  mutating func add(_ change: Double, _ pair: PerturbationPair) {
    samples += 1
    for i in 0..<size {
      for j in 0..<size {
        sample[i * size + j] +=
          change * 0.5 * (pair.first[i] * pair.second[j] + pair.second[i] * pair.first[j])
      }
    }
  }

  /// Takes the samples of a step into the mean, whose beginning is the identity.
  mutating func endStep() {
    guard samples > 0 else { return }
    steps += 1
    for i in mean.indices {
      mean[i] = (steps * mean[i] + sample[i] / samples) / (steps + 1)
      sample[i] = 0
    }
    samples = 0
  }

  /// The slope, divided by the absolute value of the mean with some of the identity added.
  func step(along slope: [Double]) throws -> [Double] {
    guard !curvature.isNone else { return slope }
    let parts = try Matrix<Double>(rows: size, columns: size, elements: mean)
      .hermitianEigendecomposition()
    var step = [Double](repeating: 0, count: size)
    for (k, value) in parts.values.enumerated() {
      let along = (0..<size).reduce(0.0) { $0 + parts.vectors[$1, k] * slope[$1] }
      let length = along / (value.magnitude + curvature.regularization)
      for i in 0..<size { step[i] += parts.vectors[i, k] * length }
    }
    return step
  }
}
