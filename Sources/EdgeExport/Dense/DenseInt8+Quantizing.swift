public import Learning
internal import Numerics

extension DenseInt8 {
  /// A stack in whole numbers.
  ///
  /// - Parameters:
  ///   - stack: The stack.
  ///   - rows: Inputs as the device will see them; they say how large the numbers between the layers become.
  /// - Throws: ``EdgeError/unfit(_:given:allowed:)`` for no rows, rows of another length, and a stack whose
  ///   sums do not fit into 32 bits.
  public init(_ stack: DenseStack, calibratedWith rows: [[Double]]) throws(EdgeError) {
    guard !rows.isEmpty else {
      throw .unfit(
        "calibration", given: "no rows", allowed: "give rows of inputs as the device will see them")
    }
    for row in rows {
      guard row.count == stack.inputCount, row.allSatisfy(\.isFinite) else {
        throw .unfit(
          "calibration", given: "a row of \(row.count) numbers",
          allowed: "each has \(stack.inputCount) finite ones")
      }
    }
    var inputs = rows
    var (scale, zero) = Int8Range(of: inputs).grid
    var layers: [Layer] = []
    for (place, layer) in stack.layers.enumerated() {
      let (weights, biases) = (stack.rows(of: layer), stack.biases(of: layer))
      let sums = inputs.map { input in
        zip(weights, biases).map { row, bias in
          zip(row, input).reduce(bias) { $0 + $1.0 * $1.1 }
        }
      }
      let outputs = sums.map { $0.map { layer.activation($0) } }
      // A table follows the sums of a curve, which is flat far from 0.
      let seen =
        CurveTable.flatFrom(layer.activation).map { end in
          sums.map { $0.map { min(end, max(-end, $0)) } }
        } ?? outputs
      let whole = try Layer(
        weights, biases, layer.activation, input: (scale, zero),
        output: Int8Range(of: seen).grid, name: "layer \(place)")
      layers.append(whole)
      (scale, zero) = (whole.nextScale, whole.nextZero)
      inputs = outputs
    }
    self.layers = layers
  }
}

/// The least and the largest of some numbers, 0 among them.
struct Int8Range {
  private var low = 0.0
  private var high = 0.0

  init(of rows: [[Double]]) {
    for row in rows {
      for number in row { (low, high) = (min(low, number), max(high, number)) }
    }
  }

  /// The scale and the zero point with which 256 steps reach from the least to the largest.
  var grid: (scale: Float, zero: Int) {
    let scale = max(Float((high - low) / 255), 1e-8)
    let zero = (-128 - low / Double(scale)).rounded()
    return (scale, Int(min(127, max(-128, zero))))
  }
}

extension DenseInt8.Layer {
  /// A layer in whole numbers.
  init(
    _ rows: [[Double]], _ offsets: [Double], _ activation: Activation,
    input: (scale: Float, zero: Int), output: (scale: Float, zero: Int), name: String
  ) throws(EdgeError) {
    // Below this a factor would shift all bits out.
    let least = output.scale / input.scale * 0x1p-24
    weightScales = zip(rows, offsets).map { row, bias in
      let largest = row.reduce(0) { max($0, abs($1)) }
      let forBias = abs(bias) / (Double(input.scale) * 0x1p28)
      return max(Float(max(largest / 127, forBias)), least, .leastNormalMagnitude)
    }
    weights = zip(rows, weightScales).map { row, scale in
      row.map { Int8(min(127, max(-127, ($0 / Double(scale)).rounded()))) }
    }
    biases = zip(offsets, weightScales).map { bias, scale in
      let whole = (bias / (Double(scale) * Double(input.scale))).rounded()
      return Int32(min(0x1p29, max(-0x1p29, whole)))
    }
    factors = weightScales.map {
      Requantization(Double(input.scale) * Double($0) / Double(output.scale))
    }
    (inputScale, inputZero) = (input.scale, input.zero)
    (outputScale, outputZero, self.activation) = (output.scale, output.zero, activation)
    try checkSums(name)
  }

  /// Makes sure that no sum leaves 31 bits, whatever the inputs are.
  private func checkSums(_ name: String) throws(EdgeError) {
    for (output, row) in weights.enumerated() {
      let size = row.reduce(0) { $0 + abs(Int($1)) } * 255 + abs(Int(biases[output]))
      let raise = max(0, factors[output].exponent)
      guard raise < 20, size << raise < 1 << 30 else {
        throw .unfit(
          "\(name) in 8 bits", given: "sums of up to \(size), to be scaled by 2^\(raise)",
          allowed: "they stay below 2^30; take fewer inputs or calibrate with other rows")
      }
    }
  }
}
