internal import Simulation

/// The derivatives of a function of all means, as a loss is.
public struct Pullback: Hashable, Sendable {
  /// For each row, the mean of each observable.
  public var values: [[Double]]
  /// The derivative by each weight, summed over the rows.
  public var weights: [Double]
  /// How many circuits were run.
  public var runs: Int
  /// Which method was taken.
  public var method: String
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
  ///   - seed: Where chance begins, if not where the expectation says.
  ///   - slopes: Sets the derivatives of the function by the means of a row, which are 0 before; it is given
  ///     the number of the row and its means.
  /// - Returns: The means and the derivatives.
  /// - Throws: As ``derivatives(at:features:by:includingFeatures:places:seed:)``.
  public func pullback(
    at weights: [Double], features: [[Double]], by method: any GradientMethod = .automatic,
    places: Set<Int>? = nil, seed: UInt64? = nil,
    slopes: (_ row: Int, _ values: [Double], _ slopes: inout [Double]) -> Void
  ) throws -> Pullback {
    let isAdjoint = method is AdjointMethod || method is AutomaticMethod
    if isAdjoint, shots == nil, let adjoint {
      let sweep = try adjoint.pullback(
        weights: weights, features: features, includingFeatures: false, slopes: slopes)
      let kept = sweep.weights.enumerated().map { place, slope in
        places.map { $0.contains(place) } ?? true ? slope : 0
      }
      return Pullback(
        values: sweep.values, weights: kept, runs: features.count,
        method: "adjoint: exact, from the simulated state")
    }
    let all = try derivatives(
      at: weights, features: features, by: method, places: places, seed: seed)
    var sums = [Double](repeating: 0, count: weights.count)
    for (row, values) in all.values.enumerated() {
      var factors = [Double](repeating: 0, count: observables.count)
      slopes(row, values, &factors)
      for (factor, derivatives) in zip(factors, all.weights[row]) where factor != 0 {
        for place in sums.indices { sums[place] += factor * derivatives[place] }
      }
    }
    return Pullback(values: all.values, weights: sums, runs: all.runs, method: all.method)
  }
}
