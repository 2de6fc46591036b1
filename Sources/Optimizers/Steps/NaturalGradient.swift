public import Numerics

/// The steepest descent by the distance of states, and not of weights: w ← w − r (G + λ)⁻¹ g.
///
/// S. Amari, "Natural gradient works efficiently in learning", 1998; J. Stokes, J. Izaac, N. Killoran
/// and G. Carleo, "Quantum natural gradient", Quantum 4, 269 (2020).
public struct NaturalGradient: StepRule {
  /// What messages and records call it.
  public var name: String { "natural gradient" }
  /// How far a step goes, before the schedule.
  public var rate: Double
  /// By what factors the rate changes.
  public var schedule: Schedule = .constant
  /// λ, which keeps the metric from being singular.
  public var damping: Double
  /// The metric at weights: real, symmetric, not negative.
  let metric: @Sendable ([Double]) throws -> Matrix<Double>

  /// The damping.
  public var settings: [Setting] { [.positive("the damping", damping)] }

  /// Moves the weights.
  ///
  /// - Throws: `OptimizerError` or `NumericsError` if the metric is none; what the metric throws.
  public func update(
    _ weights: inout [Double], along gradient: [Double], rate: Double, _ state: inout StepState
  ) throws {
    let metric = try metric(weights)
    guard metric.rowCount == weights.count, metric.columnCount == weights.count else {
      throw OptimizerError.wrongCount(
        name, what: "a row of the metric", given: metric.columnCount, expected: weights.count)
    }
    let damped = try metric + Matrix.diagonal(weights.map { _ in damping })
    let step = try damped.solve(gradient)
    for i in weights.indices { weights[i] -= rate * step[i] }
  }
}

extension StepRule where Self == NaturalGradient {
  /// The steepest descent by the distance of states.
  ///
  /// - Parameters:
  ///   - rate: How far a step goes.
  ///   - damping: What is added to the diagonal of the metric.
  ///   - schedule: By what factors the rate changes.
  ///   - metric: The metric at weights, as the Fubini-Study metric of a circuit's state.
  /// - Returns: The rule.
  public static func naturalGradient(
    rate: Double = 0.01, damping: Double = 1e-3, schedule: Schedule = .constant,
    metric: @escaping @Sendable ([Double]) throws -> Matrix<Double>
  ) -> Self {
    NaturalGradient(rate: rate, schedule: schedule, damping: damping, metric: metric)
  }
}
