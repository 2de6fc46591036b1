internal import Learning

/// A stack of dense layers in whole numbers of 8 bits: a program whose outputs are those of TensorFlow Lite for
/// Microcontrollers, bit for bit.
///
/// Weights have a scale for each output and no zero point; biases have 32 bits.
public struct DenseInt8: EdgeBody {
  /// One layer in whole numbers.
  struct Layer: Hashable, Sendable {
    let weights: [[Int8]]
    let weightScales: [Float]
    let biases: [Int32]
    let inputZero: Int
    let inputScale: Float
    /// The scale and the zero point of the sums.
    let outputScale: Float
    let outputZero: Int
    let activation: Activation
    let factors: [Requantization]

    /// The biases, less what the zero point of the inputs adds to each sum.
    var foldedBiases: [Int32] {
      zip(biases, weights).map { bias, row in
        bias - Int32(inputZero) * row.reduce(0) { $0 + Int32($1) }
      }
    }
    /// The lowest output.
    var lowest: Int32 { activation == .relu ? Int32(outputZero) : -128 }
    /// What a curve makes of each output; nothing where there is no curve.
    var table: CurveTable? {
      CurveTable(activation, scale: Double(outputScale), zero: outputZero)
    }
    /// The scale and the zero point of what the next layer is given.
    var nextScale: Float { table?.scale ?? outputScale }
    var nextZero: Int { table?.zero ?? outputZero }
  }

  let layers: [Layer]

  /// `Dense int8`.
  public var title: String { "Dense int8" }
  /// As many as the stack has.
  public var inputCount: Int { layers.first?.weights.first?.count ?? 0 }
  /// As many as the stack has.
  public var outputCount: Int { layers.last?.weights.count ?? 0 }
  /// The format of the first layer's inputs.
  public var inputFormat: EdgeFormat {
    .int8(scale: layers.first?.inputScale ?? 1, zeroPoint: layers.first?.inputZero ?? 0)
  }
  /// The format of the last layer's outputs.
  public var outputFormat: EdgeFormat {
    .int8(scale: layers.last?.nextScale ?? 1, zeroPoint: layers.last?.nextZero ?? 0)
  }

  /// The outputs, computed as every core does, and as TensorFlow Lite for Microcontrollers does.
  public func run(_ inputs: [Int32]) -> [Int32] {
    layers.reduce(inputs) { inputs, layer in
      let (biases, table) = (layer.foldedBiases, layer.table)
      return layer.weights.indices.map { output in
        var sum = biases[output]
        for (weight, input) in zip(layer.weights[output], inputs) { sum &+= Int32(weight) &* input }
        let scaled = layer.factors[output].scaled(sum) &+ Int32(layer.outputZero)
        let cut = min(127, max(layer.lowest, scaled))
        return table.map { Int32($0.values[Int(cut) + 128]) } ?? cut
      }
    }
  }

  /// What a run costs.
  public var work: EdgeWork {
    var work = EdgeWork()
    for layer in layers {
      let size = layer.weights.count * (layer.weights.first?.count ?? 0)
      work.wholeProducts += size
      work.passes += size
      work.roundings += 5 * layer.weights.count
      work.constantBytes += size + 9 * layer.weights.count + (layer.table?.values.count ?? 0)
    }
    work.codeBytes = 280
    work.stackBytes = 96 + 2 * (layers.map(\.weights.count).max() ?? 0)
    return work
  }
}

/// A curve as a table: what becomes of each of the 256 sums, from -128.
struct CurveTable: Hashable, Sendable {
  let values: [Int8]
  /// The scale and the zero point of the values, which TensorFlow Lite lays down for each curve.
  let scale: Float
  let zero: Int

  /// The table of an activation; nothing for one without a curve.
  init?(_ activation: Activation, scale sumScale: Double, zero sumZero: Int) {
    switch activation {
    case .identity, .relu: return nil
    case .tanh: (scale, zero) = (1 / 128, 0)
    case .sigmoid: (scale, zero) = (1 / 256, -128)
    }
    let (scale, zero) = (Double(scale), zero)
    values = (-128...127).map { sum in
      let value = activation(sumScale * Double(sum - sumZero))
      return Int8(min(127, max(-128, (value / scale).rounded() + Double(zero))))
    }
  }

  /// From where on a curve is flat in 8 bits; nothing where there is no curve.
  static func flatFrom(_ activation: Activation) -> Double? {
    switch activation {
    case .identity, .relu: nil
    case .tanh: 4
    case .sigmoid: 8
    }
  }
}
