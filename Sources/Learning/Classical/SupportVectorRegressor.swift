internal import Numerics
internal import SupportVectors

/// A support vector machine for numbers, with any kernel.
///
/// Errors up to ε are free, larger ones cost *c* for each unit. H. Drucker et al., "Support vector regression
/// machines", NIPS 9 (1996); solved by LIBSVM.
///
/// ```swift
/// let model = try SupportVectorRegressor.fitted(to: train, kernel: .radial(gamma: 0.5), c: 10)
/// let score = try model.r2(on: test)
/// ```
public struct SupportVectorRegressor: Regressor {
  /// The kernel.
  public let kernel: Kernel
  /// The rows that predictions depend on.
  public let supportRows: [[Double]]
  /// A number for each of these rows.
  public let coefficients: [Double]
  /// What is taken from the sum.
  public let offset: Double

  init(kernel: Kernel, supportRows: [[Double]], coefficients: [Double], offset: Double) {
    (self.kernel, self.supportRows) = (kernel, supportRows)
    (self.coefficients, self.offset) = (coefficients, offset)
  }

  /// Learns from data.
  ///
  /// - Parameters:
  ///   - data: Rows with numbers.
  ///   - kernel: The kernel.
  ///   - c: The price of a unit of error.
  ///   - epsilon: ε, how large an error is free.
  ///   - tolerance: How exact the optimum is.
  /// - Returns: The machine.
  /// - Throws: ``LearningError`` for data without numbers, numbers that are not allowed, and rows that the kernel
  ///   refuses.
  public static func fitted(
    to data: DataSet, kernel: Kernel, c: Double = 1, epsilon: Double = 0.1,
    tolerance: Double = 1e-3
  ) throws(LearningError) -> SupportVectorRegressor {
    let values = try data.checkedValues(for: "support vectors")
    let matrix = try kernel.matrix(of: data.rows)
    try checkSolver("support vectors", matrix, rows: data.count, c: c, tolerance)
    try checkNotNegative("support vectors", "epsilon", epsilon)
    guard
      let machine = LibSVM.machine(
        .numbers(c: c, epsilon: epsilon), kernel: matrix.elements, targets: values,
        tolerance: tolerance)
    else {
      throw .unfit("support vectors", given: "\(data.count) rows", allowed: "LIBSVM refuses them")
    }
    // One row at least, so that there is something to compare with where the answer is one number.
    let counting = machine.coefficients.indices.filter { machine.coefficients[$0] != 0 }
    let kept = counting.isEmpty ? [0] : counting
    return SupportVectorRegressor(
      kernel: kernel, supportRows: kept.map { data.rows[$0] },
      coefficients: kept.map { machine.coefficients[$0] }, offset: machine.offset)
  }

  /// The number that each row is given.
  ///
  /// - Parameter rows: The features of each row.
  /// - Returns: A number for each row.
  /// - Throws: ``LearningError`` for rows that do not fit.
  public func values(of rows: [[Double]]) throws(LearningError) -> [Double] {
    if rows.isEmpty { return [] }
    let matrix = try kernel.matrix(of: rows, with: supportRows)
    return (0..<rows.count).map { row in
      coefficients.indices.reduce(-offset) {
        $0 + coefficients[$1] * matrix.elements[row * coefficients.count + $1]
      }
    }
  }
}
