public import Circuits
internal import Glibc
public import Numerics

extension Expectation {
  /// How strongly each frequency of a feature stands in the mean: the coefficients of its Fourier series.
  ///
  /// $$\langle O\rangle(x) = \sum_k c_k e^{ikx},\qquad c_{-k} = c_k^*$$
  ///
  /// M. Schuld, R. Sweke and J. J. Meyer, "Effect of data encoding on the expressive power of variational quantum
  /// machine learning models", Physical Review A 103, 032430 (2021).
  ///
  /// - Parameters:
  ///   - weights: The value of each weight.
  ///   - feature: The feature; the others stay as they are.
  ///   - features: A row of features.
  ///   - highest: The highest frequency; higher ones, if there are, fold into lower ones.
  /// - Returns: c₀, c₁ and so on.
  /// - Throws: ``TrainingError`` for a feature that is not there and frequencies that are not allowed.
  public func fourierCoefficients(
    at weights: [Double], feature: Int = 0, features: [Double], highest: Int = 8
  ) throws -> [Complex<Double>] {
    guard 0..<featureCount ~= feature, features.indices.contains(feature), 0...10_000 ~= highest
    else {
      throw TrainingError.unfit(
        "Fourier series", given: "feature \(feature) and frequency \(highest)",
        allowed: "there are \(featureCount) features, and frequencies from 0 to 10000")
    }
    let count = 2 * highest + 1
    let rows = (0..<count).map { place -> [Double] in
      var row = features
      row[feature] = 2 * .pi * Double(place) / Double(count)
      return row
    }
    let means = try values(at: weights, features: rows).map { $0[0] }
    return (0...highest).map { k in
      let sum = means.enumerated().reduce(Complex<Double>(0)) { sum, point in
        let turn = -2 * .pi * Double(k * point.offset % count) / Double(count)
        return sum + Complex(point.element * cos(turn), point.element * sin(turn))
      }
      return Complex(sum.real / Double(count), sum.imaginary / Double(count))
    }
  }

  /// The tangent kernel: how far a step that fits one row moves the mean of another.
  ///
  /// $$K_{ab} = \sum_i \partial_i f(x_a)\,\partial_i f(x_b)$$
  ///
  /// A. Jacot, F. Gabriel and C. Hongler, "Neural tangent kernel: convergence and generalization in neural networks",
  /// NeurIPS (2018).
  ///
  /// - Parameters:
  ///   - weights: Where derivatives are taken.
  ///   - features: The rows.
  /// - Returns: A symmetric matrix with a row for each row of features.
  /// - Throws: As ``derivatives(at:features:by:includingFeatures:places:seed:)``.
  public func tangentKernel(at weights: [Double], features: [[Double]]) throws -> Matrix<Double> {
    let slopes = try derivatives(at: weights, features: features).weights.map { $0[0] }
    return try Matrix(rows: slopes.count, columns: slopes.count) { row, column in
      zip(slopes[row], slopes[column]).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }

  /// The eigenvalues of the quantum Fisher information, four times the metric, in ascending order: those near 0
  /// belong to directions of the weights in which no state moves.
  ///
  /// - Throws: As ``metricTensor(at:features:shape:)``.
  public func fisherSpectrum(at weights: [Double], features: [Double] = []) throws -> [Double] {
    let metric = try metricTensor(at: weights, features: features)
    return try metric.hermitianEigendecomposition().values.map { 4 * $0 }
  }

  /// How many directions of the weights count when a model learns from so many rows.
  ///
  /// $$d = \frac{2}{\log\kappa}\,\log\frac1S\sum_s\sqrt{\det(1 + \kappa \hat F_s)},\qquad
  ///   \kappa = \frac{m}{2\pi\log m}$$
  ///
  /// with the quantum Fisher information, over random weights, scaled so that its mean trace is their number.
  ///
  /// A. Abbas, D. Sutter, C. Zoufal, A. Lucchi, A. Figalli and S. Woerner, "The power of quantum neural networks",
  /// Nature Computational Science 1, 403 (2021).
  ///
  /// - Parameters:
  ///   - rows: From how many rows the model learns.
  ///   - features: A row of features.
  ///   - samples: How many random weights are drawn.
  ///   - seed: Where chance begins.
  /// - Returns: A number from 0 to the number of weights, up to the spread of the Fisher information.
  /// - Throws: ``TrainingError`` for fewer than 20 rows, and as ``metricTensor(at:features:shape:)``.
  public func effectiveDimension(
    rows: Int = 1_000, features: [Double] = [], samples: Int = 20, seed: UInt64 = 0
  ) throws -> Double {
    guard rows >= 20, 1...10_000 ~= samples else {
      throw TrainingError.unfit(
        "effective dimension", given: "\(rows) rows and \(samples) samples",
        allowed: "20 rows or more, and 1 to 10000 samples")
    }
    var random = RandomStream(seed: seed).split("Fisher")
    let spectra = try (0..<samples).map { _ in
      try fisherSpectrum(
        at: (0..<weightCount).map { _ in 2 * .pi * random.uniform() }, features: features)
    }
    let trace = spectra.reduce(0) { $0 + $1.reduce(0, +) } / Double(samples)
    guard trace > 1e-12 else { return 0 }
    let scale = Double(weightCount) / trace
    let kappa = Double(rows) / (2 * .pi * log(Double(rows)))
    let halves = spectra.map { $0.reduce(0) { $0 + log(1 + kappa * scale * max(0, $1)) } / 2 }
    let highest = halves.max() ?? 0
    let mean = halves.reduce(0) { $0 + exp($1 - highest) } / Double(samples)
    return 2 * (highest + log(mean)) / log(kappa)
  }

  /// The mean on a square of the weights around a point, along two directions.
  ///
  /// - Parameters:
  ///   - weights: The middle.
  ///   - features: A row of features.
  ///   - directions: Two directions; drawn by the seed and of length 1 unless given.
  ///   - reach: How far the square reaches to each side.
  ///   - points: How many points a side has.
  ///   - seed: Where chance begins.
  /// - Returns: A row for each step along the first direction.
  /// - Throws: ``TrainingError`` for directions that do not fit, and a square that is too fine.
  public func landscape(
    around weights: [Double], features: [Double] = [],
    directions: (first: [Double], second: [Double])? = nil, reach: Double = .pi, points: Int = 25,
    seed: UInt64 = 0
  ) throws -> [[Double]] {
    guard 2...1_000 ~= points, reach.isFinite else {
      throw TrainingError.unfit(
        "landscape", given: "\(points) points and a reach of \(reach)", allowed: "2 to 1000 points")
    }
    var random = RandomStream(seed: seed).split("directions")
    func drawn() -> [Double] {
      let numbers = weights.map { _ in random.normal() }
      let length = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return numbers.map { $0 / max(length, 1e-300) }
    }
    let (first, second) = directions ?? (drawn(), drawn())
    try check(first, [features])
    try check(second, [features])
    let steps = (0..<points).map { reach * (2 * Double($0) / Double(points - 1) - 1) }
    return try steps.map { a in
      try steps.map { b in
        try value(
          at: weights.indices.map { weights[$0] + a * first[$0] + b * second[$0] },
          features: features)
      }
    }
  }
}
