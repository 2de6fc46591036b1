internal import Simulation

/// Chooses the method that fits: the adjoint method where a state is simulated (under noise, by going back
/// through stored states), parameter shifts where shots or runs with errors are, and differences where a gate
/// has no rule.
public struct AutomaticMethod: GradientMethod {
  /// The method.
  public init() {}

  /// `automatic`.
  public var description: String { "automatic" }

  /// It always can.
  public func refusal(of task: GradientTask) -> String? { nil }

  /// The method for a task, and why.
  public func choice(for task: GradientTask) -> (method: any GradientMethod, reason: String) {
    guard let reason = AdjointMethod().refusal(of: task) else {
      return (AdjointMethod(), "the state is simulated, and this costs the least")
    }
    if let refused = ParameterShift().refusal(of: task) {
      return (FiniteDifferences(), "not adjoint: \(reason); not shifts: \(refused)")
    }
    return (ParameterShift(), "not adjoint: \(reason)")
  }

  /// The means and their derivatives.
  public func derivatives(of task: GradientTask) throws -> Derivatives {
    let (method, reason) = choice(for: task)
    var result = try method.derivatives(of: task)
    result.method = "\(method) chosen: \(reason)"
    return result
  }
}

extension GradientMethod where Self == AutomaticMethod {
  /// The method that fits.
  public static var automatic: AutomaticMethod { AutomaticMethod() }
}
