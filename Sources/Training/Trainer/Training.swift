internal import CInterruption
internal import Display
internal import Numerics
public import Optimizers

extension TrainableModel {
  /// Learns from rows, in batches, epoch after epoch.
  ///
  /// ```swift
  /// let record = try model.train(
  ///   on: train, validatingOn: test, epochs: 20, with: .adam(rate: 0.05), loss: .crossEntropy,
  ///   options: TrainingOptions(metrics: [.accuracy]))
  /// record                                        // two curves
  /// ```
  ///
  /// The same seed gives the same weights to the last bit, also where training goes on from a checkpoint. An
  /// interrupt ends it after the present batch, with the weights reached.
  ///
  /// - Parameters:
  ///   - data: The rows to learn from.
  ///   - validation: Rows that are looked at after each epoch, but not learned from.
  ///   - epochs: How many passes over the rows are made, with those of a checkpoint.
  ///   - rule: How weights follow the gradient.
  ///   - loss: What is made small.
  ///   - options: Everything else.
  /// - Returns: What came of it.
  /// - Throws: ``TrainingError`` for data of which nothing can be learned, a loss that is no finite number any more
  ///   (the model then keeps the weights before that batch), or a checkpoint that is not one of this model; and
  ///   what running the model throws.
  @discardableResult
  public mutating func train(
    on data: some TrainingData, validatingOn validation: (any TrainingData)? = nil, epochs: Int,
    with rule: some StepRule = Adam.adam(rate: 0.05), loss: Loss = .squared,
    options: TrainingOptions = TrainingOptions()
  ) throws -> TrainingRecord {
    guard !weights.isEmpty else { throw TrainingError.noWeights("the model") }
    guard 0...1_000_000_000 ~= epochs else {
      throw TrainingError.unfit("epochs", given: "\(epochs)", allowed: "0 or more")
    }
    guard let first = data.rows.first else {
      throw TrainingError.unfitData("the data are empty: give one row or more")
    }
    let outputs = try outputCount ?? outputs(for: [first], seed: options.seed)[0].count
    try check(data, "the data", loss: loss, outputs: outputs)
    if let validation { try check(validation, "the validation", loss: loss, outputs: outputs) }
    try options.check(loss: loss, classes: max(2, outputs))
    let slopes = loss([Double](repeating: 0.5, count: outputs), data.targets[0]).slopes.count
    guard slopes == outputs else {
      throw TrainingError.unfit(
        "loss", given: "\(slopes) slopes",
        allowed: "the model has \(outputs) outputs, and each has one")
    }
    var course = try TrainingCourse(
      self, data, validation, rule: rule, loss: loss, options: options)
    defer { weights = course.weights }
    return try course.run(upTo: epochs)
  }

  /// The model after learning, as a new value; see ``train(on:validatingOn:epochs:with:loss:options:)``.
  ///
  /// - Throws: As that.
  public func trained(
    on data: some TrainingData, validatingOn validation: (any TrainingData)? = nil, epochs: Int,
    with rule: some StepRule = Adam.adam(rate: 0.05), loss: Loss = .squared,
    options: TrainingOptions = TrainingOptions()
  ) throws -> (model: Self, record: TrainingRecord) {
    var model = self
    let record = try model.train(
      on: data, validatingOn: validation, epochs: epochs, with: rule, loss: loss, options: options)
    return (model, record)
  }
}
