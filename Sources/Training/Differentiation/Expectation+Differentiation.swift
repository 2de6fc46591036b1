public import _Differentiation

/// Swift's own differentiation runs through circuits: the derivative that is registered here is the one of
/// ``derivatives(at:features:by:includingFeatures:places:seed:)``, and all of it works without `_Differentiation`
/// too.
extension Expectation {
  /// The mean of the first observable.
  ///
  /// ```swift
  /// import _Differentiation
  /// let slope = gradient(at: [0.3, 0.3]) { θ in (energy(θ) - 1) * (energy(θ) - 1) }
  /// ```
  ///
  /// A call cannot throw; what goes wrong (too few weights, a backend without memory) gives NaN, which
  /// ``value(at:features:)`` says in words.
  ///
  /// - Parameters:
  ///   - weights: The value of each weight.
  ///   - features: A row of features.
  /// - Returns: The mean, or NaN.
  @differentiable(reverse,wrt: weights)
  @differentiable(reverse,wrt: (weights, features))
  public func callAsFunction(_ weights: [Double], _ features: [Double] = []) -> Double {
    (try? value(at: weights, features: features)) ?? .nan
  }

  @derivative(of: callAsFunction(_:_:), wrt: weights)
  @usableFromInline
  func derivativeOfCall(
    _ weights: [Double], _ features: [Double] = []
  ) -> (value: Double, pullback: (Double) -> [Double].TangentVector) {
    guard let result = try? derivatives(at: weights, features: [features]) else {
      return (.nan, { _ in .init(weights.map { _ in .nan }) })
    }
    let slope = result.weights[0][0]
    return (result.values[0][0], { factor in .init(slope.map { factor * $0 }) })
  }

  @derivative(of: callAsFunction(_:_:), wrt: (weights, features))
  @usableFromInline
  func derivativeOfCallWithFeatures(
    _ weights: [Double], _ features: [Double] = []
  ) -> (
    value: Double,
    pullback: (Double) -> ([Double].TangentVector, [Double].TangentVector)
  ) {
    guard
      let result = try? derivatives(at: weights, features: [features], includingFeatures: true)
    else {
      return (.nan, { _ in (.init(weights.map { _ in .nan }), .init(features.map { _ in .nan })) })
    }
    let (byWeight, byFeature) = (result.weights[0][0], result.features[0][0])
    let unused = [Double](repeating: 0, count: features.count - byFeature.count)
    return (
      result.values[0][0],
      { factor in
        (.init(byWeight.map { factor * $0 }), .init(byFeature.map { factor * $0 } + unused))
      }
    )
  }

  /// The means of all rows, one observable after the other within each row: a batch in one call, so that
  /// differentiation costs nothing per row.
  ///
  /// - Parameters:
  ///   - weights: The value of each weight.
  ///   - rows: Rows of features, which are not differentiated.
  /// - Returns: The means, or NaNs for what ``values(at:features:seed:)`` would throw for.
  @differentiable(reverse,wrt: weights)
  public func batch(_ weights: [Double], rows: [[Double]]) -> [Double] {
    let means = try? values(at: weights, features: rows).flatMap { $0 }
    return means ?? Array(repeating: .nan, count: rows.count * observables.count)
  }

  @derivative(of: batch(_:rows:), wrt: weights)
  @usableFromInline
  func derivativeOfBatch(
    _ weights: [Double], rows: [[Double]]
  ) -> (
    value: [Double], pullback: ([Double].TangentVector) -> [Double].TangentVector
  ) {
    let count = observables.count
    func pulled(_ factors: [Double].TangentVector) -> [Double].TangentVector {
      let pulled = try? pullback(at: weights, features: rows) { sample, _, slopes in
        for observable in 0..<count {
          let place = sample * count + observable
          slopes[observable] = place < factors.base.count ? factors.base[place] : 0
        }
      }
      return .init(pulled?.weights ?? weights.map { _ in .nan })
    }
    return (batch(weights, rows: rows), pulled)
  }
}
