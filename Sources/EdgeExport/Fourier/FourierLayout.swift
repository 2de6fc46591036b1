internal import Numerics

/// How a Fourier tensor lies in a program: a matrix for each output, whose rows belong to products of
/// functions of the first features and whose columns belong to those of the last.
struct FourierLayout: Sendable {
  typealias Axis = FourierTensor.Axis

  let high: [Axis]
  let low: [Axis]
  let outputCount: Int

  init(_ tensor: FourierTensor) {
    (high, low) = tensor.split
    outputCount = tensor.outputCount
  }

  var axes: [Axis] { high + low }
  var highSize: Int { high.reduce(1) { $0 * $1.size } }
  var lowSize: Int { low.reduce(1) { $0 * $1.size } }

  /// The place of a row's first coefficient.
  func firstPlace(output: Int, row: Int) -> Int { (output * highSize + row) * lowSize }

  /// The products of functions of some features: the first feature changes last.
  ///
  /// - Parameters:
  ///   - axes: The features.
  ///   - one: The first function of each feature.
  ///   - functions: The other functions of the feature at a place.
  ///   - multiply: How two numbers are multiplied.
  /// - Returns: A product for each choice of functions.
  func products<Number>(
    _ axes: [Axis], one: Number, functions: (Int) -> [Number],
    _ multiply: (Number, Number) -> Number
  ) -> [Number] {
    axes.indices.reversed().reduce([one]) { products, place in
      products + functions(place).flatMap { value in products.map { multiply($0, value) } }
    }
  }

  /// Writes the calls that make the products in `high` and `low`.
  func writeProducts(
    _ type: String, one: String, to text: inout CText, angle: (_ place: Int, _ axis: Axis) -> String
  ) {
    text.add("  \(type) high[\(highSize)], low[\(lowSize)];")
    for (name, axes, first) in [("high", high, 0), ("low", low, high.count)] {
      text.add("  \(name)[0] = \(one);")
      var count = 1
      for (place, axis) in axes.enumerated().reversed() where axis.degree > 0 {
        text.add("  @spread(\(name), \(count), \(angle(first + place, axis)), \(axis.degree));")
        count *= axis.size
      }
    }
  }

  /// The most products of a row that are written one after the other, without a loop.
  static let longestRow = 9

  /// Writes the sum `inner` of a row's products, the first coefficient at `c`.
  func writeRow(_ type: String, to text: inout CText) {
    if lowSize <= FourierLayout.longestRow {
      let products = (0..<lowSize).map { "c[\($0)] * low[\($0)]" }
      text.add("      const \(type) inner =")
      for first in stride(from: 0, to: lowSize, by: 3) {
        let end = min(first + 3, lowSize)
        text.add(
          "          \(first == 0 ? "" : "+ ")" + products[first..<end].joined(separator: " + ")
            + (end == lowSize ? ";" : ""))
      }
    } else {
      text.add(
        """
              \(type) inner = c[0] * low[0];
              for (int j = 1; j < \(lowSize); j++) inner += c[j] * low[j];
        """)
    }
  }

  /// The steps of a run; those of angles are the caller's.
  var work: EdgeWork {
    var work = EdgeWork()
    work.roundings = highSize + lowSize + outputCount * (highSize + 1)
    work.passes = outputCount * (highSize * (lowSize <= FourierLayout.longestRow ? 1 : lowSize) + 1)
    work.codeBytes = 550
    work.stackBytes = 4 * (highSize + lowSize) + 64
    return work
  }

  /// How many products of coefficients are added up.
  var productCount: Int { outputCount * highSize * (lowSize + 1) }
  /// How many angles have a sine and a cosine.
  var turnCount: Int { axes.reduce(0) { $0 + $1.degree } }
}
