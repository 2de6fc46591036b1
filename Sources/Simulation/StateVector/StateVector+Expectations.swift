public import Circuits

extension StateVector {
  /// The mean of an observable: $\langle\psi|O|\psi\rangle$.
  ///
  /// - Throws: ``CircuitError/flawed(_:flaws:)`` for an observable with flaws, and
  ///   ``SimulationError/noSuchQubit(_:qubits:)`` for one of more qubits than the state has.
  /// - Complexity: O(*k* 2ⁿ) for *k* strings.
  public func expectation(of observable: Observable) throws -> Double {
    guard observable.flaws.isEmpty else {
      throw CircuitError.flawed("observable", flaws: observable.flaws)
    }
    guard observable.width <= qubitCount else {
      throw SimulationError.noSuchQubit(observable.width - 1, qubits: qubitCount)
    }
    let varying = observable.terms.filter { $0.string != .identity }
    let qubits = Array(0..<qubitCount)
    return observable.constant
      + engine.expectation(
        of: varying.map { (PauliMasks($0.string, on: qubits), $0.coefficient) })
  }

  /// The means of several observables.
  public func expectations(of observables: [Observable]) throws -> [Double] {
    try observables.map { try expectation(of: $0) }
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
