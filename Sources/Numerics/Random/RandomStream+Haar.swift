extension RandomStream {
  /// A unitary matrix from the Haar measure, the uniform distribution over U(n).
  ///
  /// The QR decomposition of a matrix of normal numbers with a positive diagonal in R, after
  /// F. Mezzadri, "How to generate random matrices from the classical compact groups", Notices of
  /// the AMS 54 (2007). Gram–Schmidt gives that sign by itself; done twice it is orthogonal to
  /// rounding (L. Giraud et al., Numerische Mathematik 101, 2005). It is written out here, and not
  /// left to LAPACK, so that the bits are the same on every machine.
  ///
  /// - Throws: `NumericsError` unless the size is positive and the matrix fits into memory.
  /// - Complexity: O(n³).
  public mutating func haarUnitary(
    _ size: Int
  ) throws(NumericsError) -> Matrix<Complex<Double>> {
    let count = try checkedDimension("haarUnitary", size, size)
    var elements: [Complex<Double>] = []
    elements.reserveCapacity(count)
    for row in 0..<size {
      var vector = normalVector(size)
      for _ in 0..<2 { removeRows(0..<row, of: elements, from: &vector) }
      elements.append(contentsOf: normalized(vector))
    }
    return Matrix(unchecked: size, size, elements)
  }

  /// A state from the Haar measure: uniform on the unit sphere of a complex space.
  ///
  /// - Throws: `NumericsError` unless the dimension is positive and the state fits into memory.
  public mutating func haarState(
    _ dimension: Int
  ) throws(NumericsError) -> [Complex<Double>] {
    _ = try checkedDimension("haarState", dimension, 1)
    return normalized(normalVector(dimension))
  }

  private func checkedDimension(
    _ operation: String, _ rows: Int, _ columns: Int
  ) throws(NumericsError) -> Int {
    guard rows > 0 else {
      throw .invalidArgument(
        operation: operation, given: "the size is \(rows)", allowed: "give a positive one")
    }
    return try checkedCount(operation, rows, columns, of: Complex<Double>.self)
  }

  /// Independent normal real and imaginary parts; not all zero.
  private mutating func normalVector(_ size: Int) -> [Complex<Double>] {
    while true {
      let vector = (0..<size).map { _ in
        let real = normal()
        return Complex(real: real, imaginary: normal())
      }
      if vector.contains(where: { $0 != .zero }) { return vector }
    }
  }

  private func normalized(_ vector: [Complex<Double>]) -> [Complex<Double>] {
    let norm = vector.reduce(0) { $0 + $1.squaredMagnitude }.squareRoot()
    return vector.map { Complex(real: $0.real / norm, imaginary: $0.imaginary / norm) }
  }

  /// Takes from a vector its components along orthonormal rows, one after the other.
  private func removeRows(
    _ rows: Range<Int>, of elements: [Complex<Double>], from vector: inout [Complex<Double>]
  ) {
    let size = vector.count
    for row in rows {
      let start = row * size
      var overlap = Complex<Double>.zero
      for column in 0..<size { overlap += elements[start + column].conjugate * vector[column] }
      for column in 0..<size { vector[column] -= overlap * elements[start + column] }
    }
  }
}
