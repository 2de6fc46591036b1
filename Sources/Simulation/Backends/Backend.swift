public import Circuits

/// What runs circuits: one way to simulate them, or a device.
///
/// ```swift
/// let backend = StateVectorBackend()
/// let state = try backend.state(of: circuit)
/// try state.mean(of: .z(0) * .z(1))
/// try backend.sampled(circuit, shots: 1_000, seed: 7)
/// try backend.means(of: [.z(0)], in: model, weights: [w], features: rows)    // a batch
/// ```
///
/// Whoever adds one proves it with ``checkBackendLaws(_:circuits:seed:tolerance:)``.
public protocol Backend: Sendable, CustomStringConvertible {
  /// The form in which it keeps states.
  associatedtype State: QuantumState

  /// What stands behind a circuit.
  ///
  /// - Parameter circuit: A circuit whose weights and features are bound.
  /// - Returns: The state.
  /// - Throws: ``CircuitError`` for a circuit with flaws, and ``SimulationError`` for open symbols, for what
  ///   the backend cannot do, and for what does not fit into memory.
  func state(of circuit: Circuit) throws -> State

  /// What measurements show: the classical bits, if the circuit measures, and all qubits at its end
  /// otherwise.
  ///
  /// - Parameters:
  ///   - circuit: A circuit whose weights and features are bound.
  ///   - shots: How often it is run.
  ///   - seed: Where chance begins; the same seed gives the same samples.
  /// - Returns: The samples.
  /// - Throws: As ``state(of:)``, and for a negative number of shots, and for more than memory holds.
  func sampled(_ circuit: Circuit, shots: Int, seed: UInt64) throws -> Samples

  /// The means of observables for each row of a batch.
  ///
  /// - Parameters:
  ///   - observables: What is measured.
  ///   - circuit: The circuit.
  ///   - weights: A row of weights, or one for each row of features.
  ///   - features: A row of features, or one for each row of weights.
  /// - Returns: For each row, the mean of each observable.
  /// - Throws: As ``state(of:)``, and for rows that do not belong together.
  func means(
    of observables: [Observable], in circuit: Circuit, weights: [[Double]], features: [[Double]]
  ) throws -> [[Double]]
}

extension Backend {
  /// The means of observables for each row of a batch, one row after the other.
  public func means(
    of observables: [Observable], in circuit: Circuit, weights: [[Double]], features: [[Double]]
  ) throws -> [[Double]] {
    try rows(weights, features).map { weights, features in
      try state(of: circuit.bound(weights: weights, features: features)).means(of: observables)
    }
  }
}

/// The rows of a batch: one row serves all rows of the other kind.
func rows(
  _ weights: [[Double]], _ features: [[Double]]
) throws(SimulationError) -> [(weights: [Double], features: [Double])] {
  let (all, given) = (weights.isEmpty ? [[]] : weights, features.isEmpty ? [[]] : features)
  guard all.count == given.count || all.count == 1 || given.count == 1 else {
    throw .unfit(
      "batch", given: "\(all.count) rows of weights and \(given.count) of features",
      allowed: "there are as many of both, or one of either")
  }
  return (0..<max(all.count, given.count)).map {
    (all[all.count == 1 ? 0 : $0], given[given.count == 1 ? 0 : $0])
  }
}
