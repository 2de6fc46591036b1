internal import Simulation

/// Derivatives by going back through the states that one run has kept.
///
/// The mixed state before every step is kept, or made again from every so-manieth; then the observables
/// go back from step to step, and meet in each the derivative of its gate. It is exact, and the fastest exact way
/// where steps cannot be undone: under noise, and behind resets and measurements that nobody reads. There
/// `adjoint` and `automatic` take it as well.
///
/// Without noise it finds the same numbers in 4ⁿ memory, where the adjoint method undoes each gate in 2ⁿ, keeps
/// nothing and is always faster; so nobody chooses it there but by name.
///
/// ```swift
/// let noisy = try Expectation(of: .z(0), in: circuit, on: DensityMatrixBackend(noise: noise))
/// try noisy.gradient(at: weights, by: .backpropagation)
/// ```
public struct Backpropagation: GradientMethod {
  /// The most qubits of a circuit without noise whose mixed states are kept.
  static let mostQubits = 10

  /// The method.
  public init() {}

  /// `backpropagation`.
  public var description: String { "backpropagation" }

  /// Why the method cannot do a task.
  public func refusal(of task: GradientTask) -> String? {
    let expectation = task.expectation
    if expectation.shots != nil {
      return "it differentiates the exact mean, and means are to be estimated from shots"
    }
    if expectation.adjoint is NoisyGradient { return nil }
    guard expectation.backend.isExactForPureStates else {
      return AdjointMethod().refusal(of: task)
    }
    if expectation.circuit.qubitCount > Backpropagation.mostQubits {
      return "it keeps mixed states, of at most \(Backpropagation.mostQubits) qubits"
    }
    return expectation.circuit.operations.contains { $0.condition != nil }
      ? "the circuit goes on by what it measures" : nil
  }

  /// The means and their derivatives.
  public func derivatives(of task: GradientTask) throws -> Derivatives {
    let expectation = task.expectation
    let kept =
      try expectation.adjoint as? NoisyGradient
      ?? NoisyGradient(of: expectation.observables, in: expectation.circuit)
    return try kept.derivatives(
      of: task, method: "backpropagation: exact, through the states of one run")
  }
}

extension GradientMethod where Self == Backpropagation {
  /// Exact derivatives through the states of one run, under noise too.
  public static var backpropagation: Backpropagation { Backpropagation() }
}
