public import Circuits
public import Display
internal import Glibc
internal import Numerics

/// How the gradient shrinks when a circuit grows: the variance of a derivative over random weights.
public struct PlateauScan: Hashable, Sendable {
  /// How many qubits, or layers, each circuit has.
  public let sizes: [Int]
  /// The variance of the derivative by the first weight, over random weights.
  public let variances: [Double]
  /// By what factor the variance changes with each step of size, from a straight line through its logarithms.
  public let factor: Double

  /// Scans circuits of several sizes.
  ///
  /// J. R. McClean, S. Boixo, V. N. Smelyanskiy, R. Babbush and H. Neven, "Barren plateaus in quantum neural network
  /// training landscapes", Nature Communications 9, 4812 (2018).
  ///
  /// ```swift
  /// try PlateauScan(sizes: [2, 4, 6, 8]) { n in (.stronglyEntangling(qubits: n, layers: n), .z(0)) }
  /// ```
  ///
  /// - Parameters:
  ///   - sizes: The sizes.
  ///   - samples: Over how many random weights a variance is taken.
  ///   - seed: Where chance begins.
  ///   - circuit: The circuit of a size, and what is measured behind it.
  /// - Throws: ``TrainingError`` for fewer than two sizes or samples, and circuits without weights; and as
  ///   ``Expectation``.
  public init(
    sizes: [Int], samples: Int = 200, seed: UInt64 = 0,
    _ circuit: (Int) throws -> (Circuit, Observable)
  ) throws {
    guard sizes.count > 1, Set(sizes).count == sizes.count, 2...1_000_000 ~= samples else {
      throw TrainingError.unfit(
        "scan", given: "\(sizes.count) sizes and \(samples) samples", allowed: "2 or more of each")
    }
    variances = try sizes.map { size in
      let (circuit, observable) = try circuit(size)
      let mean = try Expectation(of: observable, in: circuit)
      guard mean.weightCount > 0 else {
        throw TrainingError.noWeights("the circuit of size \(size)")
      }
      var random = RandomStream(seed: seed).split(size)
      let slopes = try (0..<samples).map { _ in
        let weights = (0..<mean.weightCount).map { _ in 2 * .pi * random.uniform() }
        return try mean.gradient(at: weights)[0]
      }
      let average = slopes.reduce(0, +) / Double(samples)
      return slopes.reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(samples - 1)
    }
    self.sizes = sizes
    factor = PlateauScan.factor(sizes.map(Double.init), variances.map { log(max($0, 1e-300)) })
  }

  private static func factor(_ x: [Double], _ y: [Double]) -> Double {
    let (meanX, meanY) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
    let slope =
      zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
      / x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    return exp(slope)
  }

  /// What follows from the figures.
  public var advice: String {
    guard factor.isFinite else { return "The variances are too far apart for a line through them." }
    let percent = Int((max(0, 1 - factor) * 100).rounded())
    if factor < 0.7 {
      return
        "The variance falls by \(percent) % with each step: a barren plateau. Take fewer layers, "
        + "an observable of few qubits, or begin near the identity."
    }
    return factor < 0.95
      ? "The variance falls by \(percent) % with each step, slowly enough for some steps more."
      : "The variance does not fall: this can be trained at larger sizes."
  }
}

extension PlateauScan: Displayable {
  /// The variances over the sizes, on a logarithmic scale.
  public var bundle: MIMEBundle {
    let points = PointList(
      pairs: zip(sizes, variances).map { (Double($0), log10(max($1, 1e-300))) })
    return LinePlot(
      [Series("variance", points: points)], title: "Gradient variance", x: "size",
      y: "log₁₀ variance"
    ).bundle
  }
}
