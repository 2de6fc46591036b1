public import Numerics

extension Observable {
  /// The widest observable whose matrix can be asked for: 4 GiB.
  private static let widestMatrix = 14

  /// The matrix of the observable.
  ///
  /// Qubit 0 is the lowest bit of an index.
  ///
  /// - Parameter qubits: How many qubits there are; as many as are named by default.
  /// - Returns: A square matrix with 2ⁿ rows.
  /// - Throws: ``CircuitError`` where there are too few or too many qubits, or the observable has flaws.
  /// - Complexity: O(*k* 2ⁿ) for *k* terms, and the memory of 4ⁿ numbers.
  public func matrix(qubits: Int? = nil) throws -> Matrix<Complex<Double>> {
    let count = qubits ?? max(width, 1)
    guard flaws.isEmpty else { throw CircuitError.flawed("observable", flaws: flaws) }
    guard count >= max(width, 1) else {
      throw CircuitError.tooNarrow("observable", qubits: count, needed: max(width, 1))
    }
    guard count <= Observable.widestMatrix else {
      throw CircuitError.tooWide("matrix", qubits: count, limit: Observable.widestMatrix)
    }
    var matrix = try Matrix<Complex<Double>>(rows: 1 << count, columns: 1 << count) { _, _ in 0 }
    for term in terms {
      let (flips, phases) = (Int(term.string.flips.low), Int(term.string.phases.low))
      let power = (flips & phases).nonzeroBitCount % 4
      let factor = [
        Complex(term.coefficient, 0), Complex(0, term.coefficient),
        Complex(-term.coefficient, 0), Complex(0, -term.coefficient),
      ][power]
      for column in 0..<1 << count {
        let isNegative = (column & phases).nonzeroBitCount % 2 == 1
        matrix[column ^ flips, column] += isNegative ? -factor : factor
      }
    }
    return matrix
  }
}
