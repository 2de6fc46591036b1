internal import Simulation

/// The derivatives of a function of all means, as a loss is.
public struct Pullback: Hashable, Sendable {
  /// For each row, the mean of each observable.
  public var values: [[Double]]
  /// The derivative by each weight, summed over the rows.
  public var weights: [Double]
  /// For each row, the derivative by each feature; empty if they were not asked for.
  public var features: [[Double]]
  /// How many circuits were run.
  public var runs: Int
  /// Which method was taken.
  public var method: String

  /// What a model of one's own has found.
  ///
  /// - Parameters:
  ///   - values: For each row, its outputs.
  ///   - weights: The derivative by each weight, summed over the rows.
  ///   - features: For each row, the derivative by each feature; empty if they were not asked for.
  ///   - runs: How many circuits were run.
  ///   - method: Which method was taken.
  public init(
    values: [[Double]], weights: [Double], features: [[Double]] = [], runs: Int, method: String
  ) {
    (self.values, self.weights, self.features) = (values, weights, features)
    (self.runs, self.method) = (runs, method)
  }
}

extension Expectation {
  /// The means for rows of features, and the derivatives of a function of them by the weights.
  ///
  /// The adjoint method does it at the cost of one gradient, whatever the number of observables; other
  /// methods find all derivatives first.
  ///
  /// ```swift
  /// let step = try model.pullback(at: w, features: rows) { row, values, slopes in
  ///   slopes[0] = 2 * (values[0] - targets[row]) / Double(rows.count)
  /// }
  /// step.weights                                   // the gradient of the loss
  /// ```
  ///
  /// - Parameters:
  ///   - weights: The value of each weight, which the rows share.
  ///   - features: Rows of features.
  ///   - method: How derivatives are found.
  ///   - places: The weights that are asked for; nothing for all.
  ///   - includingFeatures: Whether derivatives by features are made, as layers before the circuit need them.
  ///   - seed: Where chance begins, if not where the expectation says.
  ///   - slopes: Sets the derivatives of the function by the means of a row, which are 0 before; it is given
  ///     the number of the row and its means.
  /// - Returns: The means and the derivatives.
  /// - Throws: As ``derivatives(at:features:by:includingFeatures:places:seed:)``.
  public func pullback(
    at weights: [Double], features: [[Double]], by method: any GradientMethod = .automatic,
    places: Set<Int>? = nil, includingFeatures: Bool = false, seed: UInt64? = nil,
    slopes: (_ row: Int, _ values: [Double], _ slopes: inout [Double]) -> Void
  ) throws -> Pullback {
    let isAdjoint =
      method is AdjointMethod || method is AutomaticMethod
      || method is Backpropagation && adjoint is NoisyGradient
    if isAdjoint, shots == nil, let adjoint {
      let sweep = try adjoint.pullback(
        weights: weights, features: features, includingFeatures: includingFeatures, slopes: slopes)
      let kept = sweep.weights.enumerated().map { place, slope in
        places.map { $0.contains(place) } ?? true ? slope : 0
      }
      return Pullback(
        values: sweep.values, weights: kept, features: sweep.features, runs: features.count,
        method: "adjoint: exact, from the simulated state")
    }
    let all = try derivatives(
      at: weights, features: features, by: method, includingFeatures: includingFeatures,
      places: places, seed: seed)
    var result = Pullback(
      values: all.values, weights: weights.map { _ in 0 }, runs: all.runs, method: all.method)
    for (row, values) in all.values.enumerated() {
      var factors = [Double](repeating: 0, count: observables.count)
      slopes(row, values, &factors)
      add(factors, all.weights[row], to: &result.weights)
      guard includingFeatures else { continue }
      result.features.append([Double](repeating: 0, count: featureCount))
      add(factors, all.features[row], to: &result.features[row])
    }
    return result
  }

  /// Adds the sum of the lists, each with its factor.
  private func add(_ factors: [Double], _ lists: [[Double]], to sums: inout [Double]) {
    for (factor, list) in zip(factors, lists) where factor != 0 {
      for place in sums.indices { sums[place] += factor * list[place] }
    }
  }
}
