internal import Glibc
internal import Numerics

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
  /// The seed of the first weights and of the order of rows.
  public var seed: UInt64

  /// A way to learn, with usual numbers unless given.
  public init(
    epochs: Int = 100, batchSize: Int = 16, learningRate: Double = 0.01, seed: UInt64 = 0
  ) {
    (self.epochs, self.batchSize) = (epochs, batchSize)
    (self.learningRate, self.seed) = (learningRate, seed)
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
    var (stack, losses) = (stack, [Double]())
    var adam = Moments(count: stack.weights.count)
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
        stack = stack.replacing(
          adam.step(stack.weights, slopes, count: batch.count, rate: learningRate))
      }
      losses.append(sum / Double(rows.count))
      guard sum.isFinite, stack.weights.allSatisfy(\.isFinite) else {
        throw .unfit(
          "dense training", given: "learningRate \(learningRate)",
          allowed: "the loss of epoch \(epoch) is not finite; scale the data, or take smaller steps"
        )
      }
    }
    return (stack, losses)
  }

  /// Running means of slopes and of their squares.
  private struct Moments {
    var means: [Double]
    var squares: [Double]
    var (meanRest, squareRest) = (1.0, 1.0)

    init(count: Int) {
      means = [Double](repeating: 0, count: count)
      squares = means
    }

    mutating func step(
      _ weights: [Double], _ slopes: [Double], count: Int, rate: Double
    ) -> [Double] {
      meanRest *= 0.9
      squareRest *= 0.999
      var weights = weights
      for place in weights.indices {
        let slope = slopes[place] / Double(count)
        means[place] = 0.9 * means[place] + 0.1 * slope
        squares[place] = 0.999 * squares[place] + 0.001 * slope * slope
        let size = (squares[place] / (1 - squareRest)).squareRoot() + 1e-8
        weights[place] -= rate * (means[place] / (1 - meanRest)) / size
      }
      return weights
    }
  }
}
