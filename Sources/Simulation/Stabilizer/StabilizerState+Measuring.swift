public import Circuits
public import Numerics

extension StabilizerState {
  /// The mean of an observable: the sum of those of its strings, each of which is 1, -1 or 0.
  ///
  /// - Throws: ``CircuitError/flawed(_:flaws:)`` for an observable with flaws, and
  ///   ``SimulationError/noSuchQubit(_:qubits:)`` for one of more qubits than the state has.
  /// - Complexity: O(*w* *n* / 64) for a string of *w* matrices.
  public func expectation(of observable: Observable) throws -> Double {
    guard observable.flaws.isEmpty else {
      throw CircuitError.flawed("observable", flaws: observable.flaws)
    }
    guard observable.width <= qubitCount else {
      throw SimulationError.noSuchQubit(observable.width - 1, qubits: qubitCount)
    }
    return observable.terms.reduce(0) { $0 + $1.coefficient * tableau.mean(of: $1.string) }
  }

  /// The means of several observables.
  ///
  /// - Throws: As ``expectation(of:)``.
  public func expectations(of observables: [Observable]) throws -> [Double] {
    try observables.map { try expectation(of: $0) }
  }

  /// The variance of an observable: $\langle O^2\rangle - \langle O\rangle^2$.
  ///
  /// - Throws: As ``expectation(of:)``.
  /// - Complexity: O(*k*²) means of strings for *k* strings.
  public func variance(of observable: Observable) throws -> Double {
    let mean = try expectation(of: observable)
    // Products of strings that do not commute cancel in the square.
    let square = try expectation(of: observable * observable)
    return max(0, square - mean * mean)
  }

  /// The probability of each state of some qubits, whatever the others are.
  ///
  /// - Parameter qubits: At most 24 qubits, the lowest bit of the result first.
  /// - Returns: 2ᵏ probabilities.
  /// - Throws: ``SimulationError`` for a qubit that is not there or named twice, or too many.
  /// - Complexity: O(*k*² *n* / 64 + *k* 2ᵏ).
  public func probabilities(of qubits: [Int]) throws(SimulationError) -> [Double] {
    try check(qubits)
    guard qubits.count <= 24 else {
      throw .unfit("probabilities", given: "\(qubits.count) qubits", allowed: "24 are the most")
    }
    let pattern = OutcomePattern(tableau, qubits)
    return (0..<1 << qubits.count).map { state in
      pattern.probability(of: qubits.indices.map { state >> $0 & 1 == 1 })
    }
  }

  /// The probability of each basis state.
  ///
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for more than 24 qubits.
  public func probabilities() throws(SimulationError) -> [Double] {
    try probabilities(of: Array(0..<qubitCount))
  }

  /// The probability that all qubits are measured with given outcomes: a power of one half, or 0.
  ///
  /// - Parameter outcomes: The outcome of each qubit.
  /// - Returns: The probability.
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for another number of outcomes than qubits.
  /// - Complexity: O(*n*³ / 64).
  public func probability(of outcomes: [Bool]) throws(SimulationError) -> Double {
    guard outcomes.count == qubitCount else {
      throw .unfit(
        "probability", given: "\(outcomes.count) outcomes",
        allowed: "give one for each of the "
          + "\(qubitCount) qubits")
    }
    return OutcomePattern(tableau, Array(0..<qubitCount)).probability(of: outcomes)
  }

  /// The density matrix of some qubits, with the others traced out.
  ///
  /// - Parameter qubits: At most 6 qubits, the lowest bit of an index first.
  /// - Returns: A matrix of 2ᵏ rows, whose trace is 1.
  /// - Throws: ``SimulationError`` for a qubit that is not there or named twice, or too many.
  /// - Complexity: 4ᵏ means of strings.
  public func reducedDensityMatrix(of qubits: [Int]) throws -> Matrix<Complex<Double>> {
    try check(qubits)
    return try densityMatrix(of: qubits) { try expectations(of: $0) }
  }

  /// Measures all qubits, as often as wanted.
  ///
  /// ```swift
  /// try state.sampled(shots: 1_000, seed: 7).counts
  /// ```
  ///
  /// - Parameters:
  ///   - shots: How often the state is measured.
  ///   - seed: Where chance begins; the same seed gives the same samples.
  /// - Returns: A row for each shot, with a bit for each qubit.
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for a negative number of shots, and for more
  ///   than memory holds.
  /// - Complexity: O(*n*³ / 64), and O(*n*²) words at most for 64 shots.
  public func sampled(shots: Int, seed: UInt64 = 0) throws(SimulationError) -> Samples {
    try checkTable(shots: shots, bits: qubitCount)
    return OutcomePattern(tableau, Array(0..<qubitCount))
      .sampled(shots: shots, random: RandomStream(seed: seed))
  }
}

/// Refuses a table of bits that memory does not hold, so many times while it is made.
func checkTable(shots: Int, bits: Int, copies: Int = 1) throws(SimulationError) {
  guard shots >= 0 else {
    throw .unfit("samples", given: "\(shots) shots", allowed: "0 or more")
  }
  // A row of no bits counts, too, since each shot is one.
  let width = max(1, Samples.words(for: bits))
  let (bytes, isTooMany) = shots.multipliedReportingOverflow(by: 8 * width * copies)
  let free = AlignedMemory.freeBytes
  guard !isTooMany, bytes < free else {
    throw .unfit(
      "samples", given: "\(shots) shots of \(bits) bits",
      allowed: "\(free) bytes are free; take fewer shots at a time")
  }
}
