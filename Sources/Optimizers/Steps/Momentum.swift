/// Gradient descent, whose velocity is kept from step to step; without momentum it is plain descent.
///
/// v ← μ v + g, then w ← w − r v, and with Nesterov's look ahead w ← w − r (g + μ v).
/// B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964; Y.
/// Nesterov 1983, in the form of I. Sutskever and others, "On the importance of initialization and
/// momentum in deep learning", ICML 2013.
public struct Momentum: StepRule, Hashable {
  /// What messages and records call it.
  public var name: String {
    momentum == 0 ? "gradient descent" : looksAhead ? "Nesterov" : "momentum"
  }
  /// How far a step goes, before the schedule.
  public var rate: Double
  /// By what factors the rate changes.
  public var schedule: Schedule = .constant
  /// How much of the velocity is kept.
  public var momentum: Double = 0
  /// Whether the gradient counts as if the velocity had been followed already.
  public var looksAhead: Bool = false

  /// The momentum.
  public var settings: [Setting] { [.fraction("the momentum", momentum)] }
  /// The velocity, where there is momentum.
  public var vectorCount: Int { momentum == 0 ? 0 : 1 }

  /// Moves the weights.
  public func update(
    _ weights: inout [Double], along gradient: [Double], rate: Double, _ state: inout StepState
  ) {
    guard momentum != 0 else {
      for i in weights.indices { weights[i] -= rate * gradient[i] }
      return
    }
    for i in weights.indices {
      let velocity = momentum * state.vectors[0][i] + gradient[i]
      state.vectors[0][i] = velocity
      weights[i] -= rate * (looksAhead ? gradient[i] + momentum * velocity : velocity)
    }
  }
}

extension StepRule where Self == Momentum {
  /// Gradient descent: w ← w − r g.
  public static func gradientDescent(rate: Double = 0.01, schedule: Schedule = .constant) -> Self {
    Momentum(rate: rate, schedule: schedule)
  }

  /// Gradient descent with a velocity: v ← μ v + g, w ← w − r v.
  public static func momentum(
    rate: Double = 0.01, momentum: Double = 0.9, schedule: Schedule = .constant
  ) -> Self {
    Momentum(rate: rate, schedule: schedule, momentum: momentum)
  }

  /// Momentum with Nesterov's look ahead: v ← μ v + g, w ← w − r (g + μ v).
  public static func nesterov(
    rate: Double = 0.01, momentum: Double = 0.9, schedule: Schedule = .constant
  ) -> Self {
    Momentum(rate: rate, schedule: schedule, momentum: momentum, looksAhead: true)
  }
}
