public import Numerics

extension Observable {
  /// The sum of Pauli strings that a Hermitian matrix is.
  ///
  /// $$c_P = 2^{-n}\,\mathrm{tr}(P H)$$
  ///
  /// - Parameter matrix: A Hermitian matrix with 2ⁿ rows; qubit 0 is the lowest bit of an index.
  /// - Throws: ``CircuitError/unfit(_:given:allowed:)`` for another size, and for a matrix that is not
  ///   Hermitian to 10⁻⁸.
  /// - Complexity: O(*n* 4ⁿ), by a transform of Walsh and Hadamard for each pattern of flips.
  public init(_ matrix: Matrix<Complex<Double>>) throws(CircuitError) {
    let given = "\(matrix.rowCount) × \(matrix.columnCount) numbers"
    guard matrix.isSquare, let qubits = Gate.qubits(of: matrix.rowCount),
      qubits <= Gate.widestMatrix
    else {
      throw .unfit(
        "observable", given: given,
        allowed: "a matrix has 2ⁿ rows and columns, n at most \(Gate.widestMatrix)")
    }
    guard matrix.isHermitian(tolerance: 1e-8) else {
      throw .unfit(
        "observable", given: given, allowed: "the matrix has to be equal to its adjoint")
    }
    var sums: [PauliString: Double] = [:]
    let largest = matrix.maxNorm
    for flips in 0..<matrix.rowCount {
      let sum = Observable.signedSums((0..<matrix.rowCount).map { matrix[$0 ^ flips, $0] })
      for (phases, value) in sum.enumerated() {
        // The factor i for each Y, taken back.
        let yCount = (flips & phases).nonzeroBitCount
        let turned = [value.real, value.imaginary, -value.real, -value.imaginary][yCount % 4]
        let coefficient = turned / Double(matrix.rowCount)
        if abs(coefficient) <= 1e-14 * largest { continue }
        sums[PauliString(flips: QubitSet(bits: flips), phases: QubitSet(bits: phases))] =
          coefficient
      }
    }
    self.init(sums)
  }

  /// For each pattern of signs, the sum of the values with these signs.
  private static func signedSums(_ values: [Complex<Double>]) -> [Complex<Double>] {
    var sums = values
    var step = 1
    while step < sums.count {
      for low in sums.indices where low & step == 0 {
        (sums[low], sums[low | step]) = (sums[low] + sums[low | step], sums[low] - sums[low | step])
      }
      step *= 2
    }
    return sums
  }
}
