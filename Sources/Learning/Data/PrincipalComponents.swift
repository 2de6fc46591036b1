internal import Numerics

/// The directions in which data vary most (PCA).
///
/// K. Pearson, "On lines and planes of closest fit to systems of points in space", Philosophical Magazine 2
/// (1901); by the singular values of the centred rows.
///
/// ```swift
/// let components = try PrincipalComponents.fitted(to: train.rows, count: 4)
/// let small = try test.projected(on: components)
/// components.explainedRatios                    // what part of the variance each has
/// ```
public struct PrincipalComponents: Hashable, Sendable {
  /// The mean of each feature, which is taken from rows first.
  public let means: [Double]
  /// The directions, of length 1 and at right angles; the largest number of each is positive.
  public let directions: [[Double]]
  /// The variance along each direction, with the divisor *n* - 1.
  public let variances: [Double]
  /// The part of the whole variance that each direction has; 0 for rows that do not vary.
  public let explainedRatios: [Double]

  /// How many directions there are.
  public var count: Int { directions.count }

  /// Finds the directions.
  ///
  /// - Parameters:
  ///   - rows: Two rows at least.
  ///   - count: How many directions; at most as many as rows or features.
  /// - Returns: The directions, that of the largest variance first.
  /// - Throws: ``LearningError`` for rows that are empty, of different lengths or not finite, and for a count
  ///   outside what is allowed.
  /// - Complexity: O(*n* *d* min(*n*, *d*)) for *n* rows of *d* numbers.
  public static func fitted(
    to rows: [[Double]], count: Int
  ) throws(LearningError) -> PrincipalComponents {
    let width = try checkRows("principal components", rows)
    try check("principal components", "rows", rows.count, in: 2...Int.max)
    try check("principal components", "count", count, in: 1...min(width, rows.count))
    let means = (0..<width).map { column in
      rows.reduce(0) { $0 + $1[column] / Double(rows.count) }
    }
    let centered = rows.map { row in row.indices.map { row[$0] - means[$0] } }
    let parts = try learning { try Matrix(centered).singularValueDecomposition() }
    let variances = parts.values.map { $0 * $0 / Double(rows.count - 1) }
    let total = variances.reduce(0, +)
    var directions: [[Double]] = []
    for place in 0..<count {
      directions.append(try learning { try oriented(parts.vAdjoint.row(place)) })
    }
    return PrincipalComponents(
      means: means, directions: directions, variances: Array(variances.prefix(count)),
      explainedRatios: variances.prefix(count).map { total > 0 ? $0 / total : 0 })
  }

  /// A direction or its opposite, so that its largest number is positive.
  private static func oriented(_ direction: [Double]) -> [Double] {
    let largest = direction.max { abs($0) < abs($1) } ?? 0
    return largest < 0 ? direction.map { -$0 } : direction
  }

  /// How far rows reach along each direction.
  ///
  /// - Parameter rows: Rows of as many features.
  /// - Returns: A number for each direction, for each row.
  /// - Throws: ``LearningError`` for rows that do not fit.
  public func projected(_ rows: [[Double]]) throws(LearningError) -> [[Double]] {
    try checkRows("principal components", rows, width: means.count)
    return rows.map { row in
      directions.map { direction in
        row.indices.reduce(0) { $0 + (row[$1] - means[$1]) * direction[$1] }
      }
    }
  }

  /// The rows that are nearest to what reaches so far along each direction.
  ///
  /// - Parameter projections: A number for each direction, for each row.
  /// - Returns: Rows of features.
  /// - Throws: ``LearningError`` for projections that do not fit.
  public func restored(_ projections: [[Double]]) throws(LearningError) -> [[Double]] {
    try checkRows("principal components", projections, width: count)
    return projections.map { projection in
      means.indices.map { column in
        directions.indices.reduce(means[column]) { $0 + projection[$1] * directions[$1][column] }
      }
    }
  }
}

extension DataSet {
  /// The rows as principal components see them.
  ///
  /// - Parameter components: What was fitted, to the rows of training.
  /// - Returns: The data with the features `PC1`, `PC2` and so on.
  /// - Throws: ``LearningError`` for rows that do not fit.
  public func projected(on components: PrincipalComponents) throws(LearningError) -> DataSet {
    try replacing(
      rows: components.projected(rows), featureNames: (1...components.count).map { "PC\($0)" })
  }
}
