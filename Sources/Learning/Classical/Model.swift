public import Training

/// What was fitted to data and says something of rows: classes or numbers.
///
/// Models are values. A static `fitted(to:)` makes one of data, and what it is made of can only be read; so the same
/// data, settings and seed are the same model.
///
/// ```swift
/// let models: [any Predictor] = [
///   try LogisticRegression.fitted(to: train), try VariationalClassifier.fitted(to: train),
/// ]
/// for model in models { print(model, try model.score(on: test)) }
/// ```
public protocol Predictor: Sendable, CustomStringConvertible {
  /// How many numbers a row has.
  var featureCount: Int { get }

  /// How good it is on data, in a number: 1 where everything is right.
  ///
  /// - Parameter data: Rows of which the truth is known.
  /// - Returns: The part of rows that are right for classes, $R^2$ for numbers.
  /// - Throws: An error for data that do not fit.
  func score(on data: DataSet) throws -> Double

  /// What is told of it in a few lines.
  var card: ModelCard { get }
}

/// What takes rows for classes.
public protocol Classifier: Predictor {
  /// What the classes are called.
  var classNames: [String] { get }

  /// The class that each row is taken for.
  ///
  /// - Parameter rows: The features of each row.
  /// - Returns: A class for each row, counted from 0.
  /// - Throws: An error for rows that do not fit.
  func labels(of rows: [[Double]]) throws -> [Int]

  /// For each row the probability of each class.
  ///
  /// - Parameter rows: The features of each row.
  /// - Returns: A number for each class, for each row.
  /// - Throws: An error for rows that do not fit, and for a model that was fitted without probabilities.
  func probabilities(of rows: [[Double]]) throws -> [[Double]]
}

extension Classifier {
  /// The part of rows that are taken for what they are.
  ///
  /// - Throws: As ``accuracy(on:)``.
  public func score(on data: DataSet) throws -> Double { try accuracy(on: data) }

  /// How often rows of each class are taken for each.
  ///
  /// - Parameter data: Rows of known classes.
  /// - Returns: The counts.
  /// - Throws: ``LearningError`` for data without classes, and what ``labels(of:)`` throws.
  public func confusion(on data: DataSet) throws -> ConfusionMatrix {
    guard case .labels(let truth, _) = data.target else {
      throw LearningError.wrongTarget(
        "confusion", needed: "rows of known classes", given: "numbers")
    }
    let names = data.classCount > classNames.count ? data.classNames : classNames
    return try ConfusionMatrix(predicted: labels(of: data.rows), truth: truth, classNames: names)
  }

  /// The part of rows that are taken for what they are.
  ///
  /// - Parameter data: Rows of known classes.
  /// - Returns: A number from 0 to 1.
  /// - Throws: ``LearningError`` for data without classes, and what ``labels(of:)`` throws.
  public func accuracy(on data: DataSet) throws -> Double { try confusion(on: data).accuracy }
}

/// What gives rows a number.
public protocol Regressor: Predictor {
  /// The number that each row is given.
  ///
  /// - Parameter rows: The features of each row.
  /// - Returns: A number for each row.
  /// - Throws: An error for rows that do not fit.
  func values(of rows: [[Double]]) throws -> [Double]
}

extension Regressor {
  /// $R^2$ of what rows are given.
  ///
  /// - Throws: As ``r2(on:)``.
  public func score(on data: DataSet) throws -> Double { try r2(on: data) }

  /// $R^2$ of what rows are given.
  ///
  /// - Parameter data: Rows with numbers.
  /// - Returns: 1 for exact predictions, 0 for those of the mean.
  /// - Throws: ``LearningError`` for data without numbers, and what ``values(of:)`` throws.
  public func r2(on data: DataSet) throws -> Double {
    try Scores.r2(values(of: data.rows), data.checkedValues(for: "R²"))
  }
}
