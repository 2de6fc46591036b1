internal import Circuits
internal import Simulation

/// What makes means and derivatives from a state that is simulated, pure or mixed.
protocol ExactGradient: Sendable {
  /// The means for many samples with the same weights.
  func values(weights: [Double], features: [[Double]]) throws -> [[Double]]
  /// The means for many lists of weights.
  func values(weights: [[Double]], features: [[Double]]?) throws -> [[Double]]
  /// The means for many samples, and the derivatives of each.
  func evaluate(weights: [Double], features: [[Double]]) throws -> [AdjointGradient.Result]
  /// The means for many samples, and the derivatives of a function of them.
  func pullback(
    weights: [Double], features: [[Double]], includingFeatures: Bool,
    slopes: (_ sample: Int, _ values: [Double], _ slopes: inout [Double]) -> Void
  ) throws -> AdjointGradient.Pullback
}

extension ExactGradient {
  /// What a method that goes through states says of a task.
  func derivatives(of task: GradientTask, method: String) throws -> Derivatives {
    var result = Derivatives(method: method, runs: task.features.count)
    for row in try evaluate(weights: task.weights, features: task.features) {
      result.values.append(row.values)
      let gradients = row.weights.indices.map { row.weights[$0] + row.features[$0] }
      result.append(gradients, of: task)
    }
    return result
  }
}

extension AdjointGradient: ExactGradient {}
extension NoisyGradient: ExactGradient {}

extension Backend {
  /// Whether means come from states that know no noise, so that a state may be differentiated instead.
  var isExactForPureStates: Bool {
    if let automatic = self as? AutomaticBackend { return automatic.noise.isIdeal }
    return self is StateVectorBackend
  }

  /// The means and derivatives of the states that this backend simulates; nothing where it takes others, as
  /// runs with errors, and for a circuit that is too wide or goes on by what it measures.
  func exactGradient(of observables: [Observable], in circuit: Circuit) -> (any ExactGradient)? {
    if isExactForPureStates {
      return circuit.isUnitary ? try? AdjointGradient(of: observables, in: circuit) : nil
    }
    let chosen = (self as? AutomaticBackend).flatMap { try? $0.choice(for: circuit).backend }
    guard let mixed = (chosen ?? self) as? DensityMatrixBackend else { return nil }
    return try? NoisyGradient(of: observables, in: circuit, noise: mixed.noise)
  }
}
