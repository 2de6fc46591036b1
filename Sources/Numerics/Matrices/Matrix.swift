/// A dense matrix, a value, stored row after row in one array.
///
/// ```swift
/// let x = try Matrix<Complex<Double>>([[0, 1], [1, 0]])
/// try x * x == .identity(2)     // true
/// ```
///
/// Operations that need fitting shapes throw `NumericsError`, the operators too: `try a * b`. Only
/// the subscript stops the process at a bad index, as an array's does.
public struct Matrix<Element: MatrixScalar>: Hashable, Sendable {
  /// The number of rows.
  public let rowCount: Int

  /// The number of columns.
  public let columnCount: Int

  /// All elements, row after row: the one at row r and column c is `elements[r * columnCount + c]`.
  public internal(set) var elements: [Element]

  /// A matrix whose element count is known to fit.
  @usableFromInline init(unchecked rowCount: Int, _ columnCount: Int, _ elements: [Element]) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.elements = elements
  }

  /// A square matrix of a size that is known to fit into memory.
  package init(square size: Int, _ element: (_ row: Int, _ column: Int) -> Element) {
    let elements = (0..<size * size).map { element($0 / size, $0 % size) }
    self.init(unchecked: size, size, elements)
  }

  /// The matrix with the given rows; no rows make a 0×0 matrix.
  ///
  /// - Throws: `NumericsError.raggedRows` if the rows differ in length.
  public init(_ rows: [[Element]]) throws(NumericsError) {
    let columnCount = rows.first?.count ?? 0
    for (index, row) in rows.enumerated() where row.count != columnCount {
      throw .raggedRows(row: index, count: row.count, expected: columnCount)
    }
    self.init(unchecked: rows.count, columnCount, Array(rows.joined()))
  }

  /// The matrix with the given elements, row after row.
  ///
  /// - Throws: `NumericsError` if there are not `rows * columns` of them.
  public init(rows: Int, columns: Int, elements: [Element]) throws(NumericsError) {
    let count = try checkedCount("Matrix", rows, columns, of: Element.self)
    guard count == elements.count else {
      throw .invalidArgument(
        operation: "Matrix", given: "\(elements.count) elements for \(rows)×\(columns)",
        allowed: "give \(count)")
    }
    self.init(unchecked: rows, columns, elements)
  }

  /// The matrix whose element at row r and column c is `element(r, c)`.
  ///
  /// ```swift
  /// let hilbert = try Matrix(rows: 3, columns: 3) { 1 / Double($0 + $1 + 1) }
  /// ```
  ///
  /// - Throws: `NumericsError` if a size is negative or the matrix does not fit into memory.
  @specialized(where Element == Complex<Double>)
  @specialized(where Element == Double)
  @specialized(where Element == Complex<Float>)
  @specialized(where Element == Float)
  public init(
    rows: Int, columns: Int, _ element: (_ row: Int, _ column: Int) -> Element
  ) throws(NumericsError) {
    let count = try checkedCount("Matrix", rows, columns, of: Element.self)
    let elements = [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
      for index in 0..<count {
        buffer.initializeElement(at: index, to: element(index / columns, index % columns))
        initialized = index + 1
      }
    }
    self.init(unchecked: rows, columns, elements)
  }

  /// The element at a row and a column, both counted from zero.
  ///
  /// - Precondition: The row and the column are within the matrix.
  @inlinable public subscript(row: Int, column: Int) -> Element {
    get {
      precondition(column >= 0 && column < columnCount && row >= 0, "Matrix index out of range")
      return elements[row * columnCount + column]
    }
    set {
      precondition(column >= 0 && column < columnCount && row >= 0, "Matrix index out of range")
      _setElement(at: row * columnCount + column, to: newValue)
    }
  }

  @usableFromInline mutating func _setElement(at index: Int, to value: Element) {
    elements[index] = value
  }
}

extension Matrix {
  /// A matrix of zeros.
  ///
  /// - Throws: `NumericsError` if a size is negative or the matrix does not fit into memory.
  public static func zeros(rows: Int, columns: Int) throws(NumericsError) -> Matrix {
    let count = try checkedCount("zeros", rows, columns, of: Element.self)
    return Matrix(unchecked: rows, columns, [Element](repeating: .zero, count: count))
  }

  /// The identity of the given size.
  ///
  /// - Throws: `NumericsError` if the size is negative or the matrix does not fit into memory.
  public static func identity(_ size: Int) throws(NumericsError) -> Matrix {
    let count = try checkedCount("identity", size, size, of: Element.self)
    var elements = [Element](repeating: .zero, count: count)
    for index in 0..<size { elements[index * (size + 1)] = 1 }
    return Matrix(unchecked: size, size, elements)
  }

  /// The square matrix with the given diagonal and zeros elsewhere.
  ///
  /// - Throws: `NumericsError` if the matrix does not fit into memory.
  public static func diagonal(_ values: [Element]) throws(NumericsError) -> Matrix {
    let count = try checkedCount("diagonal", values.count, values.count, of: Element.self)
    var elements = [Element](repeating: .zero, count: count)
    for (index, value) in values.enumerated() { elements[index * (values.count + 1)] = value }
    return Matrix(unchecked: values.count, values.count, elements)
  }
}
