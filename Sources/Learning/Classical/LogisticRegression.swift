internal import Glibc
internal import Numerics

/// Classes told apart by planes: the baseline of all classifiers.
///
/// The least of $\frac12 |W|^2 + c \sum_i -\log p(y_i | x_i)$, with one plane and the logistic function for two classes, else
/// with a plane for each class and their softmax; where the planes stand, the biases, costs nothing. D. R. Cox, "The
/// regression analysis of binary sequences", Journal of the Royal Statistical Society B 20 (1958); found by Newton's
/// method.
///
/// ```swift
/// let model = try LogisticRegression.fitted(to: train)
/// let sure = try model.probabilities(of: test.rows)
/// ```
public struct LogisticRegression: Classifier, Hashable {
  /// What the classes are called.
  public let classNames: [String]
  /// For each plane the weight of each feature; one plane for two classes, positive for the second.
  public let weights: [[Double]]
  /// For each plane its bias.
  public let biases: [Double]

  init(classNames: [String], weights: [[Double]], biases: [Double]) {
    (self.classNames, self.weights, self.biases) = (classNames, weights, biases)
  }

  /// More weights than this are not fitted by Newton's method, whose matrix has the square of them.
  static let mostWeights = 4_000

  /// Learns from data, whose features should be scaled alike.
  ///
  /// - Parameters:
  ///   - data: Rows of known classes.
  ///   - c: The price of errors, against that of weights.
  ///   - tolerance: The largest slope that the optimum may have, for each row.
  /// - Returns: The planes.
  /// - Throws: ``LearningError`` for data without classes or of one class, more than 4,000 weights, and numbers that are
  ///   not allowed.
  /// - Complexity: O(*n* *w*² + *w*³) for each of about ten steps, for *n* rows and *w* weights.
  public static func fitted(
    to data: DataSet, c: Double = 1, tolerance: Double = 1e-9
  ) throws(LearningError) -> LogisticRegression {
    let labels = try data.checkedLabels(for: "logistic regression")
    try checkPositive("logistic regression", "c", c)
    try check("logistic regression", "tolerance", tolerance, in: 1e-13...1)
    let outputs = data.classCount == 2 ? 1 : data.classCount
    let size = outputs * (data.featureCount + 1)
    guard size <= mostWeights else {
      throw .unfit(
        "logistic regression", given: "\(size) weights",
        allowed:
          "at most \(mostWeights) are fitted; take fewer features, by principal components for one")
    }
    let problem = LogisticProblem(
      rows: data.rows.map { $0 + [1] }, labels: labels, outputs: outputs, c: c)
    let found = try problem.solution(tolerance: tolerance)
    let planes = (0..<outputs).map { output in
      Array(found[output * (data.featureCount + 1)..<(output + 1) * (data.featureCount + 1)])
    }
    return LogisticRegression(
      classNames: data.classNames, weights: planes.map { Array($0.dropLast()) },
      biases: planes.map { $0.last ?? 0 })
  }

  /// For each row the probability of each class.
  ///
  /// - Parameter rows: The features of each row.
  /// - Returns: A number for each class, for each row.
  /// - Throws: ``LearningError`` for rows that do not fit.
  public func probabilities(of rows: [[Double]]) throws(LearningError) -> [[Double]] {
    try checkRows("logistic regression", rows, width: weights[0].count)
    return rows.map { row in
      let heights = zip(weights, biases).map { dot($0, row) + $1 }
      return softmax(heights.count == 1 ? [0, heights[0]] : heights)
    }
  }

  /// The likeliest class of each row, of several the first.
  ///
  /// - Parameter rows: The features of each row.
  /// - Returns: A class for each row.
  /// - Throws: ``LearningError`` for rows that do not fit.
  public func labels(of rows: [[Double]]) throws(LearningError) -> [Int] {
    try probabilities(of: rows).map(placeOfLargest)
  }
}

extension LogisticRegression: CustomStringConvertible {
  /// `logistic regression: 4 features, 3 classes`.
  public var description: String {
    "logistic regression: \(weights[0].count) features, \(classNames.count) classes"
  }
}

/// Numbers as probabilities: $e^{x_i} / \sum_j e^{x_j}$.
func softmax(_ numbers: [Double]) -> [Double] {
  let largest = numbers.max() ?? 0
  let powers = numbers.map { exp($0 - largest) }
  let sum = powers.reduce(0, +)
  return powers.map { $0 / sum }
}

/// The place of the largest number, of several the first.
func placeOfLargest(_ numbers: [Double]) -> Int {
  numbers.indices.reduce(0) { numbers[$1] > numbers[$0] ? $1 : $0 }
}
