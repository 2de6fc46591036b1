import Numerics

/// Descent along gradients from shifted evaluations, exact for values that are a wave in each weight.
///
/// Where a weight turns one gate whose generator has eigenvalues ±½, the derivative is
/// (f(w + π/2) − f(w − π/2)) / 2, also from shots and with noise; for other values it points the same way.
/// All evaluations of a step are one batch, and any ``StepRule`` may follow the gradient.
/// K. Mitarai, M. Negoro, M. Kitagawa and K. Fujii, "Quantum circuit learning", Physical Review A 98,
/// 032309 (2018).
public struct AnalyticDescent: Minimizer {
  /// What messages and records call it.
  public var name: String { "aqgd" }
  /// How many steps are made.
  public let iterations: Int
  /// How weights follow the gradient.
  public let rule: any StepRule
  /// It has converged when no number of the gradient is larger than this.
  public let tolerance: Double

  /// The iterations and the tolerance; those of the rule are looked at when it begins.
  public var settings: [Setting] {
    [
      .count("the number of iterations", iterations, 1...1_000_000_000),
      .notNegative("the tolerance", tolerance),
    ]
  }
  /// It takes no bounds: weights are angles.
  public var traits: MinimizerTraits { MinimizerTraits(takesBounds: false) }

  /// Follows the gradient.
  public func search(_ evaluator: Evaluator) throws -> StopReason {
    var (weights, stepper) = (evaluator.start, try Stepper(rule))
    evaluator.current = weights
    for _ in 0..<iterations {
      let shifted = weights.indices.flatMap { place in
        [0.5 * Double.pi, -0.5 * Double.pi].map { shift in
          var moved = weights
          moved[place] += shift
          return moved
        }
      }
      let values = try evaluator.values([weights] + shifted)
      let gradient = weights.indices.map { 0.5 * (values[1 + 2 * $0] - values[2 + 2 * $0]) }
      if gradient.allSatisfy({ $0.magnitude <= tolerance }) { return .converged }
      try stepper.step(&weights, along: gradient)
      try stepper.observe(loss: values[0])
      evaluator.current = weights
    }
    _ = try evaluator.value(weights)
    return .iterations
  }
}

extension Minimizer where Self == AnalyticDescent {
  /// Analytic quantum gradient descent: gradients from shifted evaluations, two for each weight.
  ///
  /// ```swift
  /// let minimum = try minimize(energy, from: weights, with: .aqgd(rule: .adam(rate: 0.1)))
  /// ```
  ///
  /// - Parameters:
  ///   - iterations: How many steps are made.
  ///   - rule: How weights follow the gradient.
  ///   - tolerance: It has converged when no number of the gradient is larger.
  /// - Returns: The method.
  public static func aqgd(
    iterations: Int = 1_000,
    rule: some StepRule = Momentum.momentum(rate: 0.2, momentum: 0.25),
    tolerance: Double = 1e-6
  ) -> Self {
    AnalyticDescent(iterations: iterations, rule: rule, tolerance: tolerance)
  }
}
