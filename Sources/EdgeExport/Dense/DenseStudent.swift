internal import Numerics

/// A stack of dense layers: what a classical network of a few hundred weights is, and what a student of a
/// quantum model is made of.
///
/// $$y_l = a_l(W_l\, y_{l-1} + b_l)$$
///
/// ```swift
/// let student = try DenseStudent.distilled(from: model, hidden: [16], seed: 7)
/// try student.values(for: [0.1, 0.7])
/// ```
public struct DenseStudent: Hashable, Sendable {
  /// What is done to the sums of a layer.
  public enum Activation: String, Hashable, Sendable {
    /// Nothing.
    case none
    /// Negative sums become 0.
    case relu
    /// The hyperbolic tangent.
    case tanh

    func value(_ sum: Double) -> Double {
      switch self {
      case .none: sum
      case .relu: max(0, sum)
      case .tanh: hyperbolicTangent(sum)
      }
    }

    /// The derivative, from what ``value(_:)`` gave.
    func slope(at value: Double) -> Double {
      switch self {
      case .none: 1
      case .relu: value > 0 ? 1 : 0
      case .tanh: 1 - value * value
      }
    }
  }

  /// One layer.
  public struct Layer: Hashable, Sendable {
    /// A row of weights for each output.
    public var weights: [[Double]]
    /// What is added to each output.
    public var biases: [Double]
    /// What is done to the sums.
    public var activation: Activation

    /// A layer of weights and biases.
    public init(weights: [[Double]], biases: [Double], activation: Activation = .none) {
      (self.weights, self.biases, self.activation) = (weights, biases, activation)
    }
  }

  /// The layers, the first first.
  public internal(set) var layers: [Layer]

  /// A stack of layers.
  ///
  /// - Throws: ``EdgeError/unfit(_:given:allowed:)`` for no layers, layers that do not follow one another,
  ///   and numbers that are not finite.
  public init(_ layers: [Layer]) throws(EdgeError) {
    guard !layers.isEmpty else {
      throw .unfit("a stack", given: "no layers", allowed: "it has one at least")
    }
    var width = layers[0].weights.first?.count ?? 0
    for (place, layer) in layers.enumerated() {
      let what = "layer \(place) of a stack"
      guard width > 0, layer.weights.allSatisfy({ $0.count == width }) else {
        throw .unfit(
          what, given: "rows of \(Set(layer.weights.map(\.count)).sorted()) weights",
          allowed: "each has \(max(1, width)), one for each input")
      }
      guard !layer.weights.isEmpty, layer.biases.count == layer.weights.count else {
        throw .unfit(
          what, given: "\(layer.weights.count) rows of weights and \(layer.biases.count) biases",
          allowed: "there are as many of both")
      }
      if let number = (layer.weights.joined() + layer.biases).first(where: { !$0.isFinite }) {
        throw .unfit(what, given: "\(number)", allowed: "weights and biases are finite numbers")
      }
      width = layer.weights.count
    }
    self.layers = layers
  }

  /// How many inputs there are.
  public var inputCount: Int { layers.first?.weights.first?.count ?? 0 }
  /// How many outputs there are.
  public var outputCount: Int { layers.last?.biases.count ?? 0 }
  /// How many weights and biases there are.
  public var parameterCount: Int {
    layers.reduce(0) { $0 + $1.biases.count * (1 + ($1.weights.first?.count ?? 0)) }
  }

  /// The outputs for a row of inputs.
  ///
  /// - Throws: ``EdgeError/unfit(_:given:allowed:)`` for a row of another length.
  public func values(for row: [Double]) throws(EdgeError) -> [Double] {
    guard row.count == inputCount else {
      throw .unfit(
        "a row", given: "\(row.count) numbers", allowed: "the stack has \(inputCount) inputs")
    }
    return passes(for: row).last ?? []
  }

  /// The row, and what each layer makes of it.
  func passes(for row: [Double]) -> [[Double]] {
    layers.reduce(into: [row]) { passes, layer in
      let input = passes[passes.count - 1]
      passes.append(layer.sums(for: input).map(layer.activation.value))
    }
  }
}

extension DenseStudent.Layer {
  /// The sums before the activation.
  func sums(for input: [Double]) -> [Double] {
    weights.indices.map { output in
      let row = weights[output]
      var sum = biases[output]
      for place in input.indices { sum += row[place] * input[place] }
      return sum
    }
  }
}

/// The hyperbolic tangent.
func hyperbolicTangent(_ x: Double) -> Double {
  if abs(x) < 1e-5 { return x }
  return x > 20 ? 1 : x < -20 ? -1 : 1 - 2 / (Double.exp(2 * x) + 1)
}
