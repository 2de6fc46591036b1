/// The class that most of the nearest rows have.
///
/// T. Cover and P. Hart, "Nearest neighbor pattern classification", IEEE Transactions on Information Theory 13 (1967).
///
/// ```swift
/// let model = try NearestNeighbors.fitted(to: train, neighbors: 5)
/// ```
public struct NearestNeighbors: Classifier, Hashable {
  /// What the classes are called.
  public let classNames: [String]
  /// The rows that are known.
  public let rows: [[Double]]
  /// The class of each.
  public let knownLabels: [Int]
  /// How many neighbours are asked.
  public let neighbors: Int

  init(classNames: [String], rows: [[Double]], knownLabels: [Int], neighbors: Int) {
    (self.classNames, self.rows) = (classNames, rows)
    (self.knownLabels, self.neighbors) = (knownLabels, neighbors)
  }

  /// Keeps rows of known classes.
  ///
  /// - Parameters:
  ///   - data: The rows.
  ///   - neighbors: How many neighbours are asked.
  /// - Returns: The model.
  /// - Throws: ``LearningError`` for data without classes or of one class, and a count outside 1 to that of the rows.
  public static func fitted(
    to data: DataSet, neighbors: Int = 5
  ) throws(LearningError) -> NearestNeighbors {
    let labels = try data.checkedLabels(for: "nearest neighbours")
    try check("nearest neighbours", "neighbors", neighbors, in: 1...data.count)
    return NearestNeighbors(
      classNames: data.classNames, rows: data.rows, knownLabels: labels, neighbors: neighbors)
  }

  /// The class that most neighbours of each row have, of several the first; of rows that are equally far, those that
  /// stand first are neighbours.
  ///
  /// - Parameter rows: The features of each row.
  /// - Returns: A class for each row.
  /// - Throws: ``LearningError`` for rows that do not fit.
  /// - Complexity: O(*m* *n* *d* + *m* *n* log *n*) for *m* rows, *n* known ones and *d* features.
  public func labels(of rows: [[Double]]) throws(LearningError) -> [Int] {
    try probabilities(of: rows).map(placeOfLargest)
  }

  /// For each row the part of its neighbours that each class has.
  ///
  /// - Parameter rows: The features of each row.
  /// - Returns: A number for each class, for each row.
  /// - Throws: ``LearningError`` for rows that do not fit.
  public func probabilities(of rows: [[Double]]) throws(LearningError) -> [[Double]] {
    try checkRows("nearest neighbours", rows, width: self.rows[0].count)
    return rows.map { row in
      let distances = self.rows.map { squaredDistance($0, row) }
      let nearest = distances.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }
      var votes = [Double](repeating: 0, count: classNames.count)
      for place in nearest.prefix(neighbors) { votes[knownLabels[place]] += 1 }
      return votes.map { $0 / Double(neighbors) }
    }
  }
}

extension NearestNeighbors: CustomStringConvertible {
  /// `nearest neighbours: 5 of 112 rows, 3 classes`.
  public var description: String {
    "nearest neighbours: \(neighbors) of \(rows.count) rows, \(classNames.count) classes"
  }
}
