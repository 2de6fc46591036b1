import Lapack

/// The eigenvalues and eigenvectors of a Hermitian matrix, A = V diag(λ) V†.
public struct HermitianEigendecomposition<Element: MatrixScalar>: Hashable, Sendable {
  /// The eigenvalues λ, in ascending order.
  public let values: [Element.Real]

  /// The unitary V: column k is the eigenvector of `values[k]`.
  public let vectors: Matrix<Element>
}

extension Matrix {
  /// The eigenvalues, ascending, and orthonormal eigenvectors of a Hermitian matrix.
  ///
  /// ```swift
  /// let ground = try hamiltonian.hermitianEigendecomposition().values[0]
  /// ```
  ///
  /// The matrix may differ from its adjoint by `tolerance` times the largest element; the lower
  /// triangle counts.
  ///
  /// - Throws: `NumericsError` if the matrix is not Hermitian or has elements that are not finite.
  /// - Complexity: O(n³), LAPACK's divide and conquer.
  public func hermitianEigendecomposition(
    tolerance: Element.Real = defaultTolerance
  ) throws(NumericsError) -> HermitianEigendecomposition<Element> {
    let (values, vectors) = try heevd(
      "hermitianEigendecomposition", vectors: true, tolerance: tolerance)
    return HermitianEigendecomposition(
      values: values, vectors: Matrix(unchecked: rowCount, columnCount, vectors))
  }

  /// The eigenvalues of a Hermitian matrix, ascending, without the eigenvectors.
  ///
  /// - Throws: `NumericsError` if the matrix is not Hermitian or has elements that are not finite.
  public func hermitianEigenvalues(
    tolerance: Element.Real = defaultTolerance
  ) throws(NumericsError) -> [Element.Real] {
    try heevd("hermitianEigenvalues", vectors: false, tolerance: tolerance).values
  }

  private func heevd(
    _ operation: String, vectors: Bool, tolerance: Element.Real
  ) throws(NumericsError) -> (values: [Element.Real], vectors: [Element]) {
    try requireLapackInput(operation)
    try requireHermitian(operation, tolerance: tolerance)
    var a = elements
    var values = [Element.Real](repeating: 0, count: rowCount)
    guard rowCount > 0 else { return (values, a) }
    let info = Routine.heevd(
      Element.lapackType, vectors: vectors, order: Int32(rowCount), &a, values: &values)
    try requireConvergence(operation, info)
    return (values, a)
  }
}
