/// How training goes, beside the data, the rule and the loss; each has the usual value.
///
/// ```swift
/// try model.train(
///   on: train, validatingOn: test, epochs: 30, with: .adam(rate: 0.05), loss: .crossEntropy,
///   options: TrainingOptions(batchSize: 25, metrics: [.accuracy], patience: 5))
/// ```
public struct TrainingOptions: Sendable {
  /// How many rows a step sees; nothing for all of them.
  public var batchSize: Int?
  /// Where chance begins: the order of rows, shots and pruning.
  public var seed: UInt64
  /// What the loss of a row of each class counts; nothing where all count 1.
  public var classWeights: [Double]?
  /// What is told of each epoch beside the loss.
  public var metrics: [Metric]
  /// After how many epochs without a lower loss training ends; nothing lets all epochs run.
  public var patience: Int?
  /// Whether the weights of the best epoch are taken at the end, and not the last.
  public var keepsBestWeights: Bool
  /// The longest gradient that a step follows; longer ones are shortened to it.
  public var longestGradient: Double?
  /// How derivatives are found.
  public var gradient: any GradientMethod
  /// Which derivatives are skipped.
  public var pruning: GradientPruning?
  /// The file in which training is kept after each epoch, and from which it goes on.
  public var checkpoint: String?
  /// Whether a progress bar and a plot are drawn.
  public var isDrawn: Bool
  /// What is called after each epoch; it says whether training goes on.
  public var afterEpoch: (@Sendable (TrainingRecord.Epoch) -> TrainingDecision)?

  /// Options; by default batches of 32 rows, and all else as simple as it can be.
  public init(
    batchSize: Int? = 32, seed: UInt64 = 0, classWeights: [Double]? = nil, metrics: [Metric] = [],
    patience: Int? = nil, keepsBestWeights: Bool = false, longestGradient: Double? = nil,
    gradient: any GradientMethod = .automatic, pruning: GradientPruning? = nil,
    checkpoint: String? = nil, isDrawn: Bool = true,
    afterEpoch: (@Sendable (TrainingRecord.Epoch) -> TrainingDecision)? = nil
  ) {
    (self.batchSize, self.seed, self.classWeights) = (batchSize, seed, classWeights)
    (self.metrics, self.patience, self.keepsBestWeights) = (metrics, patience, keepsBestWeights)
    (self.longestGradient, self.gradient, self.pruning) = (longestGradient, gradient, pruning)
    (self.checkpoint, self.isDrawn, self.afterEpoch) = (checkpoint, isDrawn, afterEpoch)
  }

  func check(loss: Loss, classes: Int) throws(TrainingError) {
    if let batchSize, batchSize < 1 {
      throw .unfit("batch size", given: "\(batchSize)", allowed: "1 or more, or nil for all rows")
    }
    if let patience, patience < 1 {
      throw .unfit("patience", given: "\(patience)", allowed: "1 epoch or more, or nil")
    }
    if let longest = longestGradient, !(longest > 0) {
      throw .unfit("longest gradient", given: "\(longest)", allowed: "it is a positive number")
    }
    try pruning?.check()
    guard let classWeights else { return }
    guard loss.isOfClasses, classWeights.count == classes,
      classWeights.allSatisfy({ $0 >= 0 && $0.isFinite })
    else {
      throw .unfit(
        "class weights", given: "\(classWeights)",
        allowed: "a loss of classes takes a number from 0 on for each of \(classes) classes")
    }
  }
}

/// Whether training goes on.
public enum TrainingDecision: Hashable, Sendable {
  /// It goes on.
  case goOn
  /// It ends after this epoch, with the weights reached.
  case stop
}
