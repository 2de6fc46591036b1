public import Circuits
public import Noise
public import Numerics
public import Simulation

/// A backend whose readings are corrected, qubit by qubit, for what is misread.
///
/// ```swift
/// let noisy = DensityMatrixBackend(noise: noise)
/// let better = try ReadoutMitigation(calibrating: noisy, qubits: 3, shots: 20_000, seed: 1)
/// try better.state(of: circuit).mean(of: .z(0) * .z(2))
/// ```
///
/// Readings are a product of 2 × 2 matrices, one for each qubit, times what is there; their inverses undo
/// it, "tensored" as this is called. A mean is exact where that product is; it spreads more than the
/// readings by a factor of about $1/(1 - p_{01} - p_{10})$ for each qubit.
///
/// S. Bravyi, S. Sheldon, A. Kandala, D. C. McKay and J. M. Gambetta, "Mitigating measurement errors in
/// multiqubit experiments", Phys. Rev. A 103, 042605 (2021).
public struct ReadoutMitigation<Base: Backend>: Backend {
  /// What runs circuits.
  public let base: Base
  /// How its qubits are read.
  public let readout: Readout

  /// A backend of which is known how its qubits are read.
  ///
  /// - Parameters:
  ///   - base: What runs circuits.
  ///   - readout: How its qubits are read.
  public init(_ base: Base, readout: Readout) { (self.base, self.readout) = (base, readout) }

  /// A backend of which is measured how its qubits are read.
  ///
  /// Two circuits are run: one that leaves all qubits 0, and one that flips each of them, whose errors are
  /// taken for those of the readings.
  ///
  /// - Parameters:
  ///   - base: What runs circuits.
  ///   - qubits: How many qubits are measured, from 1 to 48.
  ///   - shots: How often each circuit is run.
  ///   - seed: Where chance begins.
  /// - Throws: ``MitigationError/unfit(_:given:allowed:)`` for no qubits or shots, and what the backend
  ///   throws.
  public init(calibrating base: Base, qubits: Int, shots: Int, seed: UInt64 = 0) throws {
    guard 1...48 ~= qubits, shots > 0 else {
      throw MitigationError.unfit(
        "a calibration", given: "\(qubits) qubits and \(shots) shots",
        allowed: "1 to 48 qubits are measured, at least once")
    }
    let flips = Circuit(qubits: qubits) { circuit in
      for qubit in 0..<qubits { circuit.x(qubit) }
    }
    let zeros = try base.sampled(Circuit(qubits: qubits), shots: shots, seed: seed)
    let ones = try base.sampled(flips, shots: shots, seed: seed &+ 1)
    let errors = try (0..<qubits).map { qubit in
      try ReadoutError(
        zeroAsOne: zeros.mean(ofBit: qubit), oneAsZero: 1 - ones.mean(ofBit: qubit))
    }
    self.init(base, readout: Readout(errors))
  }

  /// A state whose readings are corrected.
  public struct State: QuantumState {
    /// The state as it is read.
    public let base: Base.State
    /// How its qubits are read.
    public let readout: Readout

    /// How many qubits there are.
    public var qubitCount: Int { base.qubitCount }

    /// The means of several observables, by readings of others that have these means.
    public func means(of observables: [Observable]) throws -> [Double] {
      try base.means(of: observables.map { try readout.corrected($0) })
    }

    /// The probability of each state of some qubits: the nearest probabilities to what the correction
    /// gives.
    public func distribution(over qubits: [Int]) throws -> [Double] {
      try readout.corrected(base.distribution(over: qubits), over: qubits).nearestDistribution
    }

    /// The density matrix of some qubits, as the backend knows it.
    public func partialMatrix(of qubits: [Int]) throws -> Matrix<Complex<Double>> {
      try base.partialMatrix(of: qubits)
    }

    /// What measuring all qubits shows: draws from the corrected shares of readings.
    public func outcomes(shots: Int, seed: UInt64) throws -> Samples {
      try readout.redrawn(
        base.outcomes(shots: shots, seed: seed), of: Array(0..<qubitCount), seed: seed)
    }
  }

  /// The state behind a circuit.
  public func state(of circuit: Circuit) throws -> State {
    State(base: try base.state(of: circuit), readout: readout)
  }

  /// What measurements show: draws from the corrected shares of readings.
  ///
  /// - Throws: As the backend, and ``MitigationError/unfit(_:given:allowed:)`` for more than 20 bits, and
  ///   for a circuit that goes on after it has measured, whose conditions no correction undoes.
  public func sampled(_ circuit: Circuit, shots: Int, seed: UInt64) throws -> Samples {
    let samples = try base.sampled(circuit, shots: shots, seed: seed)
    guard circuit.bitCount > 0 else {
      return try readout.redrawn(samples, of: Array(0..<circuit.qubitCount), seed: seed)
    }
    guard let readings = FinalReadings(circuit) else {
      throw MitigationError.unfit(
        "readout mitigation", given: "a circuit that goes on after it has measured",
        allowed: "each qubit is measured once, at the end")
    }
    // The bits of the measured qubits, in their order, and back.
    let values = try samples.marginal(of: readings.bits)
    let drawn = try readout.redrawn(values, of: readings.qubits, seed: seed)
    return Samples(
      bitCount: circuit.bitCount, outcomes: try drawn.outcomes.map { readings.bits(for: $0) })
  }

  /// The means of observables for each row of a batch.
  public func means(
    of observables: [Observable], in circuit: Circuit, weights: [[Double]], features: [[Double]]
  ) throws -> [[Double]] {
    try base.means(
      of: observables.map { try readout.corrected($0) }, in: circuit, weights: weights,
      features: features)
  }

  /// `state vector, readings corrected`.
  public var description: String { "\(base), readings corrected" }
}

extension Readout {
  /// As many samples, drawn from the corrected shares of samples.
  fileprivate func redrawn(
    _ samples: Samples, of qubits: [Int], seed: UInt64
  ) throws -> Samples {
    if isIdeal || samples.shotCount == 0 { return samples }
    let shares = try corrected(samples.distribution(for: "readout mitigation"), over: qubits)
    return try Samples(
      drawn: samples.shotCount, from: shares, bitCount: samples.bitCount, seed: seed)
  }
}
