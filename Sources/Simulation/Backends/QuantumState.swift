public import Circuits
public import Numerics

/// What stands behind a circuit, in whatever form a simulator keeps it: the questions that all forms answer.
public protocol QuantumState: Sendable {
  /// How many qubits there are.
  var qubitCount: Int { get }

  /// The means of several observables, all in one walk over the state.
  ///
  /// - Throws: ``CircuitError/flawed(_:flaws:)`` for an observable with flaws, and
  ///   ``SimulationError/noSuchQubit(_:qubits:)`` for one of more qubits than the state has.
  func means(of observables: [Observable]) throws -> [Double]

  /// The probability of each state of some qubits, whatever the others are; the lowest bit of the result
  /// first.
  ///
  /// - Throws: ``SimulationError`` for a qubit that is not there or named twice.
  func distribution(over qubits: [Int]) throws -> [Double]

  /// The density matrix of some qubits, with the others traced out; the lowest bit of an index first.
  ///
  /// - Throws: ``SimulationError`` for a qubit that is not there or named twice, or too many.
  func partialMatrix(of qubits: [Int]) throws -> Matrix<Complex<Double>>

  /// What measuring all qubits shows.
  ///
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for a negative number of shots, and for more
  ///   than memory holds.
  func outcomes(shots: Int, seed: UInt64) throws -> Samples
}

extension QuantumState {
  /// The mean of an observable.
  ///
  /// - Throws: As ``means(of:)``.
  public func mean(of observable: Observable) throws -> Double { try means(of: [observable])[0] }

  /// The variances of several observables: $\langle O^2\rangle - \langle O\rangle^2$.
  ///
  /// - Throws: As ``means(of:)``.
  public func variances(of observables: [Observable]) throws -> [Double] {
    // Products of strings that do not commute cancel in the square.
    let means = try means(of: observables + observables.map { $0 * $0 })
    return observables.indices.map {
      max(0, means[observables.count + $0] - means[$0] * means[$0])
    }
  }
}

extension StateVector: QuantumState {
  /// The means of several observables.
  public func means(of observables: [Observable]) throws -> [Double] {
    try expectations(of: observables)
  }

  /// The probability of each state of some qubits.
  public func distribution(over qubits: [Int]) throws -> [Double] { try probabilities(of: qubits) }

  /// The density matrix of some qubits.
  public func partialMatrix(of qubits: [Int]) throws -> Matrix<Complex<Double>> {
    try reducedDensityMatrix(of: qubits)
  }

  /// What measuring all qubits shows.
  public func outcomes(shots: Int, seed: UInt64) throws -> Samples {
    try sampled(shots: shots, seed: seed)
  }

  /// What measuring all qubits shows.
  ///
  /// - Parameters:
  ///   - shots: How often they are measured.
  ///   - seed: Where chance begins; the same seed gives the same samples.
  /// - Returns: The samples.
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for a negative number of shots, and for more
  ///   than memory holds.
  /// - Complexity: O(2ⁿ) and O(1) for each shot.
  public func sampled(shots: Int, seed: UInt64 = 0) throws(SimulationError) -> Samples {
    try checkTable(shots: shots, bits: qubitCount, copies: 3)
    var random = RandomStream(seed: seed)
    return Samples(bitCount: qubitCount, outcomes: engine.draws(shots, using: &random))
  }
}

extension DensityMatrix: QuantumState {
  /// The means of several observables.
  public func means(of observables: [Observable]) throws -> [Double] {
    try expectations(of: observables)
  }

  /// The probability of each state of some qubits.
  public func distribution(over qubits: [Int]) throws -> [Double] { try probabilities(of: qubits) }

  /// The density matrix of some qubits.
  public func partialMatrix(of qubits: [Int]) throws -> Matrix<Complex<Double>> {
    try reducedDensityMatrix(of: qubits)
  }

  /// What measuring all qubits shows.
  public func outcomes(shots: Int, seed: UInt64) throws -> Samples {
    try sampled(shots: shots, seed: seed)
  }

  /// What measuring all qubits shows.
  ///
  /// - Parameters:
  ///   - shots: How often they are measured.
  ///   - seed: Where chance begins; the same seed gives the same samples.
  /// - Returns: The samples.
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for a negative number of shots, and for more
  ///   than memory holds.
  public func sampled(shots: Int, seed: UInt64 = 0) throws -> Samples {
    try checkTable(shots: shots, bits: qubitCount, copies: 2)
    var random = RandomStream(seed: seed)
    let table = try AliasTable(weights: probabilities)
    return Samples(
      bitCount: qubitCount, outcomes: (0..<shots).map { _ in UInt64(table.draw(using: &random)) })
  }
}
