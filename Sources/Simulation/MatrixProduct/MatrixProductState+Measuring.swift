public import Circuits
public import Numerics

extension MatrixProductState {
  /// The mean of an observable: $\langle\psi|O|\psi\rangle$.
  ///
  /// - Throws: ``CircuitError/flawed(_:flaws:)`` for an observable with flaws, and
  ///   ``SimulationError/noSuchQubit(_:qubits:)`` for one of more qubits than the state has.
  /// - Complexity: O(*d* *χ*³) for each string, *d* places from its first to its last matrix, and once
  ///   O(*n* *χ*³).
  public func expectation(of observable: Observable) throws -> Double {
    try expectations(of: [observable])[0]
  }

  /// The means of several observables, which share what is computed once.
  ///
  /// - Throws: As ``expectation(of:)``.
  public func expectations(of observables: [Observable]) throws -> [Double] {
    var means = ChainMeans(chain)
    var known: [PauliString: Double] = [:]
    return try observables.map { observable in
      guard observable.flaws.isEmpty else {
        throw CircuitError.flawed("observable", flaws: observable.flaws)
      }
      guard observable.width <= qubitCount else {
        throw SimulationError.noSuchQubit(observable.width - 1, qubits: qubitCount)
      }
      return observable.terms.reduce(0) { sum, term in
        let mean = known[term.string] ?? means.mean(of: term.string)
        known[term.string] = mean
        return sum + term.coefficient * mean
      }
    }
  }

  /// The variance of an observable: $\langle O^2\rangle - \langle O\rangle^2$.
  ///
  /// - Throws: As ``expectation(of:)``.
  /// - Complexity: O(*k*²) means of strings for *k* strings.
  public func variance(of observable: Observable) throws -> Double {
    // Products of strings that do not commute cancel in the square.
    let means = try expectations(of: [observable, observable * observable])
    return max(0, means[1] - means[0] * means[0])
  }

  /// The probability of each state of some qubits, whatever the others are.
  ///
  /// - Parameter qubits: At most 10 qubits, the lowest bit of the result first.
  /// - Returns: 2ᵏ probabilities.
  /// - Throws: ``SimulationError`` for a qubit that is not there or named twice, or too many.
  /// - Complexity: 2ᵏ means of strings.
  public func probabilities(of qubits: [Int]) throws -> [Double] {
    try check(qubits)
    guard qubits.count <= 10 else {
      throw SimulationError.unfit(
        "probabilities", given: "\(qubits.count) qubits", allowed: "10 are the most")
    }
    // The means of all products of phase flips are the Walsh-Hadamard transform of the probabilities.
    var values = try expectations(
      of: (0..<1 << qubits.count).map { state in
        qubits.enumerated().reduce(1) {
          state >> $1.offset & 1 == 1 ? $0 * .z($1.element) : $0
        }
      })
    for bit in qubits.indices {
      for low in values.indices where low >> bit & 1 == 0 {
        let (a, b) = (values[low], values[low | 1 << bit])
        (values[low], values[low | 1 << bit]) = ((a + b) / 2, (a - b) / 2)
      }
    }
    return values.map { max(0, $0) }
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

  /// The overlap of two states, $\langle a|b\rangle$.
  ///
  /// Where the chains have different orders, the other one is brought into the order of this one.
  ///
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for states of different sizes.
  /// - Complexity: O(*n* *χ*³).
  public func innerProduct(
    with other: MatrixProductState
  ) throws(SimulationError) -> Complex<Double> {
    guard qubitCount == other.qubitCount else {
      throw .unfit(
        "innerProduct", given: "states of \(qubitCount) and \(other.qubitCount) qubits",
        allowed: "both have as many")
    }
    var ket = other.chain
    ket.arrange(chain.qubitAt)
    return chain.phase.conjugate * ket.phase * ket.overlap(with: chain)
  }

  /// How alike two states are: $|\langle a|b\rangle|^2$, 1 for the same and 0 for orthogonal ones.
  ///
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for states of different sizes.
  public func fidelity(with other: MatrixProductState) throws(SimulationError) -> Double {
    try innerProduct(with: other).squaredMagnitude
  }
}
