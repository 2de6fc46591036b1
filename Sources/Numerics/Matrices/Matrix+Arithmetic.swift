// What goes over all elements is compiled here for each kind of element: a caller that made its own
// copies would take long to compile, a cell a tenth of a second for a sum.

extension Matrix {
  /// The sum of two matrices of one shape.
  ///
  /// - Throws: `NumericsError.shapeMismatch`.
  @specialized(where Element == Complex<Double>)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Float)
  public static func + (left: Matrix, right: Matrix) throws(NumericsError) -> Matrix {
    try left.combined(with: right, "+") { $0 + $1 }
  }

  /// The difference of two matrices of one shape.
  ///
  /// - Throws: `NumericsError.shapeMismatch`.
  @specialized(where Element == Complex<Double>)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Float)
  public static func - (left: Matrix, right: Matrix) throws(NumericsError) -> Matrix {
    try left.combined(with: right, "-") { $0 - $1 }
  }

  /// The matrix of negated elements.
  @specialized(where Element == Complex<Double>)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Float)
  public static prefix func - (matrix: Matrix) -> Matrix { matrix.map { -$0 } }

  /// A number times a matrix.
  @specialized(where Element == Complex<Double>)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Float)
  public static func * (left: Element, right: Matrix) -> Matrix {
    right.map { left * $0 }
  }

  /// A matrix times a number.
  @specialized(where Element == Complex<Double>)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Float)
  public static func * (left: Matrix, right: Element) -> Matrix {
    left.map { $0 * right }
  }

  /// A matrix divided by a number; division by zero follows the numbers.
  @specialized(where Element == Complex<Double>)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Float)
  public static func / (left: Matrix, right: Element) -> Matrix {
    left.map { $0 / right }
  }

  /// The commutator [A, B] = AB − BA of two square matrices of one size.
  ///
  /// - Throws: `NumericsError` if a matrix is not square or the sizes differ.
  public func commutator(with other: Matrix) throws(NumericsError) -> Matrix {
    try requireSquare("commutator")
    try other.requireSquare("commutator")
    return try (self * other) - (other * self)
  }

  /// The Hilbert–Schmidt inner product ⟨A, B⟩ = tr(A†B), antilinear in the first matrix.
  ///
  /// - Throws: `NumericsError.shapeMismatch`.
  public func innerProduct(with other: Matrix) throws(NumericsError) -> Element {
    try requireSameShape(other, "innerProduct")
    return zip(elements, other.elements).reduce(.zero) { $0 + $1.0.conjugate * $1.1 }
  }

  /// The trace, the sum of the diagonal.
  ///
  /// - Throws: `NumericsError.notSquare`.
  public func trace() throws(NumericsError) -> Element {
    try requireSquare("trace")
    return diagonal.reduce(.zero, +)
  }
}

extension Matrix {
  private func combined(
    with other: Matrix, _ operation: String, _ combine: (Element, Element) -> Element
  ) throws(NumericsError) -> Matrix {
    try requireSameShape(other, operation)
    let count = elements.count
    let combined = [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      for index in 0..<count {
        buffer.initializeElement(at: index, to: combine(elements[index], other.elements[index]))
      }
      initialized = count
    }
    return Matrix(unchecked: rowCount, columnCount, combined)
  }

  /// "3×4", as error messages name a shape.
  @usableFromInline var shape: String { "\(rowCount)×\(columnCount)" }

  func requireSameShape(_ other: Matrix, _ operation: String) throws(NumericsError) {
    guard rowCount == other.rowCount, columnCount == other.columnCount else {
      throw .shapeMismatch(
        operation: operation, left: shape, right: other.shape, rule: "give two of one shape")
    }
  }

  func requireSquare(_ operation: String) throws(NumericsError) {
    guard isSquare else {
      throw .notSquare(operation: operation, rows: rowCount, columns: columnCount)
    }
  }
}
