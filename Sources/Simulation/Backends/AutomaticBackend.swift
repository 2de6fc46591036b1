public import Circuits
public import Noise
public import Numerics

/// Chooses for each circuit the simulator that fits it, and says which and why.
///
/// ```swift
/// let backend = AutomaticBackend()
/// print(try backend.choice(for: circuit))       // state vector: 12 qubits fit into memory
/// try backend.state(of: circuit).mean(of: .z(0))
/// ```
public struct AutomaticBackend: Backend {
  /// What goes wrong.
  public let noise: NoiseModel
  /// Where chance begins, for circuits that only runs with errors can simulate.
  public let seed: UInt64

  /// A simulator for circuits without noise, or with it.
  ///
  /// - Parameters:
  ///   - noise: What goes wrong; nothing unless given.
  ///   - seed: Where chance begins, for circuits that only runs with errors can simulate.
  public init(noise: NoiseModel = NoiseModel(), seed: UInt64 = 0) {
    (self.noise, self.seed) = (noise, seed)
  }

  /// A simulator that was chosen.
  public struct Choice: Sendable, CustomStringConvertible {
    /// The simulator.
    public let backend: any Backend
    /// Why this one.
    public let reason: String

    /// The simulator and why it was chosen, in one line.
    public var description: String { "\(backend): \(reason)" }
  }

  /// A state in whatever form the chosen simulator keeps it.
  public struct State: QuantumState, CustomStringConvertible {
    /// The state.
    public let base: any QuantumState
    /// The simulator and why it was chosen.
    public let choice: Choice

    /// How many qubits there are.
    public var qubitCount: Int { base.qubitCount }

    /// The means of several observables.
    public func means(of observables: [Observable]) throws -> [Double] {
      try base.means(of: observables)
    }

    /// The probability of each state of some qubits.
    public func distribution(over qubits: [Int]) throws -> [Double] {
      try base.distribution(over: qubits)
    }

    /// The density matrix of some qubits.
    public func partialMatrix(of qubits: [Int]) throws -> Matrix<Complex<Double>> {
      try base.partialMatrix(of: qubits)
    }

    /// What measuring all qubits shows.
    public func outcomes(shots: Int, seed: UInt64) throws -> Samples {
      try base.outcomes(shots: shots, seed: seed)
    }

    /// The simulator and why it was chosen.
    public var description: String { "\(qubitCount) qubits, \(choice)" }
  }

  /// A mixed state of more qubits takes longer than runs with errors.
  private static let widestMixedState = 10
  /// From so many qubits on, Clifford gates are cheaper by their stabilizers.
  private static let narrowestStabilizers = 14
  /// So many dimensions has a bond at most.
  private static let bond = 64

  /// The simulator for a circuit, and why.
  ///
  /// - Throws: ``CircuitError/flawed(_:flaws:)`` for a circuit with flaws.
  /// - Complexity: O(*k*) in the number of gates.
  public func choice(for circuit: Circuit) throws -> Choice {
    let (circuit, qubits) = (try circuit.checked(), circuit.qubitCount)
    if !noise.isIdeal {
      let isNarrow = qubits <= AutomaticBackend.widestMixedState
      if isNarrow && circuit.bitCount <= DensityBranches.mostBits {
        return Choice(
          backend: DensityMatrixBackend(noise: noise),
          reason: "there is noise, and a mixed state of \(qubits) qubits is exact")
      }
      return Choice(
        backend: TrajectoryBackend(noise: noise, seed: seed),
        reason: isNarrow
          ? "there is noise, and a mixed state tells no \(circuit.bitCount) bits apart"
          : "there is noise, and a mixed state of \(qubits) qubits would take longer")
    }
    if qubits >= AutomaticBackend.narrowestStabilizers, (try? StabilizerSampler(circuit)) != nil {
      return Choice(
        backend: StabilizerBackend(), reason: "all gates are Clifford gates, which cost little")
    }
    let bytes = qubits < 58 ? 16 << qubits : Int.max
    if bytes < AlignedMemory.freeBytes / 2 {
      return Choice(
        backend: StateVectorBackend(), reason: "\(qubits) qubits fit into memory, and are exact")
    }
    return Choice(
      backend: MatrixProductBackend(largestBond: AutomaticBackend.bond),
      reason: "\(qubits) qubits would take \(bytes) bytes as a vector")
  }

  /// The simulator for the state behind a circuit, and why: one that measures leaves a mixture.
  ///
  /// - Throws: As ``choice(for:)``.
  public func choice(forStateOf circuit: Circuit) throws -> Choice {
    let general = try choice(for: circuit)
    guard noise.isIdeal, !circuit.isUnitary else { return general }
    let reason = "the circuit measures, so that its state is a mixture"
    if circuit.qubitCount <= AutomaticBackend.widestMixedState {
      return Choice(backend: DensityMatrixBackend(), reason: reason)
    }
    return Choice(
      backend: TrajectoryBackend(noise: noise, seed: seed),
      reason: "\(reason), here of single runs, since a matrix would take longer")
  }

  /// The state behind a circuit, by the simulator that fits it.
  public func state(of circuit: Circuit) throws -> State {
    let choice = try choice(forStateOf: circuit)
    return State(base: try choice.backend.state(of: circuit), choice: choice)
  }

  /// What measurements show, by the simulator that fits the circuit.
  public func sampled(_ circuit: Circuit, shots: Int, seed: UInt64) throws -> Samples {
    try choice(for: circuit).backend.sampled(circuit, shots: shots, seed: seed)
  }

  /// The means of observables for each row of a batch, by the simulator that fits the circuit of the row.
  public func means(
    of observables: [Observable], in circuit: Circuit, weights: [[Double]], features: [[Double]]
  ) throws -> [[Double]] {
    let rows = try rows(weights, features)
    func bound(_ row: Int) throws -> Circuit {
      try circuit.bound(weights: rows[row].weights, features: rows[row].features)
    }
    let dependsOnRow =
      noise.isIdeal && circuit.qubitCount >= AutomaticBackend.narrowestStabilizers
      && !circuit.symbols.isEmpty
    guard dependsOnRow else {
      return try choice(forStateOf: bound(0)).backend.means(
        of: observables, in: circuit, weights: weights, features: features)
    }
    // The angles of some rows may make Clifford gates; the others share a plan.
    var means = [[Double]](repeating: [], count: rows.count)
    var (others, chosen): ([Int], Choice?) = ([], nil)
    for row in rows.indices {
      let circuit = try bound(row)
      let choice = try choice(forStateOf: circuit)
      if choice.backend is StabilizerBackend {
        means[row] = try StabilizerBackend().state(of: circuit).means(of: observables)
      } else {
        others.append(row)
        chosen = choice
      }
    }
    guard let chosen else { return means }
    let shared = try chosen.backend.means(
      of: observables, in: circuit, weights: others.map { rows[$0].weights },
      features: others.map { rows[$0].features })
    for (row, own) in zip(others, shared) { means[row] = own }
    return means
  }

  /// `automatic`.
  public var description: String { "automatic" }
}

extension Backend where Self == AutomaticBackend {
  /// Chooses for each circuit the simulator that fits it.
  public static var automatic: AutomaticBackend { AutomaticBackend() }
}
