internal import Circuits
internal import Numerics

/// The density matrix of some qubits from the means of all products of Pauli matrices on them.
///
/// $$\rho = 2^{-k} \sum_P \langle P\rangle\, P$$
///
/// - Parameters:
///   - qubits: The qubits, the lowest bit of an index first.
///   - means: What gives the means of observables.
/// - Returns: A matrix of 2ᵏ rows, whose trace is 1.
/// - Throws: ``SimulationError/unfit(_:given:allowed:)`` for more than 6 qubits.
func densityMatrix(
  of qubits: [Int], means: ([Observable]) throws -> [Double]
) throws -> Matrix<Complex<Double>> {
  guard qubits.count <= 6 else {
    throw SimulationError.unfit(
      "reducedDensityMatrix", given: "\(qubits.count) qubits", allowed: "6 are the most")
  }
  if qubits.isEmpty { return Matrix(square: 1) { _, _ in 1 } }
  // The same products on the qubits of the state, and on those of the matrix.
  var (here, there): ([Observable], [Observable]) = ([1], [1])
  for (place, qubit) in qubits.enumerated() {
    here = here + here.flatMap { [$0 * .x(qubit), $0 * .y(qubit), $0 * .z(qubit)] }
    there = there + there.flatMap { [$0 * .x(place), $0 * .y(place), $0 * .z(place)] }
  }
  let size = 1 << qubits.count
  var elements = [Complex<Double>](repeating: .zero, count: size * size)
  for (mean, string) in zip(try means(here), there) where mean != 0 {
    let (flips, factors) = string.terms[0].string.columnFactors(qubits: qubits.count)
    for column in 0..<size {
      elements[(column ^ flips) * size + column] += (mean / Double(size)) * factors[column]
    }
  }
  return Matrix(square: size) { elements[$0 * size + $1] }
}

extension PauliString {
  /// What the product makes of basis states: the bits that it flips, and the factor of each state.
  fileprivate func columnFactors(qubits: Int) -> (flips: Int, factors: [Complex<Double>]) {
    var (flips, factors) = (0, [Complex<Double>](repeating: 1, count: 1 << qubits))
    for (qubit, pauli) in self.factors {
      if pauli != .z { flips |= 1 << qubit }
      for state in factors.indices where pauli != .x {
        let isSet = state >> qubit & 1 == 1
        factors[state] *= pauli == .z ? (isSet ? -1 : 1) : Complex(0, isSet ? -1 : 1)
      }
    }
    return (flips, factors)
  }
}
