extension DenseStack {
  /// The layers when they have learned to give several numbers for each row; the loss is half the squared
  /// errors.
  ///
  /// ```swift
  /// let start = try DenseStack(sizes: [2, 12, 2], seed: 1)
  /// let (stack, losses) = try start.trained(on: rows, targets: targets)
  /// ```
  ///
  /// - Parameters:
  ///   - rows: The features of each row, which should be scaled alike.
  ///   - targets: What should come out for each row.
  ///   - training: How they learn.
  /// - Returns: The layers with other weights, and the mean loss of each epoch.
  /// - Throws: ``LearningError`` for rows and targets that do not fit, and numbers that are not allowed.
  /// - Complexity: O(*e* *n* *w*) for *e* epochs, *n* rows and *w* weights.
  public func trained(
    on rows: [[Double]], targets: [[Double]], _ training: DenseTraining = DenseTraining()
  ) throws(LearningError) -> (stack: DenseStack, losses: [Double]) {
    guard !rows.isEmpty else { throw .empty("dense stack, rows") }
    try checkRows("dense stack", rows, width: inputCount)
    try checkRows("dense stack, targets", targets, width: outputCount)
    guard targets.count == rows.count else {
      throw .wrongCount("dense stack, targets", given: targets.count, expected: rows.count)
    }
    return try training.train(self, rows: rows) { place, outputs in
      let errors = zip(outputs, targets[place]).map { $0 - $1 }
      return (errors.reduce(0) { $0 + $1 * $1 } / 2, errors)
    }
  }
}
