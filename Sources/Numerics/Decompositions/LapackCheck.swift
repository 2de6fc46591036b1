import Lapack

extension Matrix {
  /// Throws unless the matrix is one that LAPACK can be given.
  ///
  /// LAPACK may loop for ever on NaN and infinities, and counts work space in 32 bits.
  func requireLapackInput(_ operation: String) throws(NumericsError) {
    try requireLapackSize(operation, rowCount, columnCount)
    if let index = firstNotFinite() {
      let (row, column) = index.quotientAndRemainder(dividingBy: columnCount)
      throw .notFinite(
        operation: operation, position: "the element at row \(row), column \(column)")
    }
  }

  /// Throws unless LAPACK's 32-bit work space suffices for a matrix of this shape.
  func requireLapackSize(
    _ operation: String, _ rows: Int, _ columns: Int
  ) throws(NumericsError) {
    // Work spaces hold up to five times the smaller size squared: 5 · 16384² is below 2³¹.
    let fits = rows.multipliedReportingOverflow(by: columns)
    guard min(rows, columns) <= 1 << 14, !fits.overflow, fits.partialValue <= 1 << 28 else {
      throw .tooLarge(operation: operation, size: "\(rows)×\(columns)")
    }
  }

  /// Throws unless the matrix is square and equal to its adjoint.
  ///
  /// The tolerance is relative to the largest element.
  func requireHermitian(
    _ operation: String, tolerance: Element.Real
  ) throws(NumericsError) {
    try requireSquare(operation)
    let deviation = hermitianDeviation()
    let allowed = tolerance * maxNorm
    guard deviation <= allowed else {
      throw .notHermitian(
        operation: operation, deviation: Double(deviation), tolerance: Double(allowed))
    }
  }

  /// Throws what LAPACK's `info` means, where a positive one means no convergence.
  func requireConvergence(_ operation: String, _ info: Int32) throws(NumericsError) {
    try requireMemory(operation, info)
    if info > 0 { throw .noConvergence(operation: operation) }
  }

  /// Throws if `info` is negative: the arguments are checked, so LAPACKE found no memory.
  func requireMemory(_ operation: String, _ info: Int32) throws(NumericsError) {
    if info < 0 { throw .tooLarge(operation: operation, size: shape) }
  }

  @specialized(where Element == Complex<Double>)
  @specialized(where Element == Double)
  private func firstNotFinite() -> Int? { elements.firstIndex { !$0.isFinite } }
}
