/// What a function of `Numerics` throws.
///
/// Every description reads "operation: what was given; what is allowed or what to do".
public enum NumericsError: Error, Hashable, Sendable {
  /// A row has another length than the first row.
  case raggedRows(row: Int, count: Int, expected: Int)

  /// Two operands whose shapes do not go together; `rule` says which shapes do.
  case shapeMismatch(operation: String, left: String, right: String, rule: String)

  /// The operation needs as many rows as columns.
  case notSquare(operation: String, rows: Int, columns: Int)

  /// A value is NaN or infinite; `position` says where it stands.
  case notFinite(operation: String, position: String)

  /// The matrix is further from its adjoint than the operation allows.
  case notHermitian(operation: String, deviation: Double, tolerance: Double)

  /// The leading minor of this order is not positive.
  case notPositiveDefinite(operation: String, minor: Int)

  /// The matrix has no inverse, or none to working precision.
  case singular(operation: String, reciprocalCondition: Double)

  /// An iteration came to no end.
  case noConvergence(operation: String)

  /// The result or the work space needs more memory, or larger indices, than there are.
  case tooLarge(operation: String, size: String)

  /// There is nothing to work on.
  case empty(operation: String, needed: String)

  /// An index is outside the rows, columns, subsystems or elements.
  case indexOutOfRange(operation: String, index: Int, count: Int)

  /// Any other argument outside its range.
  case invalidArgument(operation: String, given: String, allowed: String)
}

extension NumericsError: CustomStringConvertible {
  /// One line for the reader of a cell.
  public var description: String {
    switch self {
    case .raggedRows(let row, let count, let expected):
      "Matrix: row \(row) has \(count) elements, row 0 has \(expected); give rows of one length"
    case .shapeMismatch(let operation, let left, let right, let rule):
      "\(operation): the left side is \(left), the right side \(right); \(rule)"
    case .notSquare(let operation, let rows, let columns):
      "\(operation): the matrix is \(rows)×\(columns); give a square one"
    case .notFinite(let operation, let position):
      "\(operation): \(position) is not finite; remove NaN and infinite values first"
    case .notHermitian(let operation, let deviation, let tolerance):
      """
      \(operation): the matrix differs from its adjoint by \(shortText(deviation)), the tolerance \
      is \(shortText(tolerance)); give a Hermitian matrix or average it with its adjoint
      """
    case .notPositiveDefinite(let operation, let minor):
      """
      \(operation): the leading \(minor)×\(minor) minor is not positive; give a positive definite \
      matrix
      """
    case .singular(let operation, let reciprocal):
      """
      \(operation): the matrix is singular to working precision (reciprocal condition number \
      \(shortText(reciprocal))); use leastSquares or pseudoInverse
      """
    default: descriptionOfLimits
    }
  }

  private var descriptionOfLimits: String {
    switch self {
    case .noConvergence(let operation):
      "\(operation): the iteration did not converge; scale the matrix so that its entries are near 1"
    case .tooLarge(let operation, let size):
      "\(operation): \(size) is more than fits; take a smaller size"
    case .empty(let operation, let needed):
      "\(operation): there are no values; give \(needed)"
    case .indexOutOfRange(let operation, let index, let count):
      count == 0
        ? "\(operation): index \(index) is given, there are no elements"
        : "\(operation): index \(index) is outside 0..<\(count)"
    case .invalidArgument(let operation, let given, let allowed):
      "\(operation): \(given); \(allowed)"
    default: ""
    }
  }
}
