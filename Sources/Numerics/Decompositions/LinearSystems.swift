extension Matrix {
  /// The solutions X of A X = B, one column for each right side.
  ///
  /// - Throws: `NumericsError` if the matrix is not square, is singular to working precision, or
  ///   the right sides do not have one row for each equation.
  /// - Complexity: O(n³ + n² · right sides).
  public func solve(_ rightSides: Matrix) throws(NumericsError) -> Matrix {
    try requireRightSides(rightSides, "solve")
    let factors = try LUFactors(self, "solve")
    try rightSides.requireLapackInput("solve")
    try factors.requireRegular("solve")
    return try factors.solutions(of: rightSides, "solve")
  }

  /// The solution x of A x = b.
  ///
  /// - Throws: `NumericsError`, as for several right sides.
  public func solve(_ rightSide: [Element]) throws(NumericsError) -> [Element] {
    try solve(Matrix(unchecked: rightSide.count, 1, rightSide)).elements
  }

  /// The inverse; to solve equations, `solve` is faster and more accurate.
  ///
  /// - Throws: `NumericsError` if the matrix is not square or is singular to working precision.
  /// - Complexity: O(n³).
  public func inverse() throws(NumericsError) -> Matrix {
    let factors = try LUFactors(self, "inverse")
    try factors.requireRegular("inverse")
    return try factors.solutions(of: .identity(rowCount), "inverse")
  }

  /// The determinant, one for the 0×0 matrix.
  ///
  /// - Throws: `NumericsError` if the matrix is not square or has elements that are not finite.
  /// - Complexity: O(n³).
  public func determinant() throws(NumericsError) -> Element {
    try LUFactors(self, "determinant").determinant
  }

  func requireRightSides(_ rightSides: Matrix, _ operation: String) throws(NumericsError) {
    guard rightSides.rowCount == rowCount else {
      throw .invalidArgument(
        operation: operation,
        given: "the right side has \(rightSides.rowCount) rows, the matrix \(rowCount)",
        allowed: "give one row per equation")
    }
  }
}
