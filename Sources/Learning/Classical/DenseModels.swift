internal import Glibc

/// Dense layers that tell classes apart by the softmax of their outputs.
///
/// ```swift
/// let twin = try DenseClassifier.fitted(to: train, hidden: [16], training: DenseTraining(seed: 1))
/// twin.losses.last                              // the mean cross-entropy of the last epoch
/// ```
public struct DenseClassifier: Classifier, Hashable {
  /// The layers; there is an output for each class.
  public let stack: DenseStack
  /// What the classes are called.
  public let classNames: [String]
  /// The mean loss of each epoch.
  public let losses: [Double]

  init(stack: DenseStack, classNames: [String], losses: [Double]) {
    (self.stack, self.classNames, self.losses) = (stack, classNames, losses)
  }

  /// Learns from data, whose features should be scaled alike; the loss is the cross-entropy.
  ///
  /// - Parameters:
  ///   - data: Rows of known classes.
  ///   - hidden: How many neurons each hidden layer has.
  ///   - activation: What hidden layers do to their sums.
  ///   - training: How it learns.
  /// - Returns: The model.
  /// - Throws: ``LearningError`` for data without classes or of one class, and numbers that are not allowed.
  /// - Complexity: O(*e* *n* *w*) for *e* epochs, *n* rows and *w* weights.
  public static func fitted(
    to data: DataSet, hidden: [Int] = [16], activation: Activation = .tanh,
    training: DenseTraining = DenseTraining()
  ) throws(LearningError) -> DenseClassifier {
    let labels = try data.checkedLabels(for: "dense classifier")
    let start = try DenseStack(
      sizes: [data.featureCount] + hidden + [data.classCount], hidden: activation,
      seed: training.seed)
    let (stack, losses) = try training.train(start, rows: data.rows) { place, outputs in
      var slope = softmax(outputs)
      let loss = -log(max(slope[labels[place]], 1e-300))
      slope[labels[place]] -= 1
      return (loss, slope)
    }
    return DenseClassifier(stack: stack, classNames: data.classNames, losses: losses)
  }

  /// For each row the probability of each class.
  ///
  /// - Parameter rows: The features of each row.
  /// - Returns: A number for each class, for each row.
  /// - Throws: ``LearningError`` for rows that do not fit.
  public func probabilities(of rows: [[Double]]) throws(LearningError) -> [[Double]] {
    try stack.outputs(of: rows).map(softmax)
  }

  /// The likeliest class of each row, of several the first.
  ///
  /// - Parameter rows: The features of each row.
  /// - Returns: A class for each row.
  /// - Throws: ``LearningError`` for rows that do not fit.
  public func labels(of rows: [[Double]]) throws(LearningError) -> [Int] {
    try stack.outputs(of: rows).map(placeOfLargest)
  }
}

/// Dense layers whose one output is a number.
public struct DenseRegressor: Regressor, Hashable {
  /// The layers; there is one output.
  public let stack: DenseStack
  /// The mean loss of each epoch.
  public let losses: [Double]

  init(stack: DenseStack, losses: [Double]) { (self.stack, self.losses) = (stack, losses) }

  /// Learns from data, whose features and numbers should be scaled; the loss is half the squared error.
  ///
  /// - Parameters:
  ///   - data: Rows with numbers.
  ///   - hidden: How many neurons each hidden layer has.
  ///   - activation: What hidden layers do to their sums.
  ///   - training: How it learns.
  /// - Returns: The model.
  /// - Throws: ``LearningError`` for data without numbers, and numbers that are not allowed.
  public static func fitted(
    to data: DataSet, hidden: [Int] = [16], activation: Activation = .tanh,
    training: DenseTraining = DenseTraining()
  ) throws(LearningError) -> DenseRegressor {
    let values = try data.checkedValues(for: "dense regressor")
    let start = try DenseStack(
      sizes: [data.featureCount] + hidden + [1], hidden: activation, seed: training.seed)
    let course = try start.trained(on: data.rows, targets: values.map { [$0] }, training)
    return DenseRegressor(stack: course.stack, losses: course.losses)
  }

  /// The number that each row is given.
  ///
  /// - Parameter rows: The features of each row.
  /// - Returns: A number for each row.
  /// - Throws: ``LearningError`` for rows that do not fit.
  public func values(of rows: [[Double]]) throws(LearningError) -> [Double] {
    try stack.outputs(of: rows).map { $0[0] }
  }
}
