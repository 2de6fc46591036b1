internal import Numerics

extension Observable {
  /// The widest sum whose matrix is diagonalised for its eigenvalues.
  private static let widestSpectrum = 9

  /// The eigenvalues, each once, in ascending order.
  ///
  /// One string has the eigenvalues ±1, on however many qubits; sums are diagonalised on the qubits
  /// that they name.
  ///
  /// - Throws: ``CircuitError`` for a sum of strings on too many qubits.
  func distinctEigenvalues() throws(CircuitError) -> [Double] {
    let varying = terms.filter { $0.string != .identity }
    guard let first = varying.first else { return [constant] }
    if varying.count == 1 {
      return distinct([constant - first.coefficient, constant + first.coefficient])
    }
    let named = varying.reduce(QubitSet()) { $0.union($1.string.flips).union($1.string.phases) }
    let places = Dictionary(uniqueKeysWithValues: named.members.enumerated().map { ($1, $0) })
    let compact = moved { places[$0] ?? $0 }
    guard named.count <= Observable.widestSpectrum else {
      throw .tooWide(
        "the spectrum of \(varying.count) strings", qubits: named.count,
        limit: Observable.widestSpectrum)
    }
    do {
      return distinct(try compact.matrix().hermitianEigenvalues())
    } catch {
      throw error as? CircuitError ?? .notDiagonalised("\(self)", reason: "\(error)")
    }
  }

  /// The same sum on other qubits.
  ///
  /// - Parameter place: Where each qubit goes; no two may go to the same.
  /// - Returns: The moved sum.
  func moved(_ place: (Int) -> Int) -> Observable {
    var sums: [PauliString: Double] = [:]
    for term in terms { sums[term.string.moved(place), default: 0] += term.coefficient }
    return Observable(sums, flaws: flaws)
  }
}

extension PauliString {
  /// A product of matrices.
  ///
  /// - Parameter factors: The matrix on each qubit that has one; qubits are counted from 0.
  /// - Throws: ``CircuitError/flawed(_:flaws:)`` for a negative qubit or one beyond 16,777,215.
  public init(_ factors: [Int: Pauli]) throws(CircuitError) {
    let product = Observable(factors)
    guard product.flaws.isEmpty else {
      throw .flawed("product of Pauli matrices", flaws: product.flaws)
    }
    self = product.terms.first?.string ?? .identity
  }

  /// The same product on other qubits.
  func moved(_ place: (Int) -> Int) -> PauliString {
    var (flips, phases) = (QubitSet(), QubitSet())
    for qubit in self.flips.members { flips.insert(place(qubit)) }
    for qubit in self.phases.members { phases.insert(place(qubit)) }
    return PauliString(flips: flips, phases: phases)
  }
}
