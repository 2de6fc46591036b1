internal import Simulation

/// Derivatives from the simulated state, by running the circuit forwards and back.
///
/// They are exact, and cost about three runs however many weights there are. The method needs a state, pure or
/// mixed by noise, so it knows no shots.
public struct AdjointMethod: GradientMethod {
  /// The method.
  public init() {}

  /// `adjoint`.
  public var description: String { "adjoint" }

  /// Why the method cannot do a task.
  public func refusal(of task: GradientTask) -> String? {
    let expectation = task.expectation
    if expectation.shots != nil {
      return "it differentiates the exact mean, and means are to be estimated from shots"
    }
    if expectation.adjoint != nil { return nil }
    if expectation.backend.isExactForPureStates {
      return expectation.circuit.isUnitary
        ? "the circuit is too wide for a state"
        : "it runs the circuit backwards, and measurements cannot be undone"
    }
    return expectation.backend is DensityMatrixBackend
      ? "the circuit is too wide for a mixed state, or goes on by what it measures"
      : "it needs a state, pure or mixed, and \(expectation.backend) gives none"
  }

  /// The means and their derivatives.
  public func derivatives(of task: GradientTask) throws -> Derivatives {
    guard let adjoint = task.expectation.adjoint else {
      throw TrainingError.methodCannot("\(self)", reason: "there is no state", instead: [])
    }
    return try adjoint.derivatives(
      of: task, method: "adjoint: exact, from the simulated state")
  }
}

extension GradientMethod where Self == AdjointMethod {
  /// Exact derivatives from the simulated state.
  public static var adjoint: AdjointMethod { AdjointMethod() }
}
