public import Circuits
internal import Numerics

/// Means of observables behind a circuit, with their derivatives by every weight and every feature.
///
/// The circuit runs once; then its gates are undone one by one, on its state and on the observables
/// applied to it, and between two gates the derivative by an angle is one product of the two:
///
/// $$\partial_k \langle O\rangle = 2\,\mathrm{Im}\,\langle\lambda_k|G_k|\psi_k\rangle$$
///
/// T. Jones and J. Gacon, "Efficient calculation of gradients in classical simulations of variational
/// quantum algorithms", arXiv:2009.02823 (2020).
///
/// ```swift
/// let energy = try AdjointGradient(of: [.z(0) * .z(1)], in: circuit)
/// let result = try energy.evaluate(weights: [0.1, 0.2])
/// result.values[0]                              // the mean
/// result.weights[0]                             // its derivatives by w[0] and w[1]
/// ```
///
/// Preparing reads the structure of the circuit alone; what is prepared serves any values, and any number
/// of threads at once. Many samples are calls of their own, as ``values(weights:features:)``.
public struct AdjointGradient: Sendable {
  let engine: AdjointEngine
  /// Which values there are.
  let layout: ValueLayout
  /// The same in single precision, if that is asked for.
  let narrow: NarrowAdjoint?

  /// The means and their derivatives.
  public struct Result: Hashable, Sendable {
    /// The mean of each observable.
    public var values: [Double]
    /// For each observable, the derivative by each weight.
    public var weights: [[Double]]
    /// For each observable, the derivative by each feature.
    public var features: [[Double]]
  }

  /// Prepares a circuit, once for all values.
  ///
  /// - Parameters:
  ///   - observables: What is measured.
  ///   - circuit: A circuit of gates.
  ///   - precision: The width of the numbers that states are made of. Single precision takes half the memory,
  ///     and leaves errors of about 10⁻⁶; second derivatives are made in double precision all the same.
  /// - Throws: ``CircuitError`` for flaws, and ``SimulationError`` for measurements in the circuit, or a
  ///   qubit that it does not have.
  /// - Complexity: O(*k* *n*) for *k* gates on *n* qubits, and O(*k* 2ⁿ) on few qubits.
  public init(
    of observables: [Observable], in circuit: Circuit, precision: Precision = .double
  ) throws {
    try self.init(
      of: observables, in: circuit, keepsAll: false, isNarrow: precision == .single)
  }

  /// Prepares a circuit of which the states count with their phases.
  init(statesOf circuit: Circuit) throws { try self.init(of: [], in: circuit, keepsAll: true) }

  private init(
    of observables: [Observable], in circuit: Circuit, keepsAll: Bool, isNarrow: Bool = false
  ) throws {
    let circuit = try circuit.checked()
    try checkObservables(observables, qubits: circuit.qubitCount)
    if let operation = circuit.operations.first(where: { !$0.isUnitary }) {
      throw SimulationError.notSupported(
        "\(operation)", by: "the adjoint method", instead: "take the parameter-shift rule")
    }
    if circuit.qubitCount > AdjointEngine.widest {
      // Memory says it with the numbers of this machine, where it is too small.
      _ = try Amplitudes<Double>(qubits: circuit.qubitCount)
      throw SimulationError.notSupported(
        "a circuit of \(circuit.qubitCount) qubits", by: "the adjoint method",
        instead: "\(AdjointEngine.widest) qubits are the most")
    }
    engine = try AdjointEngine(circuit, measuring: observables, keepsAll: keepsAll)
    layout = ValueLayout(features: engine.features, weights: engine.weights)
    let places = layout.places
    narrow =
      isNarrow
      ? try NarrowAdjoint(circuit, measuring: observables) { places[$0] ?? 0 } : nil
  }

  /// The means and their derivatives for given weights and features.
  ///
  /// - Parameters:
  ///   - weights: The value of each weight.
  ///   - features: The value of each feature, and of more that the circuit does not use.
  /// - Returns: A mean for each observable, and its derivatives.
  /// - Throws: ``CircuitError/unfitValues(_:given:needed:)`` for too few values,
  ///   ``SimulationError/unfit(_:given:allowed:)`` for one that is not finite or makes an angle that is
  ///   not, and
  ///   ``SimulationError/tooLarge(qubits:bytes:free:)``.
  /// - Complexity: O(*k* 2ⁿ) for *k* gates and each observable, in the memory of four states and one
  ///   more for each observable but the first.
  public func evaluate(weights: [Double] = [], features: [Double] = []) throws -> Result {
    try layout.check(weights: weights, features: features)
    let (featureCount, count) = (engine.featureCount, engine.valueCount)
    let numbers = features.prefix(featureCount) + weights
    if let narrow { return try Result(narrow.evaluate(Array(numbers)), featureCount) }
    return try engine.withSingle { workspace in
      try withUnsafeTemporaryAllocation(
        of: Double.self, capacity: max(1, engine.observables.count * count)
      ) { buffer throws -> Result in
        guard let gradients = buffer.baseAddress else { return Result() }
        numbers.withUnsafeBufferPointer { numbers in
          // A circuit without symbols reads no numbers.
          let numbers = numbers.baseAddress ?? UnsafePointer(gradients)
          engine.differentiate(workspace, numbers, into: gradients)
        }
        try workspace.checkMeans()
        var result = Result()
        for observable in engine.observables.indices {
          let gradient = gradients + observable * count
          result.values.append(workspace.values[observable])
          result.features.append(Array(UnsafeBufferPointer(start: gradient, count: featureCount)))
          result.weights.append(
            Array(
              UnsafeBufferPointer(start: gradient + featureCount, count: count - featureCount)))
        }
        return result
      }
    }
  }
}

/// Refuses means that are no numbers, as only angles beyond all numbers make them.
func checkMeans(_ means: some Sequence<Double>) throws(SimulationError) {
  guard let mean = means.first(where: { !$0.isFinite }) else { return }
  throw .unfit(
    "a mean", given: "\(mean)", allowed: "weights and features have to make finite angles")
}

extension SingleWorkspace {
  /// Refuses means that are no numbers.
  func checkMeans() throws(SimulationError) {
    try Simulation.checkMeans(program.observables.indices.lazy.map { self.values[$0] })
  }
}

extension AdjointGradient.Result {
  init() { self.init(values: [], weights: [], features: []) }

  /// Means, and derivatives by features and then by weights.
  init(_ found: (values: [Double], gradients: [[Double]]), _ featureCount: Int) {
    self.init(
      values: found.values, weights: found.gradients.map { Array($0.dropFirst(featureCount)) },
      features: found.gradients.map { Array($0.prefix(featureCount)) })
  }
}
