public import Circuits
internal import Numerics

extension Circuit {
  /// The state that the circuit makes of zeros.
  ///
  /// ```swift
  /// let state = try circuit.state(weights: [0.1, 0.2])
  /// ```
  ///
  /// - Parameters:
  ///   - weights: The value of each open weight.
  ///   - features: The value of each open feature.
  /// - Returns: The state.
  /// - Throws: ``CircuitError`` for flaws or unfit values, and ``SimulationError`` for measurements, or a
  ///   state too large for memory.
  /// - Complexity: O(*k* 2ⁿ) for *k* gates on *n* qubits.
  public func state(
    weights: [Double] = [], features: [Double] = []
  ) throws -> StateVector {
    try StateVector(given(weights, features))
  }

  /// The probability of each basis state, the numbers of the circuit given.
  ///
  /// - Parameters:
  ///   - weights: The value of each open weight.
  ///   - features: The value of each open feature.
  /// - Returns: 2ⁿ probabilities; qubit 0 is the lowest bit of an index.
  /// - Throws: As ``state(weights:features:)``.
  public func probabilities(
    weights: [Double] = [], features: [Double] = []
  ) throws -> [Double] {
    try state(weights: weights, features: features).probabilities
  }

  /// The mean of an observable behind the circuit.
  ///
  /// - Parameters:
  ///   - observable: What is measured.
  ///   - weights: The value of each open weight.
  ///   - features: The value of each open feature.
  /// - Returns: The mean.
  /// - Throws: As ``state(weights:features:)``, and ``CircuitError`` for an observable with flaws.
  public func expectation(
    of observable: Observable, weights: [Double] = [], features: [Double] = []
  ) throws -> Double {
    try state(weights: weights, features: features).expectation(of: observable)
  }

  /// What measurements show: the classical bits, if the circuit measures, and all qubits at its end
  /// otherwise.
  ///
  /// ```swift
  /// try bell.sampled(shots: 1_000, seed: 7).counts
  /// ```
  ///
  /// - Parameters:
  ///   - shots: How often the circuit is run.
  ///   - seed: Where chance begins; the same seed gives the same samples.
  ///   - weights: The value of each open weight.
  ///   - features: The value of each open feature.
  /// - Returns: The samples.
  /// - Throws: As ``state(weights:features:)``, but for measurements.
  /// - Complexity: The cost of the state, and O(shots).
  public func sampled(
    shots: Int, seed: UInt64 = 0, weights: [Double] = [], features: [Double] = []
  ) throws -> Samples {
    try StateVectorBackend().sampled(given(weights, features), shots: shots, seed: seed)
  }

  private func given(_ weights: [Double], _ features: [Double]) throws(CircuitError) -> Circuit {
    try bound(
      weights: weights.isEmpty ? nil : weights, features: features.isEmpty ? nil : features)
  }
}
