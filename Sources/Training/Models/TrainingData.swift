/// What a model learns from: rows of features, and what is known of each.
public protocol TrainingData {
  /// The features of each row.
  var rows: [[Double]] { get }
  /// For each row the number of its class, or the numbers that outputs should be.
  var targets: [[Double]] { get }
}

/// Rows of features with their classes or numbers, as plain lists.
///
/// ```swift
/// let examples = Examples(rows: [[0.1], [0.9]], labels: [0, 1])
/// ```
public struct Examples: TrainingData, Hashable, Sendable {
  /// The features of each row.
  public var rows: [[Double]]
  /// For each row the number of its class, or the numbers that outputs should be.
  public var targets: [[Double]]

  /// Rows of known classes, counted from 0.
  public init(rows: [[Double]], labels: [Int]) {
    (self.rows, targets) = (rows, labels.map { [Double($0)] })
  }

  /// Rows with a number each.
  public init(rows: [[Double]], values: [Double]) {
    (self.rows, targets) = (rows, values.map { [$0] })
  }

  /// Rows with a number for each output.
  public init(rows: [[Double]], targets: [[Double]]) {
    (self.rows, self.targets) = (rows, targets)
  }
}

/// Throws for data of which nothing can be learned.
func check(
  _ data: any TrainingData, _ what: String, loss: Loss, outputs: Int
) throws(TrainingError) {
  let (rows, targets) = (data.rows, data.targets)
  guard !rows.isEmpty else { throw .unfitData("\(what) is empty: give one row or more") }
  guard rows.count == targets.count else {
    throw .unfitData(
      "\(what) has \(rows.count) rows and \(targets.count) targets: there has to be one for each")
  }
  for (number, row) in rows.enumerated() {
    if let place = row.firstIndex(where: { !$0.isFinite }) {
      throw .unfitData("\(what), row \(number), feature \(place) is \(row[place]): give numbers")
    }
    guard row.count == rows[0].count else {
      throw .unfitData(
        "\(what), row \(number) has \(row.count) features, and row 0 has \(rows[0].count)")
    }
  }
  let classes = outputs == 1 ? 2 : outputs
  for (number, target) in targets.enumerated() {
    if loss.isOfClasses {
      guard target.count == 1, let label = Int(exactly: target[0]), 0..<classes ~= label else {
        throw .unfitData(
          "\(what), row \(number) has the label \(target): the model tells classes 0 to "
            + "\(classes - 1) apart")
      }
    } else if target.count != outputs || target.contains(where: { !$0.isFinite }) {
      throw .unfitData(
        "\(what), row \(number) has the target \(target): the model has \(outputs) output"
          + (outputs == 1 ? "" : "s"))
    }
  }
}
