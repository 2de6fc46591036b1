import Lapack

/// The eigenvalues and right eigenvectors of a square matrix, A v = λ v.
public struct Eigendecomposition<Scalar: RealScalar>: Hashable, Sendable {
  /// The eigenvalues λ, in no particular order.
  public let values: [Complex<Scalar>]

  /// Column k is the eigenvector of `values[k]`, of norm one; a defective matrix repeats some.
  public let vectors: Matrix<Complex<Scalar>>
}

extension Matrix {
  /// The eigenvalues and right eigenvectors of any square matrix.
  ///
  /// For a Hermitian matrix `hermitianEigendecomposition` is faster and surer.
  ///
  /// - Throws: `NumericsError` if the matrix is not square or has elements that are not finite.
  /// - Complexity: O(n³), LAPACK's QR iteration on the matrix as a complex one.
  public func eigendecomposition() throws(NumericsError) -> Eigendecomposition<Element.Real> {
    let (values, vectors) = try geev("eigendecomposition", wantsVectors: true)
    return Eigendecomposition(
      values: values, vectors: Matrix<Complex<Element.Real>>(unchecked: rowCount, rowCount, vectors)
    )
  }

  /// The eigenvalues of any square matrix, in no particular order.
  ///
  /// - Throws: `NumericsError` if the matrix is not square or has elements that are not finite.
  public func eigenvalues() throws(NumericsError) -> [Complex<Element.Real>] {
    try geev("eigenvalues", wantsVectors: false).values
  }

  private func geev(
    _ operation: String, wantsVectors: Bool
  ) throws(NumericsError) -> (values: [Complex<Element.Real>], vectors: [Complex<Element.Real>]) {
    try requireSquare(operation)
    try requireLapackInput(operation)
    var a = elements.map { Complex(real: $0.real, imaginary: $0.imaginary) }
    var values = [Complex<Element.Real>](repeating: .zero, count: rowCount)
    guard rowCount > 0 else { return (values, a) }
    let type = Element.Real.complexLapackType
    let order = Int32(rowCount)
    var vectors = a
    let info =
      wantsVectors
      ? Routine.geev(type, order: order, &a, values: &values, vectors: &vectors)
      : Routine.geev(type, order: order, &a, values: &values, vectors: nil)
    try requireConvergence(operation, info)
    return (values, vectors)
  }
}
