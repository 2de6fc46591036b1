public import Circuits

extension StateVector {
  /// The mean of an observable: $\langle\psi|O|\psi\rangle$.
  ///
  /// - Throws: ``CircuitError/flawed(_:flaws:)`` for an observable with flaws, and
  ///   ``SimulationError/noSuchQubit(_:qubits:)`` for one of more qubits than the state has.
  /// - Complexity: O(*k* 2ⁿ) for *k* strings.
  public func expectation(of observable: Observable) throws -> Double {
    try expectations(of: [observable])[0]
  }

  /// The means of several observables.
  ///
  /// - Throws: As ``expectation(of:)``.
  /// - Complexity: O(2ⁿ) for each choice of qubits that their strings flip.
  public func expectations(of observables: [Observable]) throws -> [Double] {
    try expectations(of: ObservableSet(observables, qubits: qubitCount))
  }

  /// The means of observables that were made ready.
  ///
  /// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for a set that is meant for other states.
  /// - Complexity: O(2ⁿ) for each choice of qubits that their strings flip.
  public func expectations(of set: ObservableSet) throws -> [Double] {
    guard set.qubitCount == qubitCount else {
      throw SimulationError.unfit(
        "expectations", given: "a set for \(set.qubitCount) qubits",
        allowed: "the state has \(qubitCount)")
    }
    return engine.expectations(of: set)
  }

  /// The variance of an observable: $\langle O^2\rangle - \langle O\rangle^2$.
  ///
  /// - Throws: As ``expectation(of:)``.
  /// - Complexity: O(*k*² 2ⁿ) for *k* strings.
  public func variance(of observable: Observable) throws -> Double {
    let mean = try expectation(of: observable)
    // Products of strings that do not commute cancel in the square.
    let square = try expectation(of: observable * observable)
    return max(0, square - mean * mean)
  }
}
