internal import CLapack
internal import Glibc

/// What LAPACKE returns when it finds no memory.
private let noMemory: Int32 = -1010

/// Calls a routine with a column-major copy of a row-major matrix, and copies the result back.
///
/// LAPACKE would turn matrices by itself, into memory that ends with the last element. Vectorised
/// kernels of OpenBLAS 0.3.21, `cgemv_n` and `zgemv_n`, read one column further, though they use
/// nothing of it; where the next page is not ours, that ends the process. So the copies made here
/// have a column to spare.
func withColumns(
  _ type: Routine.ScalarType, _ matrix: UnsafeMutableRawPointer, _ rows: Int32, _ columns: Int32,
  _ routine: (UnsafeMutableRawPointer) -> Int32
) -> Int32 {
  let (rows, columns) = (Int(rows), Int(columns))
  guard let copy = calloc((columns + 1) * rows + 4, type.size) else { return noMemory }
  defer { free(copy) }
  transpose(type, matrix, rows, columns, to: copy)
  let info = oneAtATime { routine(copy) }
  transpose(type, copy, columns, rows, to: matrix)
  return info
}

/// Writes a matrix with contiguous rows of the given shape as one with contiguous columns.
private func transpose(
  _ type: Routine.ScalarType, _ source: UnsafeMutableRawPointer, _ rows: Int, _ columns: Int,
  to target: UnsafeMutableRawPointer
) {
  switch type {
  case .float: transpose(at(source) as UnsafeMutablePointer<Float>, rows, columns, at(target))
  case .double: transpose(at(source) as UnsafeMutablePointer<Double>, rows, columns, at(target))
  case .complexFloat:
    transpose(at(source) as UnsafeMutablePointer<QuillComplexFloat>, rows, columns, at(target))
  case .complexDouble:
    transpose(at(source) as UnsafeMutablePointer<QuillComplexDouble>, rows, columns, at(target))
  }
}

@inline(__always)
private func transpose<Number>(
  _ source: UnsafeMutablePointer<Number>, _ rows: Int, _ columns: Int,
  _ target: UnsafeMutablePointer<Number>
) {
  // Squares of 16 keep the lines of both sides in the cache.
  for top in stride(from: 0, to: rows, by: 16) {
    for left in stride(from: 0, to: columns, by: 16) {
      for row in top..<min(top + 16, rows) {
        for column in left..<min(left + 16, columns) {
          target[column * rows + row] = source[row * columns + column]
        }
      }
    }
  }
}

extension Routine.ScalarType {
  /// The bytes of one number.
  fileprivate var size: Int {
    switch self {
    case .float: 4
    case .double, .complexFloat: 8
    case .complexDouble: 16
    }
  }
}
