/// How often rows of each class are taken for each class, and the scores that follow from it.
///
/// ```swift
/// let confusion = try ConfusionMatrix(predicted: [0, 1, 1], truth: [0, 1, 0])
/// confusion.counts                              // [[1, 1], [0, 1]]
/// confusion.accuracy                            // 0.667
/// ```
public struct ConfusionMatrix: Hashable, Sendable {
  /// How many rows of the class of the row are taken for the class of the column.
  public let counts: [[Int]]
  /// What the classes are called.
  public let classNames: [String]

  /// Counts predictions.
  ///
  /// - Parameters:
  ///   - predicted: The class that each row is taken for.
  ///   - truth: The class of each row.
  ///   - classNames: What the classes are called; `class 0` and so on unless given.
  /// - Throws: ``TrainingError`` for no rows, lists of different lengths, and labels that are no classes.
  public init(
    predicted: [Int], truth: [Int], classNames: [String]? = nil
  ) throws(TrainingError) {
    try checkPairs("confusion matrix", predicted.count, truth.count)
    let most = max(predicted.max() ?? 0, truth.max() ?? 0, 0)
    guard most < 10_000 else {
      throw .unfit(
        "confusion matrix", given: "the largest label \(most)", allowed: "0 to 9999 is allowed")
    }
    let names = classNames ?? (0...most).map { "class \($0)" }
    try checkLabels("confusion matrix, predicted", predicted, classes: names.count)
    try checkLabels("confusion matrix, truth", truth, classes: names.count)
    var counts = [[Int]](repeating: [Int](repeating: 0, count: names.count), count: names.count)
    for (predicted, truth) in zip(predicted, truth) { counts[truth][predicted] += 1 }
    (self.counts, self.classNames) = (counts, names)
  }

  /// How many rows there are.
  public var total: Int { counts.joined().reduce(0, +) }

  /// The part of all rows that are taken for what they are.
  public var accuracy: Double {
    Double(counts.indices.reduce(0) { $0 + counts[$1][$1] }) / Double(total)
  }

  /// For each class, the part of what is taken for it that it is; 0 where nothing is.
  public var precisions: [Double] {
    counts.indices.map { label in
      ratio(counts[label][label], counts.reduce(0) { $0 + $1[label] })
    }
  }

  /// For each class, the part of its rows that are taken for it; 0 where there are none.
  public var recalls: [Double] {
    counts.indices.map { ratio(counts[$0][$0], counts[$0].reduce(0, +)) }
  }

  /// For each class, $F_1 = \frac{2 p r}{p + r}$ of precision and recall; 0 where both are.
  public var f1Scores: [Double] {
    zip(precisions, recalls).map { $0 + $1 > 0 ? 2 * $0 * $1 / ($0 + $1) : 0 }
  }

  /// The mean of $F_1$ over the classes that occur.
  public var macroF1: Double {
    let occurring = counts.indices.filter { label in
      counts[label].contains { $0 > 0 } || counts.contains { $0[label] > 0 }
    }
    return occurring.reduce(0) { $0 + f1Scores[$1] } / Double(max(1, occurring.count))
  }

  /// The mean of the recalls of the classes that have rows: accuracy, each class with the same weight.
  public var balancedAccuracy: Double {
    let occurring = counts.indices.filter { counts[$0].contains { $0 > 0 } }
    return occurring.reduce(0) { $0 + recalls[$1] } / Double(max(1, occurring.count))
  }

  private func ratio(_ part: Int, _ whole: Int) -> Double {
    whole > 0 ? Double(part) / Double(whole) : 0
  }
}

extension ConfusionMatrix: CustomStringConvertible {
  /// The counts as lines, a class in each, and the accuracy.
  public var description: String {
    let width = counts.joined().reduce(1) { max($0, "\($1)".count) }
    let nameWidth = classNames.reduce(0) { max($0, $1.count) }
    let lines = zip(classNames, counts).map { name, row in
      name + String(repeating: " ", count: nameWidth - name.count)
        + row.map { " " + String(repeating: " ", count: width - "\($0)".count) + "\($0)" }.joined()
    }
    let percent = (1_000 * accuracy).rounded() / 10
    return (lines + ["\(percent) % of \(total) rows are right"]).joined(separator: "\n")
  }
}
