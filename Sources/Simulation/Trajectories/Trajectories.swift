public import Circuits
public import Noise
public import Numerics

/// Runs of a noisy circuit, each with the errors that chance gives it: for more qubits than a density
/// matrix can hold.
///
/// ```swift
/// let runs = try Trajectories(of: circuit, noise: noise, count: 1_000, seed: 3)
/// try runs.expectations(of: [.z(0)])            // means with their standard errors
/// try runs.sampled()                            // one outcome for each run
/// ```
///
/// What is measured, as means, probabilities and samples, has the readout errors of the noise model in
/// it; density matrices are those of the state itself.
///
/// Runs in which nothing has gone wrong yet share one state, so that the cost is that of the errors.
public struct Trajectories: Sendable {
  private let plan: TrajectoryPlan
  private let angles: [Double]
  /// How qubits are read.
  public let readout: Readout
  /// How many runs there are.
  public private(set) var count: Int
  /// Where chance begins; the same seed gives the same runs.
  public private(set) var seed: UInt64
  private let precision: Precision

  /// A mean over runs.
  public struct Estimate: Hashable, Sendable {
    /// The mean.
    public let mean: Double
    /// How far it is off, as a standard deviation.
    public let standardError: Double
  }

  /// Runs of a circuit.
  ///
  /// - Parameters:
  ///   - circuit: A circuit whose weights and features are bound.
  ///   - noise: What goes wrong.
  ///   - count: How many runs there are.
  ///   - seed: Where chance begins.
  ///   - precision: The width of the numbers.
  /// - Throws: ``CircuitError`` for a circuit with flaws, and ``SimulationError`` for one with open
  ///   symbols, or for a negative number of runs.
  public init(
    of circuit: Circuit, noise: NoiseModel, count: Int, seed: UInt64 = 0,
    precision: Precision = .double
  ) throws {
    guard circuit.symbols.isEmpty else { throw SimulationError.open(circuit.symbols) }
    self = try NoisyPlan(circuit, noise: noise)
      .trajectories(count: count, seed: seed, precision: precision)
  }

  init(
    _ plan: TrajectoryPlan, _ angles: [Double], readout: Readout, count: Int, seed: UInt64,
    precision: Precision
  ) throws {
    guard count >= 0 else {
      throw SimulationError.unfit("trajectories", given: "\(count) runs", allowed: "0 or more")
    }
    let circuit = plan.circuit
    try checkTable(shots: count, bits: max(1, circuit.bitCount), copies: 3)
    (self.plan, self.angles, self.count, self.seed) = (plan, angles, count, seed)
    (self.readout, self.precision) = (readout, precision)
  }

  /// Refuses a mean over no runs.
  private func checkMean(_ what: String) throws(SimulationError) {
    guard count > 0 else {
      throw .unfit(what, given: "0 runs", allowed: "a mean is taken over 1 run or more")
    }
  }

  /// Refuses a table of the states of more qubits than memory holds.
  private func checkStates(ofQubits qubits: Int) throws(SimulationError) {
    let free = qubits <= 20 ? Int.max : AlignedMemory.freeBytes
    guard qubits < 48, 16 << qubits < free else {
      throw .tooLarge(qubits: qubits, bytes: qubits < 48 ? 16 << qubits : .max, free: free)
    }
  }

  /// One outcome for each run: the classical bits, if the circuit measures, and all qubits otherwise.
  ///
  /// - Returns: The samples.
  /// - Throws: ``SimulationError/tooLarge(qubits:bytes:free:)``.
  /// - Complexity: O(*e* *k* 2ⁿ) for *e* errors in all runs and *k* gates.
  public func sampled() throws -> Samples {
    let circuit = plan.circuit
    let width = circuit.bitCount == 0 ? circuit.qubitCount : circuit.bitCount
    var rows = SampleRows(bits: width)
    try walk { engine, bits, count, random in
      if circuit.bitCount > 0 {
        rows.add(bits, count: count)
      } else {
        let drawn = engine.draws(count, using: &random)
        rows.add(numbers: drawn.map { readout.seen($0, over: 0..<width, using: &random) })
      }
    }
    // Runs that go the same way come out together; their order shall tell nothing.
    var random = RandomStream(seed: seed).split("order")
    rows.shuffle(using: &random)
    return rows.samples
  }

  /// The means of observables at the end.
  ///
  /// - Parameter observables: What is measured.
  /// - Returns: A mean for each, with its standard error.
  /// - Throws: As ``StateVector/expectations(of:)-(ObservableSet)``, and for a mean over no runs.
  /// - Complexity: As ``sampled()``.
  public func expectations(of observables: [Observable]) throws -> [Estimate] {
    try checkMean("expectations")
    let set = try ObservableSet(
      observables.map { try readout.seen($0) }, qubits: plan.circuit.qubitCount)
    var sums = [Double](repeating: 0, count: observables.count)
    var squares = sums
    try walk { engine, _, count, _ in
      for (place, mean) in engine.expectations(of: set).enumerated() {
        sums[place] += Double(count) * mean
        squares[place] += Double(count) * mean * mean
      }
    }
    return zip(sums, squares).map { sum, square in
      let mean = sum / Double(count)
      let variance = max(0, square / Double(count) - mean * mean)
      return Estimate(
        mean: mean, standardError: (variance / Double(max(1, count - 1))).squareRoot())
    }
  }

  private func walk(
    _ arrive: (any Engine, ClassicalBits, Int, inout RandomStream) throws -> Void
  ) throws {
    try withoutActuallyEscaping(arrive) { arrive in
      var walk = TrajectoryWalk(plan, angles, RandomStream(seed: seed), arrive: arrive)
      let engine = try precision.engine(qubits: plan.circuit.qubitCount)
      try walk.follow(from: 0, engine, bits: ClassicalBits(plan.circuit.bitCount), count)
    }
  }
}

extension Trajectories: QuantumState {
  /// How many qubits there are.
  public var qubitCount: Int { plan.circuit.qubitCount }

  /// The means of several observables over all runs.
  public func means(of observables: [Observable]) throws -> [Double] {
    try expectations(of: observables).map(\.mean)
  }

  /// The probability of each state of some qubits, as a mean over all runs.
  public func distribution(over qubits: [Int]) throws -> [Double] {
    try check(qubits, of: qubitCount)
    try checkMean("distribution")
    try checkStates(ofQubits: qubits.count)
    var sums = [Double](repeating: 0, count: 1 << qubits.count)
    try walk { engine, _, count, _ in
      for (place, probability) in try StateVector(engine).probabilities(of: qubits).enumerated() {
        sums[place] += Double(count) * probability
      }
    }
    return try readout.seen(sums.map { $0 / Double(count) }, over: qubits)
  }

  /// The density matrix of some qubits, as a mean over all runs.
  public func partialMatrix(of qubits: [Int]) throws -> Matrix<Complex<Double>> {
    try check(qubits, of: qubitCount)
    try checkMean("partialMatrix")
    guard qubits.count <= 12 else {
      throw SimulationError.unfit(
        "partialMatrix", given: "\(qubits.count) qubits", allowed: "12 are the most")
    }
    var sum = try Matrix<Complex<Double>>.zeros(rows: 1 << qubits.count, columns: 1 << qubits.count)
    try walk { engine, _, count, _ in
      let own = try StateVector(engine).reducedDensityMatrix(of: qubits)
      sum = try sum + Complex(Double(count)) * own
    }
    return sum / Complex(Double(count))
  }

  /// What measuring all qubits shows, one outcome for each of as many runs as there are shots.
  public func outcomes(shots: Int, seed: UInt64) throws -> Samples {
    try checkTable(shots: shots, bits: qubitCount, copies: 3)
    var again = self
    (again.count, again.seed) = (shots, seed)
    return try again.sampled()
  }
}
