import Lapack

/// The decomposition A = V T V† into a unitary matrix and an upper triangle.
public struct SchurDecomposition<Scalar: RealScalar>: Hashable, Sendable {
  /// The unitary V; where A is normal, as a unitary matrix is, its columns are eigenvectors.
  public let vectors: Matrix<Complex<Scalar>>

  /// The upper triangle T, whose diagonal has the eigenvalues; a diagonal where A is normal.
  public let triangle: Matrix<Complex<Scalar>>

  /// The eigenvalues, in the order of the diagonal.
  public var values: [Complex<Scalar>] { triangle.diagonal }
}

extension Matrix {
  /// The Schur decomposition A = V T V†.
  ///
  /// Of a unitary or otherwise normal matrix it gives orthonormal eigenvectors, also where eigenvalues
  /// are equal, which ``eigendecomposition()`` does not promise.
  ///
  /// - Throws: `NumericsError` if the matrix is not square or has elements that are not finite.
  /// - Complexity: O(n³), LAPACK's QR iteration on the matrix as a complex one.
  public func schurDecomposition() throws(NumericsError) -> SchurDecomposition<Element.Real> {
    try requireSquare("schurDecomposition")
    try requireLapackInput("schurDecomposition")
    var a = elements.map { Complex(real: $0.real, imaginary: $0.imaginary) }
    var (values, vectors) = ([Complex<Element.Real>](repeating: .zero, count: rowCount), a)
    if rowCount > 0 {
      let info = Routine.gees(
        Element.Real.complexLapackType, order: Int32(rowCount), &a, values: &values,
        vectors: &vectors)
      try requireConvergence("schurDecomposition", info)
    }
    let triangle = Matrix<Complex<Element.Real>>(unchecked: rowCount, rowCount, a)
    return SchurDecomposition(
      vectors: Matrix<Complex<Element.Real>>(unchecked: rowCount, rowCount, vectors),
      triangle: triangle)
  }
}
