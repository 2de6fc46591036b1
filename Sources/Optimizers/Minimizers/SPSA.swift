internal import Glibc
import Numerics

/// Simultaneous perturbation: two evaluations a step, however many weights there are.
///
/// With random signs Δ the slope along Δ is (f(w + c Δ) − f(w − c Δ)) / 2c, and w ← w − a·slope·Δ.
/// The gains fall as a = a₀ / (A + k + 1)^α and c = c₀ / (k + 1)^γ. J. C. Spall, "Implementation of
/// the simultaneous perturbation algorithm for stochastic optimization", IEEE Transactions on
/// Aerospace and Electronic Systems 34 (1998).
public struct SPSA: Minimizer {
  /// What messages and records call it.
  public var name: String { curvature.name }
  /// How many steps are made.
  public let iterations: Int
  /// The gain a₀, or nil to find it by evaluations at the start.
  public let rate: Double?
  /// The gain c₀: how far the points of a pair lie from the weights.
  public let perturbation: Double
  /// How much each weight moves in the first step, where the rate is found at the start.
  public let firstMove: Double
  /// Of how many pairs a step takes the mean.
  public let resamplings: Int
  /// A step that makes the value worse by more than this is not made; nil makes every step.
  public let allowedIncrease: Double?
  /// By what matrix a slope is turned to a step.
  let curvature: Curvature

  /// A: Spall's tenth of the iterations, which lets the first steps be larger.
  var stability: Double { 0.1 * Double(iterations) }

  static let alpha = 0.602
  static let gamma = 0.101
  /// How many pairs find the rate.
  static let calibrations = 25

  /// The numbers that it was made with.
  public var settings: [Setting] {
    [
      .count("the number of iterations", iterations, 1...1_000_000_000),
      .positive("the perturbation", perturbation), .positive("the first move", firstMove),
      .count("the number of resamplings", resamplings, 1...1_000_000),
    ] + (rate.map { [.positive("the rate", $0)] } ?? [])
      + (allowedIncrease.map { [.notNegative("the allowed increase", $0)] } ?? [])
  }

  /// It takes bounds; with a matrix, as many weights as a matrix is solved for in reasonable time.
  public var traits: MinimizerTraits {
    MinimizerTraits(sizes: curvature.isNone ? 1...1_000_000 : 1...1_000)
  }

  /// Walks with random directions.
  public func search(_ evaluator: Evaluator) throws -> StopReason {
    var random = evaluator.random
    var weights = evaluator.start
    evaluator.current = weights
    let gain = try rate ?? calibratedRate(evaluator, &random)
    var value = try allowedIncrease.map { _ in try evaluator.value(weights) }
    var matrix = try CurvatureMean(curvature, size: weights.count)
    for iteration in 0..<iterations {
      let k = Double(iteration)
      let c = perturbation / pow(k + 1, Self.gamma)
      let a = gain / pow(stability + k + 1, Self.alpha)
      let slope = try meanSlope(evaluator, weights, c, &random, &matrix)
      let move = try matrix.step(along: slope)
      let next = evaluator.inside(zip(weights, move).map { $0 - a * $1 })
      if let before = value, let allowed = allowedIncrease {
        let after = try evaluator.value(next)
        if after > before + allowed { continue }
        value = after
      }
      weights = next
      evaluator.current = weights
    }
    if value == nil { _ = try evaluator.value(weights) }
    return .iterations
  }

  /// a₀, such that the first step moves each weight by `firstMove`, by the mean of slopes at the start.
  private func calibratedRate(
    _ evaluator: Evaluator, _ random: inout RandomStream
  ) throws -> Double {
    let start = evaluator.start
    let points = (0..<Self.calibrations).flatMap { _ in
      let signs = random.signs(start.count)
      return [
        evaluator.inside(start.moved(perturbation, signs)),
        evaluator.inside(start.moved(-perturbation, signs)),
      ]
    }
    let values = try evaluator.values(points)
    let slopes = stride(from: 0, to: values.count, by: 2).map {
      abs(values[$0] - values[$0 + 1]) / (2 * perturbation)
    }
    let mean = slopes.reduce(0, +) / Double(slopes.count)
    let first = pow(stability + 1, Self.alpha)
    // Where it is flat there is no scale to take from it.
    return mean > 1e-10 ? firstMove * first / mean : firstMove * first
  }

  /// The mean slope over the resamplings; what it learns of the curvature goes to the matrix.
  private func meanSlope(
    _ evaluator: Evaluator, _ weights: [Double], _ c: Double, _ random: inout RandomStream,
    _ matrix: inout CurvatureMean
  ) throws -> [Double] {
    var mean = [Double](repeating: 0, count: weights.count)
    for _ in 0..<resamplings {
      let pair = PerturbationPair(
        first: random.signs(weights.count),
        second: curvature.isNone ? [] : random.signs(weights.count), size: c)
      let slope = try curvature.slope(evaluator, weights, pair, &matrix) / Double(resamplings)
      for i in mean.indices { mean[i] += slope * pair.first[i] }
    }
    matrix.endStep()
    return mean
  }
}

extension Minimizer where Self == SPSA {
  /// Simultaneous perturbation, two evaluations a step.
  ///
  /// ```swift
  /// let minimum = try minimize(energy, from: weights, with: .spsa(iterations: 200), seed: 3)
  /// ```
  ///
  /// - Parameters:
  ///   - iterations: How many steps are made; the gains depend on it.
  ///   - rate: The gain a₀; nil finds it by 50 evaluations, such that the first step is `firstMove`.
  ///   - perturbation: The gain c₀; for values with noise about its deviation.
  ///   - firstMove: How much each weight moves in the first step.
  ///   - resamplings: Of how many pairs a step takes the mean.
  ///   - allowedIncrease: A step that makes the value worse by more is not made.
  /// - Returns: The method.
  public static func spsa(
    iterations: Int = 100, rate: Double? = nil, perturbation: Double = 0.2,
    firstMove: Double = 0.2, resamplings: Int = 1, allowedIncrease: Double? = nil
  ) -> Self {
    SPSA(
      iterations: iterations, rate: rate, perturbation: perturbation, firstMove: firstMove,
      resamplings: resamplings, allowedIncrease: allowedIncrease, curvature: .none)
  }

  /// SPSA whose steps are turned by a Hessian of the same kind: four evaluations a step.
  ///
  /// J. C. Spall, "Adaptive stochastic approximation by the simultaneous perturbation method", IEEE
  /// Transactions on Automatic Control 45 (2000). Parameters as for `spsa`.
  public static func secondOrderSPSA(
    iterations: Int = 100, rate: Double? = nil, perturbation: Double = 0.2,
    firstMove: Double = 0.2, resamplings: Int = 1, allowedIncrease: Double? = nil,
    regularization: Double = 0.01
  ) -> Self {
    SPSA(
      iterations: iterations, rate: rate, perturbation: perturbation, firstMove: firstMove,
      resamplings: resamplings, allowedIncrease: allowedIncrease,
      curvature: .hessian(regularization: regularization))
  }

  /// SPSA whose steps are turned by the metric of states, from six evaluations a step.
  ///
  /// J. Gacon, C. Zoufal, G. Carleo and S. Woerner, "Simultaneous perturbation stochastic approximation
  /// of the quantum Fisher information", Quantum 5, 567 (2021).
  ///
  /// `fidelity` is |⟨ψ(v)|ψ(w)⟩|² of the states at two lists of weights v, w; `regularization` is added
  /// to the diagonal of the metric. Other parameters as for `spsa`.
  public static func qnspsa(
    iterations: Int = 100, rate: Double? = nil, perturbation: Double = 0.2,
    firstMove: Double = 0.2, resamplings: Int = 1, allowedIncrease: Double? = nil,
    regularization: Double = 0.01,
    fidelity: @escaping @Sendable ([Double], [Double]) throws -> Double
  ) -> Self {
    SPSA(
      iterations: iterations, rate: rate, perturbation: perturbation, firstMove: firstMove,
      resamplings: resamplings, allowedIncrease: allowedIncrease,
      curvature: .metric(regularization: regularization, fidelity))
  }
}

extension RandomStream {
  /// Ones of either sign, each as likely.
  mutating func signs(_ count: Int) -> [Double] {
    (0..<count).map { _ in next() >> 63 == 0 ? 1 : -1 }
  }
}

extension [Double] {
  /// The point that lies so many times a direction away.
  func moved(_ factor: Double, _ direction: [Double]) -> [Double] {
    zip(self, direction).map { $0 + factor * $1 }
  }
}
