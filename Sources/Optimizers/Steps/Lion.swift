/// Each weight moves by the same length, in the direction of a running mean's sign.
///
/// w ← w − r (sign(β₁ m + (1 − β₁) g) + λ w), then m ← β₂ m + (1 − β₂) g. X. Chen and others,
/// "Symbolic discovery of optimization algorithms", NeurIPS 2023.
public struct Lion: StepRule, Hashable {
  /// What messages and records call it.
  public var name: String { "Lion" }
  /// How far a step goes, before the schedule.
  public var rate: Double
  /// By what factors the rate changes.
  public var schedule: Schedule = .constant
  /// How much of the mean counts for the direction.
  public var beta1: Double = 0.9
  /// How much of the mean is kept.
  public var beta2: Double = 0.99
  /// The part, times the rate, by which weights shrink at each step.
  public var decay: Double = 0

  /// The numbers beside the rate.
  public var settings: [Setting] {
    [.fraction("beta1", beta1), .fraction("beta2", beta2), .notNegative("the decay", decay)]
  }
  /// The mean of gradients.
  public var vectorCount: Int { 1 }

  /// Moves the weights.
  public func update(
    _ weights: inout [Double], along gradient: [Double], rate: Double, _ state: inout StepState
  ) {
    for i in weights.indices {
      let direction = beta1 * state.vectors[0][i] + (1 - beta1) * gradient[i]
      let sign: Double = direction > 0 ? 1 : direction < 0 ? -1 : 0
      weights[i] -= rate * (sign + decay * weights[i])
      state.vectors[0][i] = beta2 * state.vectors[0][i] + (1 - beta2) * gradient[i]
    }
  }
}

extension StepRule where Self == Lion {
  /// Steps of one length, by the sign of a running mean.
  public static func lion(
    rate: Double = 1e-4, beta1: Double = 0.9, beta2: Double = 0.99, decay: Double = 0,
    schedule: Schedule = .constant
  ) -> Self {
    Lion(rate: rate, schedule: schedule, beta1: beta1, beta2: beta2, decay: decay)
  }
}
