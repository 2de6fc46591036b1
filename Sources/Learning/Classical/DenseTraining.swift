internal import Glibc
internal import Numerics
internal import Optimizers

/// How dense layers learn: epochs of small batches, with Adam.
///
/// D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR (2015).
public struct DenseTraining: Hashable, Sendable {
  /// How often all rows are seen.
  public var epochs: Int
  /// How many rows make a step.
  public var batchSize: Int
  /// How large a step is.
  public var learningRate: Double
  /// What part of the step's size is left at the end; it falls along half a wave of a cosine.
  public var finalRate: Double
  /// The seed of the first weights and of the order of rows.
  public var seed: UInt64

  /// A way to learn, with usual numbers unless given.
  public init(
    epochs: Int = 100, batchSize: Int = 16, learningRate: Double = 0.01, finalRate: Double = 1,
    seed: UInt64 = 0
  ) {
    (self.epochs, self.batchSize) = (epochs, batchSize)
    (self.learningRate, self.finalRate, self.seed) = (learningRate, finalRate, seed)
  }

  /// Trains a stack on a loss, which is told the place of a row and its outputs.
  ///
  /// - Returns: The stack, and the mean loss of each epoch.
  func train(
    _ stack: DenseStack, rows: [[Double]],
    loss: (_ place: Int, _ outputs: [Double]) -> (loss: Double, slope: [Double])
  ) throws(LearningError) -> (stack: DenseStack, losses: [Double]) {
    try check("dense training", "epochs", epochs, in: 0...10_000_000)
    try check("dense training", "batchSize", batchSize, in: 1...Int.max)
    try checkPositive("dense training", "learningRate", learningRate)
    try check("dense training", "finalRate", finalRate, in: 0...1)
    var (stack, losses) = (stack, [Double]())
    let rule = Adam.adam(rate: learningRate, schedule: schedule(rows: rows.count))
    guard var stepper = try? Stepper(rule) else { throw diverged(0) }
    let random = RandomStream(seed: seed).split("DenseTraining")
    for epoch in 0..<epochs {
      var epochRandom = random.split(epoch)
      var order = epochRandom.shuffled(Array(rows.indices))[...]
      var sum = 0.0
      while !order.isEmpty {
        let batch = order.prefix(batchSize)
        order = order.dropFirst(batch.count)
        var slopes = [Double](repeating: 0, count: stack.weights.count)
        for place in batch {
          let values = stack.values(of: rows[place])
          let (value, slope) = loss(place, values[values.count - 1])
          sum += value
          _ = stack.addSlopes(of: values, slope, to: &slopes)
        }
        var weights = stack.weights
        let means = slopes.map { $0 / Double(batch.count) }
        guard (try? stepper.step(&weights, along: means)) != nil else { throw diverged(epoch) }
        stack = stack.replacing(weights)
      }
      losses.append(sum / Double(rows.count))
      guard sum.isFinite, stack.weights.allSatisfy(\.isFinite) else { throw diverged(epoch) }
    }
    return (stack, losses)
  }

  /// How steps shrink over all epochs.
  private func schedule(rows: Int) -> Schedule {
    if finalRate == 1 { return .constant }
    let steps = epochs.multipliedReportingOverflow(by: (rows - 1) / batchSize + 1)
    return .cosine(over: steps.overflow ? .max : max(1, steps.partialValue), floor: finalRate)
  }

  /// What a loss that is no number any more is called.
  private func diverged(_ epoch: Int) -> LearningError {
    .unfit(
      "dense training", given: "learningRate \(learningRate)",
      allowed: "the loss of epoch \(epoch) is not finite; scale the data, or take smaller steps")
  }
}
