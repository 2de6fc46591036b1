extension DataSet {
  /// The scores of models that are fitted to the data without a fold and tested with it, for each fold.
  ///
  /// ```swift
  /// let scores = try DataSet.iris.scores(folds: 5, seed: 1) { try LogisticRegression.fitted(to: $0) }
  /// ```
  ///
  /// - Parameters:
  ///   - count: How many folds there are, with classes in the proportion of all.
  ///   - seed: The seed of the folds.
  ///   - fit: What makes a model of rows.
  /// - Returns: A score for each fold, as ``Predictor/score(on:)`` gives it.
  /// - Throws: ``LearningError`` for fewer folds than two or more than rows, and what fitting throws.
  public func scores<Model: Predictor>(
    folds count: Int = 5, seed: UInt64, fitting fit: (DataSet) throws -> Model
  ) throws -> [Double] {
    try folds(count, seed: seed).map { try fit($0.train).score(on: $0.test) }
  }
}
