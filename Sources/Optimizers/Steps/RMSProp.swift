/// Each weight has a rate of its own, by a running mean of the squares of its gradients.
///
/// s ← α s + (1 − α) g², w ← w − r g / (√s + ε). T. Tieleman and G. Hinton, "Lecture 6.5: RMSProp",
/// Coursera 2012.
public struct RMSProp: StepRule, Hashable {
  /// What messages and records call it.
  public var name: String { "RMSProp" }
  /// How far a step goes, before the schedule.
  public var rate: Double
  /// By what factors the rate changes.
  public var schedule: Schedule = .constant
  /// How much of the mean of squares is kept.
  public var decay: Double = 0.99
  /// What keeps the quotient finite.
  public var epsilon: Double = 1e-8

  /// The numbers beside the rate.
  public var settings: [Setting] {
    [.fraction("the decay", decay), .positive("epsilon", epsilon)]
  }
  /// The mean of squares.
  public var vectorCount: Int { 1 }

  /// Moves the weights.
  public func update(
    _ weights: inout [Double], along gradient: [Double], rate: Double, _ state: inout StepState
  ) {
    for i in weights.indices {
      let square = decay * state.vectors[0][i] + (1 - decay) * gradient[i] * gradient[i]
      state.vectors[0][i] = square
      weights[i] -= rate * gradient[i] / (square.squareRoot() + epsilon)
    }
  }
}

extension StepRule where Self == RMSProp {
  /// A rate for each weight, by a running mean of the squares of its gradients.
  public static func rmsProp(
    rate: Double = 0.01, decay: Double = 0.99, epsilon: Double = 1e-8,
    schedule: Schedule = .constant
  ) -> Self {
    RMSProp(rate: rate, schedule: schedule, decay: decay, epsilon: epsilon)
  }
}
