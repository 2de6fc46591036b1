import Numerics

/// A matrix as the oracle writes it: rows and columns, real parts, imaginary parts.
struct OracleMatrix: Decodable {
  let shape: [Int]
  let real: [Double]
  let imaginary: [Double]

  /// The matrix with complex elements.
  func matrix() throws -> Matrix<Complex<Double>> {
    try Matrix(
      rows: shape[0], columns: shape[1],
      elements: zip(real, imaginary).map { Complex($0, $1) })
  }

  /// The real part alone.
  func realMatrix() throws -> Matrix<Double> {
    try Matrix(rows: shape[0], columns: shape[1], elements: real)
  }
}
