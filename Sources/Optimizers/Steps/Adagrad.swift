/// Each weight has a rate of its own, that falls with the squares of its gradients so far.
///
/// s ← s + g², w ← w − r g / (√s + ε). J. Duchi, E. Hazan and Y. Singer, "Adaptive subgradient
/// methods for online learning and stochastic optimization", JMLR 12 (2011).
public struct Adagrad: StepRule, Hashable {
  /// What messages and records call it.
  public var name: String { "Adagrad" }
  /// How far a step goes, before the schedule.
  public var rate: Double
  /// By what factors the rate changes.
  public var schedule: Schedule = .constant
  /// What keeps the quotient finite.
  public var epsilon: Double = 1e-10

  /// The number that keeps the quotient finite.
  public var settings: [Setting] { [.positive("epsilon", epsilon)] }
  /// The sum of squares.
  public var vectorCount: Int { 1 }

  /// Moves the weights.
  public func update(
    _ weights: inout [Double], along gradient: [Double], rate: Double, _ state: inout StepState
  ) {
    for i in weights.indices {
      state.vectors[0][i] += gradient[i] * gradient[i]
      weights[i] -= rate * gradient[i] / (state.vectors[0][i].squareRoot() + epsilon)
    }
  }
}

extension StepRule where Self == Adagrad {
  /// A rate for each weight, that falls with the squares of its gradients so far.
  public static func adagrad(
    rate: Double = 0.01, epsilon: Double = 1e-10, schedule: Schedule = .constant
  ) -> Self {
    Adagrad(rate: rate, schedule: schedule, epsilon: epsilon)
  }
}
