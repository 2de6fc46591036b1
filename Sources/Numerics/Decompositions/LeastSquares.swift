import Lapack

/// The solution of a least squares problem, ‖A x − b‖ as small as it can be.
public struct LeastSquaresSolution<Element: MatrixScalar>: Hashable, Sendable {
  /// The solutions of least norm, one column for each right side.
  public let solution: Matrix<Element>

  /// What is left, ‖A x − b‖, for each right side.
  public let residuals: [Element.Real]

  /// The number of singular values that count.
  public let rank: Int

  /// The singular values of the matrix, in descending order.
  public let singularValues: [Element.Real]
}

extension Matrix {
  /// The solutions of least norm among those that make ‖A x − b‖ smallest.
  ///
  /// Each column of `rightSides` is a problem. Singular values below the fraction `cutoff` of the
  /// largest count as zero; it is max(rows, columns) rounding units unless given.
  ///
  /// - Throws: `NumericsError` if the shapes do not fit or an element is not finite.
  /// - Complexity: O(rows · columns · min(rows, columns)).
  public func leastSquares(
    _ rightSides: Matrix, cutoff: Element.Real? = nil
  ) throws(NumericsError) -> LeastSquaresSolution<Element> {
    let operation = "leastSquares"
    try requireRightSides(rightSides, operation)
    try requireLapackInput(operation)
    try rightSides.requireLapackInput(operation)
    let cutoff = try checkedCutoff(operation, cutoff)
    let right = rightSides.columnCount
    var b = rightSides.elements
    try requireLapackSize(operation, max(rowCount, columnCount), right)
    let missing = max(0, columnCount - rowCount) * right
    b.append(contentsOf: [Element](repeating: .zero, count: missing))
    var values = [Element.Real](repeating: 0, count: min(rowCount, columnCount))
    var rank = 0
    if !elements.isEmpty, right > 0 {
      var a = elements
      let result = Routine.gelsd(
        Element.lapackType, rows: Int32(rowCount), columns: Int32(columnCount),
        rightSides: Int32(right), &a, &b, values: &values, cutoff: Double(cutoff))
      try requireConvergence(operation, result.info)
      rank = Int(result.rank)
    }
    let solution = try Matrix(rows: columnCount, columns: right) { row, column in
      elements.isEmpty ? .zero : b[row * right + column]
    }
    let rest = try (self * solution) - rightSides
    return try LeastSquaresSolution(
      solution: solution, residuals: rest.columnNorms(), rank: rank, singularValues: values)
  }

  /// The solution of least norm among those that make ‖A x − b‖ smallest.
  ///
  /// - Throws: `NumericsError`, as for several right sides.
  public func leastSquares(
    _ rightSide: [Element], cutoff: Element.Real? = nil
  ) throws(NumericsError) -> LeastSquaresSolution<Element> {
    try leastSquares(Matrix(unchecked: rightSide.count, 1, rightSide), cutoff: cutoff)
  }

  /// The number of singular values above a fraction of the largest.
  ///
  /// That fraction, `cutoff`, is max(rows, columns) rounding units unless given.
  ///
  /// - Throws: `NumericsError` if an element is not finite.
  public func rank(cutoff: Element.Real? = nil) throws(NumericsError) -> Int {
    let cutoff = try checkedCutoff("rank", cutoff)
    let values = try singularValues()
    return values.filter { $0 > cutoff * (values.first ?? 0) }.count
  }

  /// The Moore–Penrose inverse A⁺ = V diag(1/σ) U†, with 1/σ zero where σ does not count.
  ///
  /// Singular values below the fraction `cutoff` of the largest do not count; it is max(rows,
  /// columns) rounding units unless given.
  ///
  /// - Throws: `NumericsError` if an element is not finite.
  public func pseudoInverse(cutoff: Element.Real? = nil) throws(NumericsError) -> Matrix {
    let cutoff = try checkedCutoff("pseudoInverse", cutoff)
    let svd = try singularValueDecomposition()
    let smallest = cutoff * (svd.values.first ?? 0)
    let inverses = svd.values.map { Element($0 > smallest ? 1 / $0 : 0) }
    return try svd.vAdjoint.adjoint * (Matrix.diagonal(inverses) * svd.u.adjoint)
  }

  private func checkedCutoff(
    _ operation: String, _ cutoff: Element.Real?
  ) throws(NumericsError) -> Element.Real {
    guard let cutoff else {
      return Element.Real(max(rowCount, columnCount)) * Element.Real.ulpOfOne
    }
    guard cutoff >= 0, cutoff < 1 else {
      throw .invalidArgument(
        operation: operation, given: "the cutoff is \(fullText(cutoff))",
        allowed: "give a fraction in 0..<1")
    }
    return cutoff
  }

  private func columnNorms() throws(NumericsError) -> [Element.Real] {
    var norms: [Element.Real] = []
    for index in 0..<columnCount {
      norms.append(Matrix(unchecked: rowCount, 1, try column(index)).frobeniusNorm)
    }
    return norms
  }
}
