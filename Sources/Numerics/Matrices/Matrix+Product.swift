import Lapack

extension Matrix {
  /// The matrix product.
  ///
  /// Small products run in a plain loop, larger ones in BLAS.
  ///
  /// - Throws: `NumericsError.shapeMismatch` unless the left side has as many columns as the
  ///   right side has rows.
  /// - Complexity: O(rows · columns · inner size).
  @inlinable public static func * (left: Matrix, right: Matrix) throws(NumericsError) -> Matrix {
    let (m, k, n) = (left.rowCount, left.columnCount, right.columnCount)
    try left.requireProduct(right.rowCount, right.shape)
    // Up to 4×4 the call of BLAS costs more than the work.
    guard m <= 4, k <= 4, n <= 4 else { return try left.blasProduct(right) }
    return left.smallProduct(right)
  }

  /// A matrix times a column of numbers.
  ///
  /// - Throws: `NumericsError.shapeMismatch` unless there is one number a column.
  @inlinable
  public static func * (left: Matrix, right: [Element]) throws(NumericsError) -> [Element] {
    let columns = left.columnCount
    try left.requireProduct(right.count, "\(right.count)×1")
    return (0..<left.rowCount).map { row in
      var sum = Element.zero
      for column in 0..<columns { sum += left.elements[row * columns + column] * right[column] }
      return sum
    }
  }

  @inlinable func smallProduct(_ right: Matrix) -> Matrix {
    let (inner, columns) = (columnCount, right.columnCount)
    let product = [Element](unsafeUninitializedCapacity: rowCount * columns) { buffer, count in
      for row in 0..<rowCount {
        for column in 0..<columns {
          var sum = Element.zero
          for index in 0..<inner {
            sum += elements[row * inner + index] * right.elements[index * columns + column]
          }
          buffer.initializeElement(at: row * columns + column, to: sum)
        }
      }
      count = rowCount * columns
    }
    return Matrix(unchecked: rowCount, columns, product)
  }

  @usableFromInline func blasProduct(_ right: Matrix) throws(NumericsError) -> Matrix {
    let count = try checkedCount("*", rowCount, right.columnCount, of: Element.self)
    guard let m = Int32(exactly: rowCount), let k = Int32(exactly: columnCount),
      let n = Int32(exactly: right.columnCount), m > 0, k > 0, n > 0
    else { return smallProduct(right) }
    let product = [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let target = UnsafeMutableRawPointer(buffer.baseAddress) {
        elements.withUnsafeBytes { a in
          right.elements.withUnsafeBytes { b in
            guard let a = a.baseAddress, let b = b.baseAddress else { return }
            Routine.gemm(Element.lapackType, m, n, k, a, b, target)
          }
        }
      }
      initialized = count
    }
    return Matrix(unchecked: rowCount, right.columnCount, product)
  }

  @usableFromInline
  func requireProduct(_ rightRows: Int, _ rightShape: String) throws(NumericsError) {
    guard columnCount == rightRows else {
      throw .shapeMismatch(
        operation: "*", left: shape, right: rightShape,
        rule: "the right side needs \(columnCount) rows")
    }
  }
}
