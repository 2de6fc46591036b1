import Lapack

/// The singular value decomposition A = U diag(σ) V†.
public struct SingularValueDecomposition<Element: MatrixScalar>: Hashable, Sendable {
  /// The left singular vectors, the columns of U.
  public let u: Matrix<Element>

  /// The singular values σ, in descending order.
  public let values: [Element.Real]

  /// The adjoint of the right singular vectors: its rows are those of V†.
  public let vAdjoint: Matrix<Element>
}

extension Matrix {
  /// The singular value decomposition A = U diag(σ) V†.
  ///
  /// U and V have as many columns as there are singular values; with `full` they are square.
  ///
  /// - Throws: `NumericsError` if an element is not finite.
  /// - Complexity: O(rows · columns · min(rows, columns)), LAPACK's divide and conquer; if that
  ///   does not converge, QR iteration.
  public func singularValueDecomposition(
    full: Bool = false
  ) throws(NumericsError) -> SingularValueDecomposition<Element> {
    let operation = "singularValueDecomposition"
    let size = min(rowCount, columnCount)
    let (uColumns, vRows) = full ? (rowCount, columnCount) : (size, size)
    try requireLapackSize(operation, rowCount, uColumns)
    try requireLapackSize(operation, vRows, columnCount)
    var u = try Matrix.zeros(rows: rowCount, columns: uColumns)
    var v = try Matrix.zeros(rows: vRows, columns: columnCount)
    guard size > 0 else {
      // Without singular values any orthonormal columns will do.
      for index in 0..<uColumns { u[index, index] = 1 }
      for index in 0..<vRows { v[index, index] = 1 }
      return SingularValueDecomposition(u: u, values: [], vAdjoint: v)
    }
    let values = try gesdd(operation, full ? .full : .thin, &u.elements, uColumns, &v.elements)
    return SingularValueDecomposition(u: u, values: values, vAdjoint: v)
  }

  /// The singular values in descending order, without the vectors.
  ///
  /// - Throws: `NumericsError` if an element is not finite.
  public func singularValues() throws(NumericsError) -> [Element.Real] {
    guard !elements.isEmpty else { return [] }
    var (u, v): ([Element], [Element]) = ([.zero], [.zero])
    return try gesdd("singularValues", .none, &u, 1, &v)
  }

  private func gesdd(
    _ operation: String, _ wanted: Routine.SingularVectors, _ u: inout [Element],
    _ uColumns: Int, _ v: inout [Element]
  ) throws(NumericsError) -> [Element.Real] {
    try requireLapackInput(operation)
    let (m, n, k) = (Int32(rowCount), Int32(columnCount), Int32(uColumns))
    var values = [Element.Real](repeating: 0, count: min(rowCount, columnCount))
    let vRows = wanted == .none ? 1 : Int32(v.count / columnCount)
    var info: Int32 = 0
    for method in [Routine.SingularValueMethod.divideAndConquer, .iteration] {
      var a = elements
      info = Routine.gesvd(
        Element.lapackType, by: method, wanted, rows: m, columns: n, &a, values: &values, u: &u,
        uColumns: k, v: &v, vRows: vRows)
      if info <= 0 { break }
    }
    try requireConvergence(operation, info)
    return values
  }
}
