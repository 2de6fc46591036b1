internal import Circuits
public import Numerics
internal import Simulation

extension Expectation {
  /// The second derivatives of the first observable by each two weights.
  ///
  /// Exact means of simulated states are differentiated twice along the circuit; with shots, noise
  /// and measurements the gradients at shifted weights are.
  ///
  /// ```swift
  /// try energy.hessian(at: θ)[0, 1]
  /// ```
  ///
  /// - Parameters:
  ///   - weights: Where they are taken.
  ///   - features: A row of features.
  /// - Returns: A symmetric matrix with a row for each weight.
  /// - Throws: ``CircuitError`` for values that do not fit, and ``TrainingError`` for angles without a rule.
  public func hessian(
    at weights: [Double], features: [Double] = []
  ) throws -> Matrix<Double> {
    try check(weights, [features])
    if shots == nil, let adjoint = adjoint as? AdjointGradient {
      return try adjoint.hessians(weights: weights, features: features)[0]
    }
    let columns = try weights.indices.map { try hessianProduct(at: weights, features, along: $0) }
    return try Matrix(rows: weights.count, columns: weights.count) {
      (columns[$0][$1] + columns[$1][$0]) / 2
    }
  }

  /// The product of the Hessian of the first observable with a direction.
  ///
  /// - Parameters:
  ///   - direction: A number for each weight.
  ///   - weights: Where it is taken.
  ///   - features: A row of features.
  /// - Returns: A number for each weight.
  /// - Throws: As ``hessian(at:features:)``.
  public func hessianProduct(
    along direction: [Double], at weights: [Double], features: [Double] = []
  ) throws -> [Double] {
    try check(weights, [features])
    try check(direction, [features])
    if shots == nil, let adjoint = adjoint as? AdjointGradient {
      return try adjoint.hessianProducts(
        along: [direction], weights: weights, features: features)[0][0]
    }
    let hessian = try hessian(at: weights, features: features)
    return weights.indices.map { row in
      direction.indices.reduce(0) { $0 + hessian[row, $1] * direction[$1] }
    }
  }

  /// Differences of the fourth order of gradients, along one weight.
  private func hessianProduct(
    at weights: [Double], _ features: [Double], along place: Int
  ) throws -> [Double] {
    let step = shots == nil ? 3e-3 : 0.25
    var sums = [Double](repeating: 0, count: weights.count)
    for (number, point) in [(1.0, 8.0), (-1, -8), (2, -1), (-2, 1)].enumerated() {
      var moved = weights
      moved[place] += point.0 * step
      let seed = seed &+ UInt64(4 * place + number)
      let gradient = try derivatives(at: moved, features: [features], seed: seed).weights[0][0]
      for weight in sums.indices { sums[weight] += point.1 * gradient[weight] / (12 * step) }
    }
    return sums
  }
}
