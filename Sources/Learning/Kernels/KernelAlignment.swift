public import Numerics

/// How well a kernel fits what it is to learn, before anything is learnt.
///
/// N. Cristianini, J. Shawe-Taylor, A. Elisseeff and J. Kandola, "On kernel-target alignment", NIPS 14 (2001);
/// C. Cortes, M. Mohri and A. Rostamizadeh, "Algorithms for learning kernels based on centered alignment", JMLR
/// 13 (2012).
public enum KernelAlignment {
  /// The cosine between a kernel matrix and the matrix of the classes.
  ///
  /// $A(K, T) = \frac{\langle K, T\rangle_F}{\lVert K\rVert_F \lVert T\rVert_F}$, where *T* is 1 for two rows of one class
  /// and $-\frac1{C - 1}$ for two of different ones, so $T = y y^T$ for two classes.
  ///
  /// - Parameters:
  ///   - kernel: The kernel of each two rows.
  ///   - labels: The class of each row.
  ///   - isCentered: Whether the mean is taken from all rows and columns of both first.
  /// - Returns: A number from -1 to 1; 0 for a kernel that is all zeros.
  /// - Throws: ``LearningError`` for a matrix without a row and a column for each label, numbers that are not
  ///   finite, and one class only.
  /// - Complexity: O(*n*²).
  public static func between(
    _ kernel: Matrix<Double>, labels: [Int], isCentered: Bool = false
  ) throws(LearningError) -> Double {
    try checkKernel("kernel alignment", kernel, rows: labels.count, columns: labels.count)
    let classes = Set(labels).count
    if classes < 2 { throw .oneClass("kernel alignment", "\(labels.first ?? 0)") }
    let count = labels.count
    let target = (0..<count * count).map { place in
      labels[place / count] == labels[place % count] ? 1 : -1 / Double(classes - 1)
    }
    return isCentered
      ? cosine(centered(kernel.elements, count), centered(target, count))
      : cosine(kernel.elements, target)
  }

  private static func cosine(_ a: [Double], _ b: [Double]) -> Double {
    let lengths = (dot(a, a) * dot(b, b)).squareRoot()
    return lengths > 0 ? dot(a, b) / lengths : 0
  }

  private static func centered(_ matrix: [Double], _ count: Int) -> [Double] {
    var (rows, columns) = (
      [Double](repeating: 0, count: count), [Double](repeating: 0, count: count)
    )
    for (place, value) in matrix.enumerated() {
      rows[place / count] += value / Double(count)
      columns[place % count] += value / Double(count)
    }
    let mean = rows.reduce(0, +) / Double(count)
    return matrix.enumerated().map { $1 - rows[$0 / count] - columns[$0 % count] + mean }
  }
}

/// Refuses a kernel matrix of another shape, or with numbers that are not finite.
func checkKernel(
  _ what: String, _ kernel: Matrix<Double>, rows: Int?, columns: Int
) throws(LearningError) {
  let rows = rows ?? kernel.rowCount
  guard kernel.rowCount == rows, kernel.columnCount == columns else {
    throw .unfit(
      what, given: "a \(kernel.rowCount)×\(kernel.columnCount) kernel matrix",
      allowed: "it takes \(rows)×\(columns)")
  }
  if let place = kernel.elements.firstIndex(where: { !$0.isFinite }) {
    throw .notFinite(
      what, row: place / max(1, columns), column: "number \(place % max(1, columns))")
  }
}
