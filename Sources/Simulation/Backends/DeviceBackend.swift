public import Circuits
public import Noise
public import Numerics

/// Runs circuits as a device would: each is fitted to its map and its gates, and goes wrong as there.
///
/// ```swift
/// let device = DeviceBackend(try .fiveQubitT())
/// try StateVectorBackend().sampled(circuit, shots: 1_000, seed: 7)
/// try device.sampled(circuit, shots: 1_000, seed: 7)      // the same call, with noise
/// ```
///
/// What is measured is said of the qubits of the circuit that was given, wherever they stand on the device.
public struct DeviceBackend: Backend {
  /// The device.
  public let device: DeviceSnapshot
  /// What runs fitted circuits.
  public let base: any Backend
  /// What chance in the search for few swaps depends on.
  public let seed: UInt64
  private let known = FittedCircuits()

  /// A device.
  ///
  /// - Parameters:
  ///   - device: The device.
  ///   - base: What runs fitted circuits: a simulator of the device's noise unless given, or one that
  ///     mitigates it.
  ///   - seed: What chance in the search for few swaps depends on.
  public init(_ device: DeviceSnapshot, base: (any Backend)? = nil, seed: UInt64 = 0) {
    self.device = device
    self.base = base ?? AutomaticBackend(noise: device.noiseModel, seed: seed)
    self.seed = seed
  }

  /// A state of the device, and where the qubits of the circuit stand.
  public struct State: QuantumState {
    /// The state of all qubits of the device.
    public let base: any QuantumState
    /// The circuit as the device ran it.
    public let fitted: RoutedCircuit

    /// How many qubits the circuit has.
    public var qubitCount: Int { fitted.original.qubitCount }

    /// The means of several observables.
    public func means(of observables: [Observable]) throws -> [Double] {
      try base.means(of: fitted.placed(observables))
    }

    /// The probability of each state of some qubits.
    public func distribution(over qubits: [Int]) throws -> [Double] {
      try base.distribution(over: places(of: qubits))
    }

    /// The density matrix of some qubits.
    public func partialMatrix(of qubits: [Int]) throws -> Matrix<Complex<Double>> {
      try base.partialMatrix(of: places(of: qubits))
    }

    /// What measuring all qubits shows.
    public func outcomes(shots: Int, seed: UInt64) throws -> Samples {
      try fitted.read(base.outcomes(shots: shots, seed: seed))
    }

    private func places(of qubits: [Int]) throws(SimulationError) -> [Int] {
      try check(qubits, of: qubitCount)
      return qubits.compactMap { fitted.finalLayout[$0] }
    }
  }

  /// The state behind a circuit on the device.
  public func state(of circuit: Circuit) throws -> State {
    let fitted = try fitted(circuit)
    return State(base: try base.state(of: fitted.circuit), fitted: fitted)
  }

  /// What measurements show: the classical bits, if the circuit measures, and all its qubits otherwise.
  public func sampled(_ circuit: Circuit, shots: Int, seed: UInt64) throws -> Samples {
    let fitted = try fitted(circuit)
    let samples = try base.sampled(fitted.circuit, shots: shots, seed: seed)
    return circuit.bitCount > 0 ? samples : try fitted.read(samples)
  }

  /// The means of observables for each row of a batch, with one fitted circuit for all.
  public func means(
    of observables: [Observable], in circuit: Circuit, weights: [[Double]], features: [[Double]]
  ) throws -> [[Double]] {
    let fitted = try fitted(circuit)
    return try base.means(
      of: fitted.placed(observables), in: fitted.circuit, weights: weights, features: features)
  }

  /// The circuit as the device runs it; one that was fitted a short while ago is not fitted again.
  ///
  /// - Throws: ``CircuitError``, as ``Circuit/fitted(to:from:trials:seed:)``.
  public func fitted(_ circuit: Circuit) throws -> RoutedCircuit {
    try known.fitted(circuit) { try $0.fitted(to: device, seed: seed) }
  }

  /// `five-qubit T`.
  public var description: String { device.name }
}

extension RoutedCircuit {
  /// Observables of the qubits of the circuit, as ones of the places where they stand in the end.
  fileprivate func placed(_ observables: [Observable]) throws -> [Observable] {
    try observables.map { observable in
      // A spare qubit of the device is none of the circuit.
      guard observable.width <= original.qubitCount else {
        throw SimulationError.noSuchQubit(observable.width - 1, qubits: original.qubitCount)
      }
      return finalLayout.placed(observable)
    }
  }

  /// Readings of all places, as ones of the qubits of the circuit.
  fileprivate func read(_ samples: Samples) throws(SimulationError) -> Samples {
    try samples.marginal(of: (0..<original.qubitCount).compactMap { finalLayout[$0] })
  }
}
