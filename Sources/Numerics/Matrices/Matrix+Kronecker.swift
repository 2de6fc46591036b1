extension Matrix {
  /// The Kronecker product A ⊗ B: every element of A, times the whole of B.
  ///
  /// The left factor is the most significant one: row r of A and row s of B make row
  /// r · (rows of B) + s. Subsystem 0 is therefore the leftmost factor.
  ///
  /// - Throws: `NumericsError.tooLarge` if the product does not fit into memory.
  /// - Complexity: O(elements of A · elements of B).
  public func kronecker(_ other: Matrix) throws(NumericsError) -> Matrix {
    let rows = rowCount.multipliedReportingOverflow(by: other.rowCount)
    let columns = columnCount.multipliedReportingOverflow(by: other.columnCount)
    guard !rows.overflow, !columns.overflow else {
      throw .tooLarge(operation: "kronecker", size: "\(shape) by \(other.shape)")
    }
    let count = try checkedCount(
      "kronecker", rows.partialValue, columns.partialValue, of: Element.self)
    return Matrix(
      unchecked: rows.partialValue, columns.partialValue, kroneckerElements(other, count))
  }

  /// The Kronecker product of a list, the first one most significant; of none, the 1×1 identity.
  ///
  /// ```swift
  /// let zzi = try Matrix.kronecker([z, z, .identity(2)])
  /// ```
  ///
  /// - Throws: `NumericsError.tooLarge` if the product does not fit into memory.
  public static func kronecker(_ factors: [Matrix]) throws(NumericsError) -> Matrix {
    guard var product = factors.first else { return try .identity(1) }
    for factor in factors.dropFirst() { product = try product.kronecker(factor) }
    return product
  }

  @specialized(where Element == Complex<Double>)
  @specialized(where Element == Double)
  private func kroneckerElements(_ other: Matrix, _ count: Int) -> [Element] {
    var product: [Element] = []
    product.reserveCapacity(count)
    for row in 0..<rowCount {
      for otherRow in 0..<other.rowCount {
        for column in 0..<columnCount {
          let factor = elements[row * columnCount + column]
          for otherColumn in 0..<other.columnCount {
            product.append(factor * other.elements[otherRow * other.columnCount + otherColumn])
          }
        }
      }
    }
    return product
  }
}
