/// Rows of numbers, and what is known of each: its class or a number.
///
/// ```swift
/// let split = try DataSet.iris.split(trainFraction: 0.75, seed: 1)
/// split.train.count                             // 112
/// split.train.classNames                              // ["setosa", "versicolor", "virginica"]
/// ```
///
/// A data set is a value, and always sound: its rows have one length, all numbers are finite, and every
/// label is the number of a class.
public struct DataSet: Hashable, Sendable {
  /// What is known of each row.
  public enum Target: Hashable, Sendable {
    /// The class of each row, as a place in the names.
    case labels([Int], classNames: [String])
    /// A number of each row, and what the number is called.
    case values([Double], name: String)
  }

  /// What the data are called.
  public let name: String
  /// The features of each row.
  public let rows: [[Double]]
  /// What each feature is called.
  public let featureNames: [String]
  /// What is known of each row.
  public let target: Target

  /// Rows of known classes.
  ///
  /// - Parameters:
  ///   - name: What the data are called.
  ///   - rows: The features of each row.
  ///   - labels: The class of each row, counted from 0.
  ///   - classNames: What the classes are called; `class 0` and so on unless given.
  ///   - featureNames: What the features are called; `x0` and so on unless given.
  /// - Throws: ``LearningError`` for no rows, rows of different lengths, numbers that are not finite,
  ///   labels that are no classes, and counts that do not fit.
  /// - Complexity: O(*n*) in how many numbers there are.
  public init(
    _ name: String = "data", rows: [[Double]], labels: [Int], classNames: [String]? = nil,
    featureNames: [String]? = nil
  ) throws(LearningError) {
    let names = try DataSet.checked(name, rows, targets: labels.count, featureNames)
    let classes: [String]
    if let classNames {
      classes = classNames
    } else {
      classes = try DataSet.names(of: labels, name)
    }
    try checkLabels(name, labels, classes: classes.count)
    self.init(
      unchecked: name, rows, names, .labels(labels, classNames: classes))
  }

  /// Rows with a number each.
  ///
  /// - Parameters:
  ///   - name: What the data are called.
  ///   - rows: The features of each row.
  ///   - values: The number of each row.
  ///   - valueName: What the number is called.
  ///   - featureNames: What the features are called; `x0` and so on unless given.
  /// - Throws: ``LearningError`` for no rows, rows of different lengths, numbers that are not finite, and
  ///   counts that do not fit.
  public init(
    _ name: String = "data", rows: [[Double]], values: [Double], valueName: String = "y",
    featureNames: [String]? = nil
  ) throws(LearningError) {
    let names = try DataSet.checked(name, rows, targets: values.count, featureNames)
    if let row = values.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(name, row: row, column: valueName)
    }
    self.init(unchecked: name, rows, names, .values(values, name: valueName))
  }

  /// A data set of parts that are known to be sound.
  init(unchecked name: String, _ rows: [[Double]], _ featureNames: [String], _ target: Target) {
    (self.name, self.rows, self.featureNames, self.target) = (name, rows, featureNames, target)
  }

  /// The names of features, once rows, targets and names fit together.
  private static func checked(
    _ name: String, _ rows: [[Double]], targets: Int, _ featureNames: [String]?
  ) throws(LearningError) -> [String] {
    let width = try checkRows(name, rows, names: featureNames ?? [])
    guard targets == rows.count else {
      throw .wrongCount(
        "\(name), labels or values of \(rows.count) rows", given: targets, expected: rows.count)
    }
    if let names = featureNames, names.count != width {
      throw .wrongCount("\(name), names of features", given: names.count, expected: width)
    }
    return featureNames ?? (0..<width).map { "x\($0)" }
  }

  private static func names(of labels: [Int], _ name: String) throws(LearningError) -> [String] {
    let most = labels.max() ?? 0
    // A label of millions is an identifier that was taken for a class.
    guard most < max(1_000, labels.count) else {
      throw .unfit(
        name, given: "label \(most)", allowed: "classes are counted from 0; or name them")
    }
    return (0...max(0, most)).map { "class \($0)" }
  }
}

extension DataSet {
  /// How many rows there are.
  public var count: Int { rows.count }

  /// How many features a row has.
  public var featureCount: Int { featureNames.count }

  /// The class of each row; nothing where rows have numbers.
  public var labels: [Int] {
    if case .labels(let labels, _) = target { labels } else { [] }
  }

  /// What the classes are called; nothing where rows have numbers.
  public var classNames: [String] {
    if case .labels(_, let names) = target { names } else { [] }
  }

  /// How many classes there are; 0 where rows have numbers.
  public var classCount: Int { classNames.count }

  /// The number of each row; nothing where rows have classes.
  public var values: [Double] {
    if case .values(let values, _) = target { values } else { [] }
  }

  /// How many rows each class has; nothing where rows have numbers.
  public var classCounts: [Int] {
    var counts = [Int](repeating: 0, count: classCount)
    for label in labels { counts[label] += 1 }
    return counts
  }

  /// All numbers of a feature.
  ///
  /// - Parameter name: What the feature is called.
  /// - Returns: A number for each row.
  /// - Throws: ``LearningError/unfit(_:given:allowed:)`` for a name that no feature has.
  public func column(_ name: String) throws(LearningError) -> [Double] {
    let place = try self.place(of: name)
    return rows.map { $0[place] }
  }

  func place(of feature: String) throws(LearningError) -> Int {
    guard let place = featureNames.firstIndex(of: feature) else {
      throw .unfit(
        self.name, given: "a feature “\(feature)”", allowed: "there are \(listed(featureNames))")
    }
    return place
  }

  /// The classes, for what learns classes.
  func checkedLabels(for what: String) throws(LearningError) -> [Int] {
    guard case .labels(let labels, let names) = target else {
      throw .wrongTarget(what, needed: "rows of known classes", given: "numbers")
    }
    let used = Set(labels)
    if used.count < 2 { throw .oneClass(what, used.first.map { names[$0] } ?? "") }
    return labels
  }

  /// The numbers, for what learns numbers.
  func checkedValues(for what: String) throws(LearningError) -> [Double] {
    guard case .values(let values, _) = target else {
      throw .wrongTarget(what, needed: "rows with numbers", given: "classes")
    }
    return values
  }
}

extension DataSet: CustomStringConvertible {
  /// `iris: 150 rows of 4 features, 3 classes (50 setosa, 50 versicolor, 50 virginica)`.
  public var description: String {
    let head =
      "\(name): \(count) row\(count == 1 ? "" : "s") of \(featureCount) feature"
      + (featureCount == 1 ? "" : "s")
    switch target {
    case .labels(_, let names):
      let counts = zip(classCounts, names).map { "\($0) \($1)" }
      return "\(head), \(names.count) classes (\(listed(counts)))"
    case .values(let values, let name):
      let (least, most) = (values.min() ?? 0, values.max() ?? 0)
      return "\(head), \(name) from \(least) to \(most)"
    }
  }
}

/// Words after one another, of very many the first.
func listed(_ words: [String]) -> String {
  words.prefix(12).joined(separator: ", ")
    + (words.count > 12 ? " and \(words.count - 12) more" : "")
}
