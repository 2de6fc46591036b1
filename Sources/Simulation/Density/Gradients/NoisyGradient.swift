public import Circuits
public import Noise
internal import Numerics

/// Means of observables behind a noisy circuit, with their derivatives by every weight and every feature.
///
/// As ``AdjointGradient``, on density matrices: what a step does to states is a matrix $M$ of real numbers, the
/// observables go back through the circuit by its transposed, and the derivative by an angle is
///
/// $$\partial_k \langle O\rangle = \lambda_k^T\, \frac{\partial M_k}{\partial\theta_k}\, r_k$$
///
/// with the state $r_k$ before the step and the observable $\lambda_k$ behind it. The derivative of a gate
/// is the commutator with its generator; channels are constant. The readout errors of the noise are in the
/// means, as in those of a ``DensityMatrix``.
///
/// ```swift
/// let energy = try NoisyGradient(of: [.z(0) * .z(1)], in: circuit, noise: noise)
/// let result = try energy.evaluate(weights: [0.1, 0.2])
/// result.weights[0]                             // derivatives by w[0] and w[1]
/// ```
///
/// Resets are allowed, and measurements as long as no condition reads them.
///
/// T. Jones and J. Gacon, arXiv:2009.02823 (2020), for states; here for the superoperators of both.
public struct NoisyGradient: Sendable {
  /// The means and their derivatives.
  public typealias Result = AdjointGradient.Result
  /// The derivatives of a function of all means.
  public typealias Pullback = AdjointGradient.Pullback

  let tape: DensityTape
  let layout: ValueLayout

  /// Prepares a circuit, once for all values.
  ///
  /// - Parameters:
  ///   - observables: What is measured.
  ///   - circuit: A circuit without conditions.
  ///   - noise: What goes wrong; nothing unless given.
  /// - Throws: ``CircuitError`` for flaws, and ``SimulationError`` for a condition in the circuit, a qubit
  ///   that it does not have, or more qubits than memory holds; also ``NoiseError`` as ``Readout/seen(_:)``.
  /// - Complexity: O(*k*) for *k* gates.
  public init(
    of observables: [Observable], in circuit: Circuit, noise: NoiseModel = NoiseModel()
  ) throws {
    let circuit = try circuit.checked()
    try checkObservables(observables, qubits: circuit.qubitCount)
    if let operation = circuit.operations.first(where: \.isConditional) {
      throw SimulationError.notSupported(
        "\(operation)", by: "the adjoint method",
        instead: "a condition parts states; take the parameter-shift rule")
    }
    if circuit.qubitCount > 8 { _ = try PauliVector(qubits: circuit.qubitCount) }
    layout = ValueLayout(circuit)
    let places = layout.places
    tape = try DensityTape(circuit, noise: noise, measuring: observables) { places[$0] ?? 0 }
  }

  /// The means and their derivatives for given weights and features.
  ///
  /// - Parameters:
  ///   - weights: The value of each weight.
  ///   - features: The value of each feature, and of more that the circuit does not use.
  /// - Returns: A mean for each observable, and its derivatives.
  /// - Throws: ``CircuitError/unfitValues(_:given:needed:)`` for too few values,
  ///   ``SimulationError/unfit(_:given:allowed:)`` for one that is not finite or makes an angle that is
  ///   not, and ``SimulationError/tooLarge(qubits:bytes:free:)``.
  /// - Complexity: O(*k* 4ⁿ) for *k* gates and each observable, in the memory of *k* states, or of 2√*k*
  ///   where *k* would take more than 64 MiB.
  public func evaluate(weights: [Double] = [], features: [Double] = []) throws -> Result {
    try layout.check(weights: weights, features: features)
    return try result(for: Array(features.prefix(layout.featureCount)) + weights)
  }

  /// The means and their derivatives for a list of values, features first.
  func result(for values: [Double]) throws -> Result {
    let angles = try tape.angles.finiteValues(for: values)
    let run = try DensityRun(tape, angles, adjoints: tape.observables.count)
    let adjoints = try tape.observables.indices.map { place throws(SimulationError) in
      try tape.adjoint(tape.observables.indices.map { $0 == place ? 1 : 0 })
    }
    var result = Result()
    result.values = means(of: run)
    for slopes in try run.slopes(adjoints) {
      let gradient = gradient(slopes, at: values)
      result.features.append(Array(gradient[..<layout.featureCount]))
      result.weights.append(Array(gradient[layout.featureCount...]))
    }
    return result
  }

  /// The mean of each observable.
  func means(of run: DensityRun) -> [Double] {
    tape.observables.indices.map { tape.mean(of: $0, for: run.state) }
  }

  /// Derivatives by values, from those by angles.
  func gradient(_ slopes: [Double], at values: [Double]) -> [Double] {
    var gradient = [Double](repeating: 0, count: layout.featureCount + layout.weightCount)
    tape.angles.addChain(slopes, at: values, to: &gradient)
    return gradient
  }
}

extension Operation {
  /// Whether it, or an operation in it, has a condition.
  fileprivate var isConditional: Bool {
    if condition != nil { return true }
    if case .block(let circuit, _, _) = action {
      return circuit.operations.contains(where: \.isConditional)
    }
    return false
  }
}
