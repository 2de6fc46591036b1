import Lapack

extension Matrix {
  /// The lower triangle L with A = L L† of a positive definite matrix.
  ///
  /// The matrix may differ from its adjoint by `tolerance` times the largest element; the lower
  /// triangle counts.
  ///
  /// - Throws: `NumericsError` if the matrix is not Hermitian, has elements that are not finite,
  ///   or is not positive definite; the error says which leading minor is not positive.
  /// - Complexity: O(n³).
  public func choleskyFactor(
    tolerance: Element.Real = defaultTolerance
  ) throws(NumericsError) -> Matrix {
    let operation = "choleskyFactor"
    try requireLapackInput(operation)
    try requireHermitian(operation, tolerance: tolerance)
    guard rowCount > 0 else { return self }
    var a = elements
    let info = Routine.potrf(Element.lapackType, order: Int32(rowCount), &a)
    try requireMemory(operation, info)
    if info > 0 { throw .notPositiveDefinite(operation: operation, minor: Int(info)) }
    return try Matrix(rows: rowCount, columns: columnCount) { row, column in
      column <= row ? a[row * columnCount + column] : .zero
    }
  }
}
