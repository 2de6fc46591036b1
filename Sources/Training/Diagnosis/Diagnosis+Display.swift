public import Circuits
public import Display

extension Expressibility: Displayable {
  /// How often fidelities fell into each part, beside how often they would in the whole space.
  public var bundle: MIMEBundle { plot.bundle }

  /// How often fidelities fell into each part, beside how often they would in the whole space.
  public var plot: LinePlot {
    let total = Double(max(1, histogram.reduce(0, +)))
    let width = 1 / Double(max(1, histogram.count))
    func series(_ name: String, _ counts: [Double]) -> Series {
      Series(
        name,
        points: PointList(
          pairs: counts.enumerated().map { ((Double($0.offset) + 0.5) * width, $0.element / total) }
        )
      )
    }
    return LinePlot(
      [series("circuit", histogram.map(Double.init)), series("whole space", expected)],
      title: "Fidelities of random states", x: "fidelity", y: "share")
  }
}

extension Circuit {
  /// How entangled the states of the circuit are, drawn state by state; see
  /// ``entanglingCapability(features:samples:seed:)``.
  ///
  /// - Parameters:
  ///   - features: The value of each feature.
  ///   - samples: How many states are drawn.
  ///   - seed: Where chance begins.
  /// - Returns: A histogram of Meyer's and Wallach's measure.
  /// - Throws: As ``expressibility(features:samples:bins:seed:)``.
  public func entanglementPlot(
    features: [Double] = [], samples: Int = 500, seed: UInt64 = 0
  ) throws -> Histogram {
    let all = try entanglements(features: features, samples: samples, seed: seed)
    let bins = 25
    var counts = [Int](repeating: 0, count: bins)
    for value in all { counts[min(bins - 1, max(0, Int(value * Double(bins))))] += 1 }
    return try Histogram(
      edges: (0...bins).map { Double($0) / Double(bins) }, counts: counts,
      title: "Entanglement of random states", x: "Meyer-Wallach measure")
  }
}

extension Expectation {
  /// The eigenvalues of the quantum Fisher information, the largest first; see
  /// ``fisherSpectrum(at:features:)``.
  ///
  /// - Throws: As that.
  public func fisherPlot(at weights: [Double], features: [Double] = []) throws -> BarChart {
    let values = try fisherSpectrum(at: weights, features: features).reversed().map { max(0, $0) }
    return try BarChart(
      values.indices.map { "\($0 + 1)" }, [BarChart.Group("", values)], title: "Fisher spectrum",
      x: "direction", y: "eigenvalue")
  }

  /// The tangent kernel as colours; see ``tangentKernel(at:features:)``.
  ///
  /// - Throws: As that.
  public func tangentKernelPlot(at weights: [Double], features: [[Double]]) throws -> Heatmap {
    let kernel = try tangentKernel(at: weights, features: features)
    let rows = try features.indices.map { try kernel.row($0) }
    return try Heatmap(rows, title: "Tangent kernel", x: "row", y: "row", colors: "product")
  }

  /// How strongly each frequency of a feature stands in the mean; see
  /// ``fourierCoefficients(at:feature:features:highest:)``.
  ///
  /// - Throws: As that.
  public func fourierPlot(
    at weights: [Double], feature: Int = 0, features: [Double], highest: Int = 8
  ) throws -> BarChart {
    let sizes = try fourierCoefficients(
      at: weights, feature: feature, features: features, highest: highest
    ).map { ($0.real * $0.real + $0.imaginary * $0.imaginary).squareRoot() }
    return try BarChart(
      sizes.indices.map { "\($0)" }, [BarChart.Group("", sizes)], title: "Fourier spectrum",
      x: "frequency", y: "size of the coefficient")
  }

  /// The mean on a square of the weights, as colours; see
  /// ``landscape(around:features:directions:reach:points:seed:)``.
  ///
  /// - Throws: As that.
  public func landscapePlot(
    around weights: [Double], features: [Double] = [],
    directions: (first: [Double], second: [Double])? = nil, reach: Double = .pi, points: Int = 25,
    seed: UInt64 = 0
  ) throws -> Heatmap {
    let rows = try landscape(
      around: weights, features: features, directions: directions, reach: reach, points: points,
      seed: seed)
    return try Heatmap(
      rows, title: "Loss landscape", x: "steps along the second direction",
      y: "steps along the first", colors: "mean")
  }
}
