public import Circuits
public import Numerics

/// Simulates circuits of Clifford gates by what leaves their state as it is: up to thousands of qubits.
public struct StabilizerBackend: Backend {
  /// A simulator.
  public init() {}

  /// The state behind a circuit of Clifford gates.
  public func state(of circuit: Circuit) throws -> StabilizerState { try StabilizerState(circuit) }

  /// What measurements show.
  public func sampled(_ circuit: Circuit, shots: Int, seed: UInt64) throws -> Samples {
    try StabilizerSampler(circuit).sampled(shots: shots, seed: seed)
  }

  /// `stabilizers`.
  public var description: String { "stabilizers" }
}

/// Simulates circuits as chains of tensors: many qubits that are not entangled much.
public struct MatrixProductBackend: Backend {
  /// The most dimensions of a bond.
  public let largestBond: Int
  /// The share of the weight that may be cut off at one bond.
  public let cutoff: Double

  /// A simulator whose bonds have at most so many dimensions.
  ///
  /// - Parameters:
  ///   - largestBond: The most dimensions of a bond.
  ///   - cutoff: The share of the weight that may be cut off at one bond.
  public init(largestBond: Int = 64, cutoff: Double = 1e-14) {
    (self.largestBond, self.cutoff) = (largestBond, cutoff)
  }

  /// The state behind a circuit of gates.
  public func state(of circuit: Circuit) throws -> MatrixProductState {
    try MatrixProductState(circuit, largestBond: largestBond, cutoff: cutoff)
  }

  /// What measurements show.
  public func sampled(_ circuit: Circuit, shots: Int, seed: UInt64) throws -> Samples {
    try MatrixProductSampler(circuit, largestBond: largestBond, cutoff: cutoff)
      .sampled(shots: shots, seed: seed)
  }

  /// `matrix product state, bonds of at most 64`.
  public var description: String { "matrix product state, bonds of at most \(largestBond)" }
}

extension StabilizerState: QuantumState {
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
}

extension MatrixProductState: QuantumState {
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
}
