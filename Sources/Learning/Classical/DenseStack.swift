internal import Numerics

/// Dense layers after one another: the classical twin of a quantum model, or a part of a hybrid one.
///
/// Each layer computes $f(W x + b)$. All weights stand in one list, as an optimiser wants them: for each layer the rows of
/// *W*, one after the other, then *b*.
///
/// ```swift
/// let stack = try DenseStack(sizes: [2, 16, 1], hidden: .tanh, seed: 1)
/// let outputs = try stack.outputs(of: [[0.3, -1]])
/// let slopes = try stack.pullback(of: [[0.3, -1]], slopes: [[1]])
/// ```
///
/// The slopes are those of D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning representations by
/// back-propagating errors", Nature 323 (1986), written by hand.
public struct DenseStack: Hashable, Sendable {
  /// One layer.
  public struct Layer: Hashable, Sendable {
    /// How many numbers it takes.
    public let inputCount: Int
    /// How many numbers it gives.
    public let outputCount: Int
    /// What it does to its sums.
    public let activation: Activation
    /// Where its weights begin in the list of all.
    public let start: Int

    /// Where its biases begin in the list of all.
    public var biasStart: Int { start + inputCount * outputCount }

    /// How many weights and biases it has.
    public var weightCount: Int { (inputCount + 1) * outputCount }
  }

  /// The slopes of a number that depends on outputs.
  public struct Slopes: Hashable, Sendable {
    /// Along each weight, summed over the rows.
    public let weights: [Double]
    /// Along each feature of each row.
    public let inputs: [[Double]]
  }

  /// The layers.
  public let layers: [Layer]
  /// All weights.
  public private(set) var weights: [Double]

  /// More weights than this no stack has.
  static let mostWeights = 50_000_000

  /// Layers with weights to begin from.
  ///
  /// Weights are drawn from $\pm\sqrt{6 / (n + m)}$ for *n* inputs and *m* outputs of a layer (X. Glorot and Y. Bengio,
  /// AISTATS 2010), before ``Activation/relu`` from $\pm\sqrt{6 / n}$ (K. He et al., ICCV 2015); biases are 0.
  ///
  /// - Parameters:
  ///   - sizes: How many numbers go in, and how many come out of each layer.
  ///   - hidden: What all layers but the last do to their sums.
  ///   - output: What the last layer does.
  ///   - seed: The seed of the weights.
  /// - Throws: ``LearningError/unfit(_:given:allowed:)`` for fewer sizes than two, sizes below 1, and more weights than
  ///   fifty million.
  public init(
    sizes: [Int], hidden: Activation = .tanh, output: Activation = .identity, seed: UInt64
  ) throws(LearningError) {
    let count = sizes.count
    try self.init(
      zeros: sizes, sizes.indices.dropFirst().map { $0 == count - 1 ? output : hidden })
    let stream = RandomStream(seed: seed).split("DenseStack")
    weights = layers.enumerated().flatMap { place, layer in
      var random = stream.split(place)
      let fan = layer.activation == .relu ? layer.inputCount : layer.inputCount + layer.outputCount
      let limit = (6 / Double(fan)).squareRoot()
      return (0..<layer.inputCount * layer.outputCount).map { _ in
        limit * (2 * random.uniform() - 1)
      } + [Double](repeating: 0, count: layer.outputCount)
    }
  }

  /// Layers of zeros, each with its own activation.
  ///
  /// - Throws: ``LearningError/unfit(_:given:allowed:)`` as for layers with weights.
  init(zeros sizes: [Int], _ activations: [Activation]) throws(LearningError) {
    try check("dense stack", "sizes", sizes.count, in: 2...1_000)
    var layers: [Layer] = []
    for (place, (inputs, outputs)) in zip(sizes, sizes.dropFirst()).enumerated() {
      try check("dense stack", "size", inputs, in: 1...1_000_000)
      try check("dense stack", "size", outputs, in: 1...1_000_000)
      let layer = Layer(
        inputCount: inputs, outputCount: outputs, activation: activations[place],
        start: layers.last.map { $0.start + $0.weightCount } ?? 0)
      try check(
        "dense stack", "weights", layer.start + layer.weightCount, in: 1...DenseStack.mostWeights)
      layers.append(layer)
    }
    self.layers = layers
    weights = [Double](repeating: 0, count: layers.reduce(0) { $0 + $1.weightCount })
  }

  /// The same layers with other weights.
  ///
  /// - Parameter weights: A number for each weight.
  /// - Returns: The stack.
  /// - Throws: ``LearningError`` for too few or too many weights, and such that are not finite.
  public func with(weights: [Double]) throws(LearningError) -> DenseStack {
    guard weights.count == self.weights.count else {
      throw .wrongCount("dense stack, weights", given: weights.count, expected: self.weights.count)
    }
    if let place = weights.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite("dense stack, weights", row: 0, column: "number \(place)")
    }
    return replacing(weights)
  }

  /// The same layers with weights that are known to fit.
  func replacing(_ weights: [Double]) -> DenseStack {
    var copy = self
    copy.weights = weights
    return copy
  }

  /// How many numbers go in.
  public var inputCount: Int { layers[0].inputCount }

  /// How many numbers come out.
  public var outputCount: Int { layers[layers.count - 1].outputCount }

  /// What comes out for each row.
  ///
  /// - Parameter rows: The features of each row.
  /// - Returns: A list of outputs for each row.
  /// - Throws: ``LearningError`` for rows that do not fit.
  /// - Complexity: O(*w*) for each row, for *w* weights.
  public func outputs(of rows: [[Double]]) throws(LearningError) -> [[Double]] {
    try checkRows("dense stack", rows, width: inputCount)
    return rows.map { values(of: $0).last ?? [] }
  }

  /// How a number that depends on the outputs changes with weights and features.
  ///
  /// - Parameters:
  ///   - rows: The features of each row.
  ///   - slopes: The slope of the number along each output of each row.
  /// - Returns: The slopes along weights, summed over the rows, and along features.
  /// - Throws: ``LearningError`` for rows and slopes that do not fit.
  /// - Complexity: O(*w*) for each row, about three times the outputs.
  public func pullback(
    of rows: [[Double]], slopes: [[Double]]
  ) throws(LearningError) -> Slopes {
    try checkRows("dense stack", rows, width: inputCount)
    try checkRows("dense stack, slopes", slopes, width: outputCount)
    guard rows.count == slopes.count else {
      throw .wrongCount("dense stack, slopes", given: slopes.count, expected: rows.count)
    }
    var sums = [Double](repeating: 0, count: weights.count)
    let inputs = zip(rows, slopes).map { row, slope in
      addSlopes(of: values(of: row), slope, to: &sums)
    }
    return Slopes(weights: sums, inputs: inputs)
  }

  /// The features, and what comes out of each layer.
  func values(of row: [Double]) -> [[Double]] {
    var values = [row]
    for layer in layers {
      let input = values[values.count - 1]
      values.append(
        (0..<layer.outputCount).map { output in
          let start = layer.start + output * layer.inputCount
          var sum = weights[layer.biasStart + output]
          for place in 0..<layer.inputCount { sum += weights[start + place] * input[place] }
          return layer.activation(sum)
        })
    }
    return values
  }

  /// Adds the slopes along weights, from the last layer to the first.
  ///
  /// - Returns: The slopes along features.
  func addSlopes(of values: [[Double]], _ slope: [Double], to sums: inout [Double]) -> [Double] {
    var slope = slope
    for (place, layer) in layers.enumerated().reversed() {
      let (input, output) = (values[place], values[place + 1])
      var back = [Double](repeating: 0, count: layer.inputCount)
      for neuron in 0..<layer.outputCount {
        let atSum = slope[neuron] * layer.activation.slope(atValue: output[neuron])
        let start = layer.start + neuron * layer.inputCount
        sums[layer.biasStart + neuron] += atSum
        for place in 0..<layer.inputCount {
          sums[start + place] += atSum * input[place]
          back[place] += atSum * weights[start + place]
        }
      }
      slope = back
    }
    return slope
  }
}

extension DenseStack: CustomStringConvertible {
  /// `dense 2 → 16 tanh → 1 identity, 65 weights`.
  public var description: String {
    layers.reduce("dense \(inputCount)") { "\($0) → \($1.outputCount) \($1.activation.rawValue)" }
      + ", \(weights.count) weights"
  }
}
