internal import Circuits
internal import Numerics

extension FourierTensor {
  /// The Fourier series of a model, found by running its circuit on a grid.
  ///
  /// The frequencies are those of the gates that features turn. With *d* multiples of the lowest, 2*d* + 1
  /// points of a whole turn tell all coefficients of a feature; multiples that turn out to be missing are
  /// left out.
  ///
  /// - Throws: ``EdgeError/notLinear(_:)`` where an angle multiplies features,
  ///   ``EdgeError/noCommonMeasure(_:frequencies:)`` where frequencies are not multiples of one,
  ///   ``EdgeError/tooLarge(_:given:limit:instead:)`` for too many coefficients, and what running the
  ///   circuit throws.
  /// - Complexity: The circuit is run at every point of the grid, 3ⁿ for *n* features of one turn each.
  public init(_ model: EdgeModel) throws {
    let (circuit, outputs) = try model.circuit(for: "a Fourier tensor")
    let axes = try FourierTensor.axes(of: circuit)
    let points = try FourierTensor.product(of: axes, limit: FourierTensor.mostPoints)
    guard points * outputs.count <= FourierTensor.mostCoefficients else {
      throw FourierTensor.tooLarge(points * outputs.count, FourierTensor.mostCoefficients)
    }
    var sums = [Double](repeating: 0, count: points * outputs.count)
    let chunk = 4096
    for first in stride(from: 0, to: points, by: chunk) {
      let rows = (first..<min(first + chunk, points)).map { FourierTensor.row($0, of: axes) }
      for (place, values) in try model.values(for: rows).enumerated() {
        for (output, value) in values.enumerated() { sums[output * points + first + place] = value }
      }
    }
    for place in axes.indices {
      sums = FourierTensor.transformed(sums, axes: axes, at: place)
    }
    let bounds = outputs.map { $0.terms.reduce(0) { $0 + abs($1.coefficient) } }
    self =
      FourierTensor(
        axes: axes, outputCount: outputs.count, coefficients: sums, bounds: bounds
      ).trimmed
  }

  private static func tooLarge(_ count: Int, _ limit: Int) -> EdgeError {
    .tooLarge(
      "the coefficients of a Fourier tensor", given: count, limit: limit,
      instead: "export the state vector or a student")
  }

  private static func product(of axes: [Axis], limit: Int) throws(EdgeError) -> Int {
    var product = 1
    for axis in axes {
      let (next, overflow) = product.multipliedReportingOverflow(by: axis.size)
      guard !overflow, next <= limit else { throw tooLarge(overflow ? .max : next, limit) }
      product = next
    }
    return product
  }

  /// The features at a point of the grid, the last feature fastest.
  private static func row(_ point: Int, of axes: [Axis]) -> [Double] {
    var (row, rest) = ([Double](), point)
    for axis in axes.reversed() {
      row.append(axis.period * Double(rest % axis.size) / Double(axis.size))
      rest /= axis.size
    }
    return row.reversed()
  }

  /// The values along one feature, turned into the coefficients of its functions.
  private static func transformed(_ values: [Double], axes: [Axis], at place: Int) -> [Double] {
    let size = axes[place].size
    let stride = axes[(place + 1)...].reduce(1) { $0 * $1.size }
    let rows = (0..<size).map { function in
      (0..<size).map { point in
        let angle = 2 * Double.pi * Double((function + 1) / 2 * point % size) / Double(size)
        let wave = function % 2 == 1 ? Double.cos(angle) : .sin(angle)
        return function == 0 ? 1 / Double(size) : 2 / Double(size) * wave
      }
    }
    var result = values
    for base in values.indices where base / stride % size == 0 {
      for function in 0..<size {
        result[base + function * stride] = (0..<size).reduce(0) {
          $0 + rows[function][$1] * values[base + $1 * stride]
        }
      }
    }
    return result
  }

  /// The tensor without the highest multiples of features that no output has.
  private var trimmed: FourierTensor {
    let largest = coefficients.reduce(0) { max($0, abs($1)) }
    var tensor = self
    for place in axes.indices {
      while tensor.axes[place].degree > 0, tensor.highest(at: place) <= 1e-12 * largest {
        tensor = tensor.droppingHighest(at: place)
      }
    }
    return tensor
  }

  private func function(_ index: Int, at place: Int) -> Int {
    index / axes[(place + 1)...].reduce(1) { $0 * $1.size } % axes[place].size
  }

  private func highest(at place: Int) -> Double {
    coefficients.enumerated().reduce(0) { found, coefficient in
      function(coefficient.offset, at: place) < axes[place].size - 2
        ? found : max(found, abs(coefficient.element))
    }
  }

  private func droppingHighest(at place: Int) -> FourierTensor {
    var axes = axes
    axes[place] = Axis(frequency: axes[place].frequency, degree: axes[place].degree - 1)
    let kept = coefficients.enumerated().filter {
      function($0.offset, at: place) < axes[place].size
    }
    return FourierTensor(
      axes: axes, outputCount: outputCount, coefficients: kept.map(\.element), bounds: bounds)
  }
}

extension FourierTensor {
  /// The functions that the outputs can have of each feature.
  static func axes(of circuit: Circuit) throws -> [Axis] {
    var frequencies: [Symbol: [Double]] = [:]
    for operation in circuit.operations {
      guard let gate = operation.gate else { continue }
      for (place, angle) in operation.angles.enumerated() where !angle.isConstant {
        guard angle.terms.allSatisfy({ $0.factors.count == 1 }) else {
          throw EdgeError.notLinear("\(angle)")
        }
        let own = try gate.frequencies(ofAngle: place)
        for term in angle.terms {
          for symbol in term.factors {
            // The largest comes last: with it the frequencies of all turns are added up.
            frequencies[symbol, default: []] += own.map { $0 * abs(term.coefficient) } + [0]
          }
        }
      }
    }
    let layout = circuit.layout(of: .feature)
    var axes = [Axis](repeating: Axis(frequency: 1, degree: 0), count: layout.count)
    for (symbol, place) in layout.symbols {
      axes[place] = try axis(of: symbol, frequencies[symbol] ?? [])
    }
    return axes
  }

  /// The functions of a feature whose turns have these frequencies; a 0 stands behind those of each turn.
  private static func axis(of symbol: Symbol, _ list: [Double]) throws(EdgeError) -> Axis {
    let all = list.filter { $0 > 0 }
    guard let largest = all.max() else { return Axis(frequency: 1, degree: 0) }
    let measure = all.reduce(0) { commonMeasure($0, $1, atLeast: largest / 64) }
    guard measure > 0 else {
      throw .noCommonMeasure(symbol, frequencies: Array(Set(all)).sorted())
    }
    let reach = list.split(separator: 0).reduce(0) { $0 + ($1.max() ?? 0) }
    let degree = (reach / measure).rounded()
    guard degree <= 4096 else {
      throw tooLarge(2 * Int(min(degree, 1e15)) + 1, 8193)
    }
    return Axis(frequency: measure, degree: Int(degree))
  }

  /// The largest number of which both are multiples, up to rounding; 0 where it would be too small.
  static func commonMeasure(_ a: Double, _ b: Double, atLeast least: Double) -> Double {
    var (large, small) = (max(a, b), min(a, b))
    let tolerance = 1e-9 * large
    while small > tolerance {
      let rest = large - (large / small).rounded(.down) * small
      // A rest just below the divisor is none.
      (large, small) = (small, small - rest < tolerance ? 0 : rest)
    }
    return large >= least * (1 - 1e-9) ? large : 0
  }
}
