/// How good predictions are, in one number.
///
/// ```swift
/// try Scores.accuracy([0, 1, 1], [0, 1, 0])     // 0.667
/// ```
///
/// The trainer's metrics and the scores of models are these.
public enum Scores {
  /// The part of rows that are taken for what they are.
  ///
  /// - Parameters:
  ///   - predicted: The class that each row is taken for.
  ///   - truth: The class of each row.
  /// - Returns: A number from 0 to 1.
  /// - Throws: ``TrainingError`` for no rows, and lists of different lengths.
  public static func accuracy(_ predicted: [Int], _ truth: [Int]) throws(TrainingError) -> Double {
    try checkPairs("accuracy", predicted.count, truth.count)
    return Double(zip(predicted, truth).count { $0 == $1 }) / Double(truth.count)
  }

  /// The area under the curve of true against false alarms: how often a row of class 1 has a higher score than a
  /// row of class 0; a tie counts half.
  ///
  /// J. A. Hanley and B. J. McNeil, "The meaning and use of the area under a ROC curve", Radiology 143 (1982).
  ///
  /// - Parameters:
  ///   - scores: A number for each row, the higher the surer of class 1.
  ///   - truth: The class of each row, 0 or 1.
  /// - Returns: A number from 0 to 1; ½ for guesses.
  /// - Throws: ``TrainingError`` for no rows, lists of different lengths, scores that are not finite, other labels, and
  ///   one class only.
  /// - Complexity: O(*n* log *n*).
  public static func areaUnderROC(
    scores: [Double], truth: [Int]
  ) throws(TrainingError) -> Double {
    try checkPairs("area under ROC", scores.count, truth.count)
    try checkLabels("area under ROC", truth, classes: 2)
    if let row = scores.firstIndex(where: { !$0.isFinite }) {
      throw .unfitData(
        "area under ROC: the score of row \(row) is not finite; leave such rows out, or fill in a number"
      )
    }
    let positives = truth.reduce(0, +)
    guard positives > 0, positives < truth.count else {
      throw .unfitData(
        "area under ROC: all rows are of the class \(positives > 0 ? 1 : 0); give rows of two classes "
          + "at least")
    }
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    var (start, rankSum) = (0, 0.0)
    while start < order.count {
      var end = start
      while end < order.count, scores[order[end]] == scores[order[start]] { end += 1 }
      // All of a tie have the mean of their ranks, which count from 1.
      let rank = Double(start + end + 1) / 2
      rankSum += rank * Double(order[start..<end].count { truth[$0] == 1 })
      start = end
    }
    let (ones, zeros) = (Double(positives), Double(truth.count - positives))
    return (rankSum - ones * (ones + 1) / 2) / (ones * zeros)
  }

  /// $R^2 = 1 - \frac{\sum_i (y_i - f_i)^2}{\sum_i (y_i - \bar y)^2}$: 1 for exact predictions, 0 for the mean.
  ///
  /// Where all true values are the same it is 1 for exact predictions, else 0.
  ///
  /// - Parameters:
  ///   - predicted: A number for each row.
  ///   - truth: The true number of each row.
  /// - Returns: A number up to 1.
  /// - Throws: ``TrainingError`` for fewer rows than two, and lists of different lengths.
  public static func r2(_ predicted: [Double], _ truth: [Double]) throws(TrainingError) -> Double {
    try checkPairs("R²", predicted.count, truth.count)
    guard truth.count > 1 else {
      throw .unfit("R²", given: "1 row", allowed: "it compares with the mean of two rows at least")
    }
    let mean = truth.reduce(0, +) / Double(truth.count)
    let total = truth.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let rest = try meanSquaredError(predicted, truth) * Double(truth.count)
    return total > 0 ? 1 - rest / total : rest == 0 ? 1 : 0
  }

  /// The mean of the squares of the errors.
  ///
  /// - Parameters:
  ///   - predicted: A number for each row.
  ///   - truth: The true number of each row.
  /// - Returns: A number from 0.
  /// - Throws: ``TrainingError`` for no rows, and lists of different lengths.
  public static func meanSquaredError(
    _ predicted: [Double], _ truth: [Double]
  ) throws(TrainingError) -> Double {
    try checkPairs("mean squared error", predicted.count, truth.count)
    return zip(predicted, truth).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      / Double(truth.count)
  }

  /// The mean of the sizes of the errors.
  ///
  /// - Parameters:
  ///   - predicted: A number for each row.
  ///   - truth: The true number of each row.
  /// - Returns: A number from 0.
  /// - Throws: ``TrainingError`` for no rows, and lists of different lengths.
  public static func meanAbsoluteError(
    _ predicted: [Double], _ truth: [Double]
  ) throws(TrainingError) -> Double {
    try checkPairs("mean absolute error", predicted.count, truth.count)
    return zip(predicted, truth).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(truth.count)
  }
}

/// Refuses lists of different lengths, and empty ones.
func checkPairs(_ what: String, _ given: Int, _ expected: Int) throws(TrainingError) {
  guard given == expected else {
    throw .unfitData("\(what): \(given) are given, and it takes \(expected)")
  }
  guard expected > 0 else {
    throw .unfitData("\(what): there are no numbers; give at least one row")
  }
}

/// Refuses labels that are no numbers of classes.
func checkLabels(_ what: String, _ labels: [Int], classes: Int) throws(TrainingError) {
  if let row = labels.firstIndex(where: { !(0..<classes).contains($0) }) {
    throw .unfitData(
      "\(what): the label of row \(row) is \(labels[row]); labels go from 0 to \(classes - 1)")
  }
}
