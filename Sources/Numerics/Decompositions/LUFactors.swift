import Lapack

/// The LU factors of a square matrix whose rows and columns were scaled by powers of two.
///
/// The scaling brings the largest element of each row and column near one, so that the condition
/// number does not count mere differences of unit, such as diag(1, 1e-30), as singular. Powers of
/// two add no rounding.
struct LUFactors<Element: MatrixScalar> {
  let size: Int
  var elements: [Element]
  var pivots: [Int32]
  let rowScales: [Element.Real]
  let columnScales: [Element.Real]

  /// Whether a pivot is exactly zero.
  let hasZeroPivot: Bool

  /// The reciprocal condition number of the scaled matrix, in the 1-norm.
  let reciprocalCondition: Double

  init(_ matrix: Matrix<Element>, _ operation: String) throws(NumericsError) {
    try matrix.requireSquare(operation)
    try matrix.requireLapackInput(operation)
    let size = matrix.rowCount
    self.size = size
    var scaled = matrix
    rowScales = scaled.scaleRows()
    var turned = scaled.transpose
    columnScales = turned.scaleRows()
    scaled = turned.transpose
    elements = scaled.elements
    pivots = [Int32](repeating: 0, count: size)
    guard size > 0 else {
      (hasZeroPivot, reciprocalCondition) = (false, 1)
      return
    }
    let info = Routine.getrf(Element.lapackType, order: Int32(size), &elements, pivots: &pivots)
    try matrix.requireMemory(operation, info)
    hasZeroPivot = info > 0
    let norm = scaled.largestColumnSum()
    let condition = Routine.gecon(
      Element.lapackType, order: Int32(size), &elements, norm: Double(norm))
    try matrix.requireMemory(operation, condition.info)
    reciprocalCondition = hasZeroPivot ? 0 : condition.reciprocal
  }

  /// Throws if the matrix is singular to working precision.
  func requireRegular(_ operation: String) throws(NumericsError) {
    guard reciprocalCondition >= Double(Element.Real.ulpOfOne) else {
      throw .singular(operation: operation, reciprocalCondition: reciprocalCondition)
    }
  }

  /// The solutions of A X = B for a regular matrix and a right side of as many rows.
  func solutions(
    of rightSides: Matrix<Element>, _ operation: String
  ) throws(NumericsError) -> Matrix<Element> {
    guard !rightSides.elements.isEmpty else { return rightSides }
    var (factors, pivots) = (elements, pivots)
    var solutions = rightSides
    solutions.multiplyRows(by: rowScales)
    let info = Routine.getrs(
      Element.lapackType, order: Int32(size), rightSides: Int32(rightSides.columnCount), &factors,
      pivots: &pivots, &solutions.elements)
    try rightSides.requireMemory(operation, info)
    solutions.multiplyRows(by: columnScales)
    return solutions
  }

  /// The product of the pivots, its sign turned by each exchange of rows, with the scales undone.
  var determinant: Element {
    var product: Element = 1
    for index in 0..<size {
      let pivot = elements[index * (size + 1)]
      let exchanged = pivots[index] != Int32(index + 1)
      product *= exchanged ? -pivot : pivot
      product = product / Element(rowScales[index]) / Element(columnScales[index])
    }
    return product
  }
}

extension Matrix {
  /// Brings the largest element of each row near one and returns what the rows were multiplied by.
  fileprivate mutating func scaleRows() -> [Element.Real] {
    let limit = Element.Real.greatestFiniteMagnitude.exponent - 1
    let scales = (0..<rowCount).map { row in
      let largest = elements[row * columnCount..<(row + 1) * columnCount].reduce(0) {
        max($0, $1.magnitude)
      }
      let exponent = largest > 0 ? -largest.exponent : 0
      return Element.Real(
        sign: .plus, exponent: min(max(exponent, -limit), limit), significand: 1)
    }
    multiplyRows(by: scales)
    return scales
  }

  fileprivate mutating func multiplyRows(by scales: [Element.Real]) {
    for row in 0..<rowCount {
      let scale = Element(scales[row])
      for index in row * columnCount..<(row + 1) * columnCount { elements[index] *= scale }
    }
  }

  /// The 1-norm: the largest sum of absolute values in a column.
  fileprivate func largestColumnSum() -> Element.Real {
    (0..<columnCount).reduce(0) { largest, column in
      max(
        largest,
        (0..<rowCount).reduce(0) { $0 + elements[$1 * columnCount + column].magnitude })
    }
  }
}
