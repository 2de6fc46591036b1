extension Matrix {
  /// Whether there are as many rows as columns.
  public var isSquare: Bool { rowCount == columnCount }

  /// The elements with equal row and column.
  public var diagonal: [Element] {
    (0..<min(rowCount, columnCount)).map { elements[$0 * (columnCount + 1)] }
  }

  /// The elements of one row.
  ///
  /// - Throws: `NumericsError.indexOutOfRange`.
  public func row(_ index: Int) throws(NumericsError) -> [Element] {
    try check(index, below: rowCount, "row")
    return Array(elements[index * columnCount..<(index + 1) * columnCount])
  }

  /// The elements of one column.
  ///
  /// - Throws: `NumericsError.indexOutOfRange`.
  public func column(_ index: Int) throws(NumericsError) -> [Element] {
    try check(index, below: columnCount, "column")
    return (0..<rowCount).map { elements[$0 * columnCount + index] }
  }

  /// The block of the given rows and columns.
  ///
  /// ```swift
  /// try matrix.submatrix(rows: 0..<2, columns: 1..<3)
  /// ```
  ///
  /// - Throws: `NumericsError.indexOutOfRange` if a range leaves the matrix.
  public func submatrix(
    rows: Range<Int>, columns: Range<Int>
  ) throws(NumericsError) -> Matrix {
    for index in [rows.lowerBound, rows.upperBound] {
      try check(index, below: rowCount + 1, "submatrix rows")
    }
    for index in [columns.lowerBound, columns.upperBound] {
      try check(index, below: columnCount + 1, "submatrix columns")
    }
    let block = rows.flatMap { row in
      elements[row * columnCount + columns.lowerBound..<row * columnCount + columns.upperBound]
    }
    return Matrix(unchecked: rows.count, columns.count, block)
  }

  /// The matrix of what `transform` makes of each element.
  @inlinable
  public func map<Other: MatrixScalar>(_ transform: (Element) -> Other) -> Matrix<Other> {
    Matrix<Other>(unchecked: rowCount, columnCount, elements.map(transform))
  }

  /// The same matrix with elements that can be complex.
  @inlinable public init(_ real: Matrix<Element.Real>) { self = real.map { Element($0) } }

  /// The real parts.
  @inlinable public var realPart: Matrix<Element.Real> { map(\.real) }

  /// The imaginary parts.
  @inlinable public var imaginaryPart: Matrix<Element.Real> { map(\.imaginary) }

  private func check(
    _ index: Int, below count: Int, _ operation: String
  ) throws(NumericsError) {
    guard index >= 0, index < count else {
      throw .indexOutOfRange(operation: operation, index: index, count: count)
    }
  }
}

extension Matrix {
  /// The transpose, with rows and columns exchanged.
  public var transpose: Matrix { turned() }

  /// The adjoint A†, the complex conjugate of the transpose.
  public var adjoint: Matrix { turnedAndConjugated() }

  /// The matrix of complex conjugates.
  public var conjugate: Matrix { conjugated() }

  @specialized(where Element == Complex<Double>)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Float)
  private func turned() -> Matrix { transposed { $0 } }

  @specialized(where Element == Complex<Double>)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Float)
  private func turnedAndConjugated() -> Matrix { transposed { $0.conjugate } }

  @specialized(where Element == Complex<Double>)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Float)
  private func conjugated() -> Matrix { map { $0.conjugate } }

  private func transposed(_ change: (Element) -> Element) -> Matrix {
    let (rows, columns) = (rowCount, columnCount)
    let turned = elements.withUnsafeBufferPointer { source in
      [Element](unsafeUninitializedCapacity: source.count) { target, initialized in
        for column in 0..<columns {
          for row in 0..<rows {
            target.initializeElement(
              at: column * rows + row, to: change(source[row * columns + column]))
          }
        }
        initialized = source.count
      }
    }
    return Matrix(unchecked: columns, rows, turned)
  }
}
