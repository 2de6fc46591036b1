internal import Lapack
internal import Numerics

/// A complex matrix whose columns are contiguous, so that a tensor of a chain is one without being moved.
struct Columns: Sendable {
  private(set) var rowCount: Int
  private(set) var columnCount: Int
  private(set) var elements: [Complex<Double>]

  /// A matrix that is written by a closure; memory behind its end may be read by LAPACK.
  init(_ rows: Int, _ columns: Int, _ write: (UnsafeMutablePointer<Complex<Double>>) -> Void) {
    (rowCount, columnCount) = (rows, columns)
    elements = Array(unsafeUninitializedCapacity: rows * (columns + 1) + 4) { buffer, count in
      if let start = buffer.baseAddress { write(start) }
      count = rows * columns
    }
  }

  /// A matrix of zeros and ones.
  static func identity(_ rows: Int, _ columns: Int? = nil) -> Columns {
    Columns(rows, columns ?? rows) { start in
      start.initialize(repeating: .zero, count: rows * (columns ?? rows))
      for place in 0..<min(rows, columns ?? rows) { start[place * (rows + 1)] = .one }
    }
  }

  subscript(row: Int, column: Int) -> Complex<Double> { elements[column * rowCount + row] }

  /// The same elements with another number of rows.
  func reshaped(rows: Int) -> Columns {
    var reshaped = self
    reshaped.columnCount = elements.count / max(1, rows)
    reshaped.rowCount = rows
    return reshaped
  }

  /// The product, with the adjoint of either where it is wanted.
  static func product(
    _ a: Columns, _ b: Columns, adjointA: Bool = false, adjointB: Bool = false
  ) -> Columns {
    let rows = adjointA ? a.columnCount : a.rowCount
    let columns = adjointB ? b.rowCount : b.columnCount
    return Columns(rows, columns) { start in
      Routine.columnProduct(
        adjointA: adjointA, adjointB: adjointB, rows, columns,
        adjointA ? a.rowCount : a.columnCount, a.elements, a.rowCount, b.elements, b.rowCount,
        start)
    }
  }

  /// The adjoint.
  var adjoint: Columns {
    Columns(columnCount, rowCount) { start in
      elements.withUnsafeBufferPointer { source in
        // Squares of 8 keep the lines of both sides in the cache.
        for left in stride(from: 0, to: columnCount, by: 8) {
          for top in stride(from: 0, to: rowCount, by: 8) {
            for column in left..<min(left + 8, columnCount) {
              for row in top..<min(top + 8, rowCount) {
                start[row * columnCount + column] = source[column * rowCount + row].conjugate
              }
            }
          }
        }
      }
    }
  }

  /// The sum of the squares of all elements.
  var squaredNorm: Double {
    elements.withUnsafeBufferPointer { elements in
      var sum = 0.0
      for element in elements { sum += element.squaredMagnitude }
      return sum
    }
  }

  /// All elements times a number.
  mutating func scale(by factor: Complex<Double>) {
    elements.withUnsafeMutableBufferPointer { elements in
      for place in elements.indices { elements[place] = factor * elements[place] }
    }
  }

  /// Some of the columns.
  func columns(_ places: [Int]) -> Columns {
    Columns(rowCount, places.count) { start in
      elements.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress else { return }
        for (target, place) in places.enumerated() {
          (start + target * rowCount).update(from: source + place * rowCount, count: rowCount)
        }
      }
    }
  }

  /// The trace of the product with another.
  func trace(times other: Columns) -> Complex<Double> {
    var sum = Complex<Double>.zero
    for column in 0..<columnCount {
      for row in 0..<rowCount { sum += self[row, column] * other[column, row] }
    }
    return sum
  }

  /// The trace.
  var trace: Complex<Double> {
    (0..<min(rowCount, columnCount)).reduce(.zero) { $0 + self[$1, $1] }
  }

  /// Orthonormal columns and what they are multiplied with: A = Q R.
  var qr: (q: Columns, r: Columns) {
    // A matrix that is not tall needs no work: any basis of all rows is one.
    if rowCount <= columnCount { return (.identity(rowCount), self) }
    var q = Columns(rowCount, columnCount) { start in
      start.update(from: elements, count: elements.count)
    }
    let (rows, columns) = (rowCount, columnCount)
    let r = Columns(columns, columns) { start in
      _ = q.elements.withUnsafeMutableBytes { bytes in
        bytes.baseAddress.map { Routine.columnQR(rows, columns, $0, r: start) }
      }
    }
    return (q, r)
  }

  /// The singular values in descending order; nothing where LAPACK does not find them.
  var singularValues: [Double]? {
    var copy = Columns(rowCount, columnCount) { $0.update(from: elements, count: elements.count) }
    var values = [Double](repeating: 0, count: min(rowCount, columnCount))
    let info = copy.elements.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map {
        Routine.columnSVD(rowCount, columnCount, $0, values: &values, u: nil, v: nil)
      }
    }
    return info == 0 ? values : nil
  }

  /// $A = U \sigma V^\dagger$; nothing where LAPACK does not find it.
  var svd: (u: Columns, values: [Double], v: Columns)? {
    let rank = min(rowCount, columnCount)
    var copy = Columns(rowCount, columnCount) { $0.update(from: elements, count: elements.count) }
    var values = [Double](repeating: 0, count: rank)
    var info: Int32? = 0
    var v = Columns(0, 0) { _ in }
    let u = Columns(rowCount, rank) { u in
      v = Columns(rank, columnCount) { v in
        info = copy.elements.withUnsafeMutableBytes { bytes in
          bytes.baseAddress.map {
            Routine.columnSVD(rowCount, columnCount, $0, values: &values, u: u, v: v)
          }
        }
      }
    }
    return info == 0 ? (u, values, v) : nil
  }
}
