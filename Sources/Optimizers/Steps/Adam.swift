/// Running means of the gradient and of its squares, both freed of their beginning at zero.
///
/// m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g²; with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ),
/// w ← w − r m̂ / (√v̂ + ε). AdamW shrinks the weights by 1 − r λ before; AMSGrad takes for v̂ the
/// largest v so far.
/// D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015; I. Loshchilov
/// and F. Hutter, "Decoupled weight decay regularization", ICLR 2019; S. J. Reddi, S. Kale and S.
/// Kumar, "On the convergence of Adam and beyond", ICLR 2018.
public struct Adam: StepRule, Hashable {
  /// What messages and records call it.
  public var name: String { keepsLargest ? "AMSGrad" : decay == 0 ? "Adam" : "AdamW" }
  /// How far a step goes, before the schedule.
  public var rate: Double
  /// By what factors the rate changes.
  public var schedule: Schedule = .constant
  /// How much of the mean of gradients is kept.
  public var beta1: Double = 0.9
  /// How much of the mean of squares is kept.
  public var beta2: Double = 0.999
  /// What keeps the quotient finite.
  public var epsilon: Double = 1e-8
  /// The part, times the rate, by which weights shrink at each step.
  public var decay: Double = 0
  /// Whether the largest mean of squares so far counts, and not the present one.
  public var keepsLargest: Bool = false

  /// The numbers beside the rate.
  public var settings: [Setting] {
    [
      .fraction("beta1", beta1), .fraction("beta2", beta2), .positive("epsilon", epsilon),
      .notNegative("the decay", decay),
    ]
  }
  /// The two means, and the largest mean of squares.
  public var vectorCount: Int { keepsLargest ? 3 : 2 }

  /// Moves the weights.
  public func update(
    _ weights: inout [Double], along gradient: [Double], rate: Double, _ state: inout StepState
  ) {
    let meanScale = 1 / (1 - power(beta1, state.steps))
    let squareScale = 1 / (1 - power(beta2, state.steps))
    for i in weights.indices {
      let mean = beta1 * state.vectors[0][i] + (1 - beta1) * gradient[i]
      let square = beta2 * state.vectors[1][i] + (1 - beta2) * gradient[i] * gradient[i]
      (state.vectors[0][i], state.vectors[1][i]) = (mean, square)
      var divisor = square
      if keepsLargest {
        divisor = max(state.vectors[2][i], square)
        state.vectors[2][i] = divisor
      }
      weights[i] -= rate * decay * weights[i]
      weights[i] -= rate * mean * meanScale / ((divisor * squareScale).squareRoot() + epsilon)
    }
  }
}

extension StepRule where Self == Adam {
  /// Running means of the gradient and of its squares.
  ///
  /// ```swift
  /// var stepper = try Stepper(.adam(rate: 0.05))
  /// ```
  public static func adam(
    rate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    schedule: Schedule = .constant
  ) -> Self {
    Adam(rate: rate, schedule: schedule, beta1: beta1, beta2: beta2, epsilon: epsilon)
  }

  /// Adam, with weights that shrink by the part rate · decay at each step.
  public static func adamW(
    rate: Double = 0.001, decay: Double = 0.01, beta1: Double = 0.9, beta2: Double = 0.999,
    epsilon: Double = 1e-8, schedule: Schedule = .constant
  ) -> Self {
    Adam(
      rate: rate, schedule: schedule, beta1: beta1, beta2: beta2, epsilon: epsilon, decay: decay)
  }

  /// Adam, with the largest mean of squares so far.
  public static func amsGrad(
    rate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
    schedule: Schedule = .constant
  ) -> Self {
    Adam(
      rate: rate, schedule: schedule, beta1: beta1, beta2: beta2, epsilon: epsilon,
      keepsLargest: true)
  }
}
