public import Circuits
public import Noise
public import Numerics

/// A state of qubits of which not everything is known, as noise leaves it.
///
/// ```swift
/// var noise = NoiseModel()
/// try noise.add(.depolarizing(0.01), after: .oneQubitGates)
/// let state = try DensityMatrix(circuit, noise: noise)
/// try state.expectation(of: .z(0) * .z(1))
/// state.purity                                  // below 1
/// ```
///
/// What is measured, as means, probabilities and samples, has the readout errors of the noise model in
/// it; the matrix, the purity and fidelities are those of the state itself.
///
/// It is kept as the means of all products of Pauli matrices, 4ⁿ real numbers, so that gates and channels
/// are real matrices and the mean of an observable is read off. Up to 13 qubits fit into 1 GB.
public struct DensityMatrix: Sendable {
  /// How many qubits there are.
  public let qubitCount: Int
  /// How its qubits are read.
  public let readout: Readout
  let means: PauliVector

  init(_ means: PauliVector, qubits: Int, readout: Readout) {
    (self.means, qubitCount, self.readout) = (means, qubits, readout)
  }

  /// The state behind a circuit, each gate of which is followed by what goes wrong with it.
  ///
  /// Where the circuit measures, the state is a mixture over what may have been read.
  ///
  /// - Parameters:
  ///   - circuit: A circuit whose weights and features are bound.
  ///   - noise: What goes wrong; nothing unless given.
  /// - Throws: ``CircuitError`` for a circuit with flaws, and ``SimulationError`` for one with open
  ///   symbols, or too large for memory.
  /// - Complexity: O(*k* 4ⁿ) for *k* gates on *n* qubits.
  public init(_ circuit: Circuit, noise: NoiseModel = NoiseModel()) throws {
    guard circuit.symbols.isEmpty else { throw SimulationError.open(circuit.symbols) }
    self = try NoisyPlan(circuit, noise: noise).densityMatrix()
  }

  /// The mean of an observable.
  ///
  /// - Throws: As ``StateVector/expectation(of:)``, and ``NoiseError`` as ``Readout/seen(_:)``.
  /// - Complexity: O(*k*) for *k* strings.
  public func expectation(of observable: Observable) throws -> Double {
    try expectations(of: [observable])[0]
  }

  /// The means of several observables.
  ///
  /// - Throws: As ``expectation(of:)``.
  public func expectations(of observables: [Observable]) throws -> [Double] {
    let places = Array(0..<qubitCount)
    try checkObservables(observables, qubits: qubitCount)
    return try observables.map { observable in
      try readout.seen(observable).terms.reduce(0) { sum, term in
        sum + term.coefficient * means[PauliMasks(term.string, on: places)]
      }
    }
  }

  /// The variance of an observable: $\langle O^2\rangle - \langle O\rangle^2$.
  ///
  /// - Throws: As ``expectation(of:)``.
  public func variance(of observable: Observable) throws -> Double {
    let mean = try expectation(of: observable)
    return max(0, try expectation(of: observable * observable) - mean * mean)
  }

  /// The probability of each basis state.
  ///
  /// - Complexity: O(*n* 2ⁿ).
  public var probabilities: [Double] {
    let qubits = Array(0..<qubitCount)
    // Nothing is wrong with these qubits.
    return (try? probabilities(of: qubits)) ?? distribution(of: qubits)
  }

  /// The probability of each state of some qubits, whatever the others are.
  ///
  /// - Parameter qubits: The qubits, the lowest bit of the result first.
  /// - Returns: 2ᵏ probabilities.
  /// - Throws: ``SimulationError`` for a qubit that is not there or named twice.
  public func probabilities(of qubits: [Int]) throws -> [Double] {
    try check(qubits, of: qubitCount)
    return try readout.seen(distribution(of: qubits), over: qubits)
  }

  /// How likely each state of some qubits is, whatever is read.
  ///
  /// Means of products of Z are sums of probabilities with signs.
  func distribution(of qubits: [Int]) -> [Double] {
    var values = (0..<1 << qubits.count).map { number in
      let phases = qubits.indices.reduce(0) { $0 | (number >> $1 & 1) << qubits[$1] }
      return means[PauliMasks(flips: 0, phases: phases)]
    }
    for bit in qubits.indices {
      for index in values.indices where index >> bit & 1 == 0 {
        let (a, b) = (values[index], values[index | 1 << bit])
        (values[index], values[index | 1 << bit]) = ((a + b) / 2, (a - b) / 2)
      }
    }
    return values.map { max(0, $0) }
  }

  /// How pure the state is: $\mathrm{tr}\,\rho^2$, 1 for a pure state and 2⁻ⁿ for no knowledge at all.
  public var purity: Double { overlap(with: means) }

  /// How alike the state and a pure one are: $\langle\psi|\rho|\psi\rangle$.
  ///
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for states of different sizes.
  /// - Complexity: O(*n* 4ⁿ).
  public func fidelity(with pure: StateVector) throws(SimulationError) -> Double {
    guard pure.qubitCount == qubitCount else {
      throw .unfit(
        "fidelity", given: "states of \(qubitCount) and \(pure.qubitCount) qubits",
        allowed: "both have as many")
    }
    return overlap(with: try PauliVector(pure))
  }

  private func overlap(with other: PauliVector) -> Double {
    var sum = PauliVector.Lanes()
    for place in 0..<1 << (2 * means.width - 3) {
      sum = sum.addingProduct(means.vectors[place], other.vectors[place])
    }
    // The qubits that fill up a small state are pure.
    return sum.sum() / Double(1 << means.width)
  }

  /// The matrix.
  ///
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for more than 12 qubits.
  /// - Complexity: O(*n* 4ⁿ).
  public func matrix() throws(SimulationError) -> Matrix<Complex<Double>> {
    try reducedDensityMatrix(of: Array(0..<qubitCount))
  }

  /// The density matrix of some qubits, with the others traced out.
  ///
  /// - Parameter qubits: At most 12 qubits, the lowest bit of an index first.
  /// - Returns: A matrix of 2ᵏ rows, whose trace is 1.
  /// - Throws: ``SimulationError`` for a qubit that is not there or named twice, or too many.
  /// - Complexity: O(*k* 4ᵏ).
  public func reducedDensityMatrix(
    of qubits: [Int]
  ) throws(SimulationError) -> Matrix<Complex<Double>> {
    try check(qubits, of: qubitCount)
    guard qubits.count <= 12 else {
      throw .unfit(
        "reducedDensityMatrix", given: "\(qubits.count) qubits", allowed: "12 are the most")
    }
    func spread(_ number: Int) -> Int {
      qubits.indices.reduce(0) { $0 | (number >> $1 & 1) << qubits[$1] }
    }
    let elements = means.matrix(on: qubits.count) { number in
      PauliMasks(flips: spread(number.flips), phases: spread(number.phases))
    }
    return Matrix(square: 1 << qubits.count) { elements[$0 << qubits.count | $1] }
  }
}

/// Sees to it that each of some qubits is there, once.
func check(_ qubits: [Int], of count: Int) throws(SimulationError) {
  if let qubit = qubits.first(where: { !(0..<count ~= $0) }) {
    throw .noSuchQubit(qubit, qubits: count)
  }
  guard Set(qubits).count == qubits.count else {
    throw .unfit("qubits", given: "\(qubits)", allowed: "each stands there once")
  }
}
