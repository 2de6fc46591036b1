import Lapack

/// The decomposition A = Q R into orthonormal columns and an upper triangle.
public struct QRDecomposition<Element: MatrixScalar>: Hashable, Sendable {
  /// Orthonormal columns.
  public let q: Matrix<Element>

  /// The upper triangle; the signs of its diagonal are LAPACK's.
  public let r: Matrix<Element>
}

extension Matrix {
  /// The decomposition A = Q R by Householder reflections.
  ///
  /// Q has min(rows, columns) columns; with `full` it is square.
  ///
  /// - Throws: `NumericsError` if an element is not finite.
  /// - Complexity: O(rows · columns · min(rows, columns)).
  public func qrDecomposition(
    full: Bool = false
  ) throws(NumericsError) -> QRDecomposition<Element> {
    let operation = "qrDecomposition"
    try requireLapackInput(operation)
    let size = min(rowCount, columnCount)
    let qColumns = full ? rowCount : size
    try requireLapackSize(operation, rowCount, qColumns)
    guard size > 0 else {
      let q = try Matrix(rows: rowCount, columns: qColumns) { $0 == $1 ? 1 : .zero }
      return try QRDecomposition(q: q, r: .zeros(rows: qColumns, columns: columnCount))
    }
    var a = elements
    var tau = [Element](repeating: .zero, count: size)
    let (m, n) = (Int32(rowCount), Int32(columnCount))
    try requireMemory(
      operation, Routine.geqrf(Element.lapackType, rows: m, columns: n, &a, tau: &tau))
    let r = try Matrix(rows: qColumns, columns: columnCount) { row, column in
      row <= column ? a[row * columnCount + column] : .zero
    }
    var q = try Matrix(rows: rowCount, columns: qColumns) { row, column in
      column < size ? a[row * columnCount + column] : .zero
    }
    try requireMemory(
      operation,
      Routine.ungqr(
        Element.lapackType, rows: m, columns: Int32(qColumns), reflectors: Int32(size),
        &q.elements, tau: &tau))
    return QRDecomposition(q: q, r: r)
  }
}
