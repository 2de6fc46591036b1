internal import Numerics

extension DenseStudent {
  /// How a stack is trained.
  public struct Training: Hashable, Sendable {
    /// How often all rows are gone through.
    public var epochs = 300
    /// How many rows a step looks at.
    public var batchSize = 32
    /// How large the first steps are; they shrink to a twentieth of that.
    public var rate = 0.01
    /// Where chance begins.
    public var seed: UInt64 = 0

    /// The usual way.
    public init() {}
  }

  /// A stack that was trained to give the targets for the rows.
  ///
  /// Adam over the squared differences (D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization",
  /// ICLR 2015).
  ///
  /// - Parameters:
  ///   - rows: The inputs.
  ///   - targets: What is wanted for each row.
  ///   - hidden: The widths of the layers between inputs and outputs.
  ///   - activation: What is done to the sums of those layers.
  ///   - training: How it is trained; the same seed gives the same stack.
  /// - Returns: The stack.
  /// - Throws: ``EdgeError/unfit(_:given:allowed:)`` for no rows, rows that do not belong together, and
  ///   numbers that make no sense.
  /// - Complexity: O(*e r p*) for *e* epochs, *r* rows and *p* parameters.
  public static func trained(
    on rows: [[Double]], targets: [[Double]], hidden: [Int], activation: Activation = .tanh,
    _ training: Training = Training()
  ) throws(EdgeError) -> DenseStudent {
    try check(rows, targets, hidden, training)
    var random = RandomStream(seed: training.seed)
    let widths = [rows[0].count] + hidden + [targets[0].count]
    var layers: [Layer] = []
    for (place, (inputs, outputs)) in zip(widths, widths.dropFirst()).enumerated() {
      let width = (6 / Double(inputs + outputs)).squareRoot()
      let weights = (0..<outputs).map { _ in
        (0..<inputs).map { _ in width * (2 * random.uniform() - 1) }
      }
      layers.append(
        Layer(
          weights: weights, biases: Array(repeating: 0, count: outputs),
          activation: place == hidden.count ? .none : activation))
    }
    var trainer = DenseTrainer(try DenseStudent(layers), training)
    let steps = training.epochs * ((rows.count + training.batchSize - 1) / training.batchSize)
    for _ in 0..<training.epochs {
      let order = shuffled(rows.count, &random)
      for first in stride(from: 0, to: order.count, by: training.batchSize) {
        let batch = order[first..<min(first + training.batchSize, order.count)]
        trainer.step(batch.map { (rows[$0], targets[$0]) }, of: steps)
      }
    }
    return try DenseStudent(trainer.stack.layers)
  }

  /// A stack that was taught to answer as a quantum model does: an approximation, whose error has to be
  /// looked at.
  ///
  /// - Parameters:
  ///   - model: The teacher.
  ///   - hidden: The widths of the layers between.
  ///   - rows: The features that the teacher is asked about; 1000 rows between -π and π if nothing is said.
  ///   - activation: What is done to the sums of those layers.
  ///   - training: How it is trained.
  /// - Returns: The student.
  /// - Throws: What running the model throws, and as ``trained(on:targets:hidden:activation:_:)``.
  public static func distilled(
    from model: EdgeModel, hidden: [Int], rows: [[Double]]? = nil, activation: Activation = .tanh,
    _ training: Training = Training()
  ) throws -> DenseStudent {
    var random = RandomStream(seed: training.seed).split("rows")
    let usual = (0..<1000).map { _ in
      (0..<model.featureCount).map { _ in .pi * (2 * random.uniform() - 1) }
    }
    let asked = rows ?? usual
    return try trained(
      on: asked, targets: try model.values(for: asked), hidden: hidden, activation: activation,
      training)
  }

  private static func check(
    _ rows: [[Double]], _ targets: [[Double]], _ hidden: [Int], _ training: Training
  ) throws(EdgeError) {
    guard !rows.isEmpty, rows.count == targets.count else {
      throw .unfit(
        "training", given: "\(rows.count) rows and \(targets.count) targets",
        allowed: "there is one at least, and as many of both")
    }
    for (what, list) in [("rows", rows), ("targets", targets)] {
      guard !list[0].isEmpty, list.allSatisfy({ $0.count == list[0].count }) else {
        throw .unfit(
          "training", given: "\(what) of \(Set(list.map(\.count)).sorted()) numbers",
          allowed: "all have as many, one at least")
      }
      if let number = list.joined().first(where: { !$0.isFinite }) {
        throw .unfit("training", given: "\(number)", allowed: "\(what) are finite numbers")
      }
    }
    if let width = hidden.first(where: { !(1...4096 ~= $0) }) {
      throw .unfit("a hidden layer", given: "\(width) outputs", allowed: "it has 1 to 4096")
    }
    guard training.epochs >= 0, training.batchSize >= 1, training.rate > 0,
      training.rate.isFinite, training.epochs <= 1_000_000
    else {
      throw .unfit(
        "training",
        given: "\(training.epochs) epochs, batches of \(training.batchSize), rate \(training.rate)",
        allowed: "0 to 1000000 epochs, batches of 1 or more, a positive rate")
    }
  }

  private static func shuffled(_ count: Int, _ random: inout RandomStream) -> [Int] {
    var order = Array(0..<count)
    for place in order.indices.dropFirst().reversed() {
      order.swapAt(place, Int((random.uniform() * Double(place + 1)).rounded(.down)))
    }
    return order
  }
}

/// A stack that is being trained, with Adam's running means.
struct DenseTrainer {
  private(set) var stack: DenseStudent
  private let training: DenseStudent.Training
  private var means: [DenseStudent.Layer]
  private var squares: [DenseStudent.Layer]
  private var stepCount = 0

  init(_ stack: DenseStudent, _ training: DenseStudent.Training) {
    (self.stack, self.training) = (stack, training)
    means = stack.layers.map(\.zero)
    squares = means
  }

  /// One step against the gradient of a few rows.
  mutating func step(_ batch: [(row: [Double], target: [Double])], of steps: Int) {
    var gradient = stack.layers.map(\.zero)
    for (row, target) in batch { add(row, target, 1 / Double(batch.count), to: &gradient) }
    stepCount += 1
    let rate = training.rate * (1 - 0.95 * Double(stepCount - 1) / Double(max(1, steps)))
    let (first, second) = (1 - power(0.9, stepCount), 1 - power(0.999, stepCount))
    func move(_ value: inout Double, _ slope: Double, _ mean: inout Double, _ square: inout Double)
    {
      mean = 0.9 * mean + 0.1 * slope
      square = 0.999 * square + 0.001 * slope * slope
      value -= rate * (mean / first) / ((square / second).squareRoot() + 1e-8)
    }
    for layer in gradient.indices {
      for output in gradient[layer].biases.indices {
        move(
          &stack.layers[layer].biases[output], gradient[layer].biases[output],
          &means[layer].biases[output], &squares[layer].biases[output])
        for input in gradient[layer].weights[output].indices {
          move(
            &stack.layers[layer].weights[output][input], gradient[layer].weights[output][input],
            &means[layer].weights[output][input], &squares[layer].weights[output][input])
        }
      }
    }
  }

  /// Adds the gradient of one row's squared differences, by going back through the layers.
  private func add(
    _ row: [Double], _ target: [Double], _ factor: Double, to gradient: inout [DenseStudent.Layer]
  ) {
    let passes = stack.passes(for: row)
    var slopes = zip(passes[passes.count - 1], target).map { 2 * factor * ($0 - $1) }
    for place in stack.layers.indices.reversed() {
      let (layer, input, output) = (stack.layers[place], passes[place], passes[place + 1])
      for index in slopes.indices { slopes[index] *= layer.activation.slope(at: output[index]) }
      var before = [Double](repeating: 0, count: input.count)
      for (index, slope) in slopes.enumerated() {
        gradient[place].biases[index] += slope
        for k in input.indices {
          gradient[place].weights[index][k] += slope * input[k]
          before[k] += slope * layer.weights[index][k]
        }
      }
      slopes = before
    }
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    Double.exp(Double(exponent) * Double.log(base))
  }
}

extension DenseStudent.Layer {
  /// Zeros in the place of all numbers.
  fileprivate var zero: DenseStudent.Layer {
    DenseStudent.Layer(
      weights: weights.map { $0.map { _ in 0 } }, biases: biases.map { _ in 0 },
      activation: activation)
  }
}
