/// The unit of an entropy or divergence.
public enum InformationUnit: Hashable, Sendable {
  /// Natural logarithms.
  case nats

  /// Logarithms to the base 2.
  case bits

  fileprivate func converted(_ nats: Double) -> Double {
    self == .nats ? nats : nats / 0.6931471805599453
  }
}

// Distances between distributions over the same outcomes. The lists are weights that are not
// negative, probabilities or counts; each is divided by its sum first.
extension [Double] {
  /// The entropy H(P) = −Σ pᵢ log pᵢ of weights, which are first divided by their sum.
  ///
  /// - Throws: `NumericsError` if a weight is negative or not finite, or all are zero.
  public func entropy(in unit: InformationUnit = .nats) throws(NumericsError) -> Double {
    let p = try normalizedWeights("entropy")
    return unit.converted(p.reduce(0) { $1 > 0 ? $0 - $1 * .log($1) : $0 })
  }

  /// The Kullback–Leibler divergence D(P‖Q) = Σ pᵢ log(pᵢ/qᵢ) of these weights from others.
  ///
  /// Each list is first divided by its sum. The divergence is infinite where an outcome has a
  /// weight here and none there.
  ///
  /// ```swift
  /// try measured.kullbackLeiblerDivergence(from: model, in: .bits)
  /// ```
  ///
  /// - Throws: `NumericsError` if the lengths differ, a weight is negative or not finite, or all
  ///   are zero.
  public func kullbackLeiblerDivergence(
    from other: [Double], in unit: InformationUnit = .nats
  ) throws(NumericsError) -> Double {
    let pairs = try pairedWeights("kullbackLeiblerDivergence", other)
    return unit.converted(relativeEntropy(pairs))
  }

  /// The Jensen–Shannon divergence, the mean of D(P‖M) and D(Q‖M) with M = (P + Q) / 2.
  ///
  /// It is symmetric and at most one bit. SciPy's `jensenshannon` is its square root.
  ///
  /// - Throws: `NumericsError`, as for `kullbackLeiblerDivergence`.
  public func jensenShannonDivergence(
    from other: [Double], in unit: InformationUnit = .nats
  ) throws(NumericsError) -> Double {
    let pairs = try pairedWeights("jensenShannonDivergence", other)
    // Half of the smallest number is zero, which would make the divergence infinite.
    let means = pairs.map { Swift.max(($0 + $1) / 2, .leastNonzeroMagnitude) }
    let left = relativeEntropy(zip(pairs, means).map { ($0.0, $1) })
    let right = relativeEntropy(zip(pairs, means).map { ($0.1, $1) })
    return unit.converted((left + right) / 2)
  }

  /// The total variation distance Σ|pᵢ − qᵢ| / 2, in 0...1.
  ///
  /// - Throws: `NumericsError`, as for `kullbackLeiblerDivergence`.
  public func totalVariationDistance(to other: [Double]) throws(NumericsError) -> Double {
    let pairs = try pairedWeights("totalVariationDistance", other)
    return pairs.reduce(0) { $0 + ($1.0 - $1.1).magnitude } / 2
  }

  /// The Hellinger distance √(Σ(√pᵢ − √qᵢ)² / 2), in 0...1.
  ///
  /// - Throws: `NumericsError`, as for `kullbackLeiblerDivergence`.
  public func hellingerDistance(to other: [Double]) throws(NumericsError) -> Double {
    let pairs = try pairedWeights("hellingerDistance", other)
    let sum = pairs.reduce(0) { sum, pair in
      let difference = pair.0.squareRoot() - pair.1.squareRoot()
      return sum + difference * difference
    }
    return (sum / 2).squareRoot()
  }

  private func normalizedWeights(_ operation: String) throws(NumericsError) -> [Double] {
    let total = try checkedTotal(operation, self)
    return map { $0 / total }
  }

  private func pairedWeights(
    _ operation: String, _ other: [Double]
  ) throws(NumericsError) -> [(Double, Double)] {
    try requirePairs(operation, other)
    let (p, q) = (try normalizedWeights(operation), try other.normalizedWeights(operation))
    return Array<(Double, Double)>(zip(p, q))
  }
}

/// Σ p log(p/q), with 0 log 0 = 0; never below zero, which rounding might make it.
private func relativeEntropy(_ pairs: [(Double, Double)]) -> Double {
  let sum = pairs.reduce(0) { sum, pair in
    pair.0 > 0 ? sum + pair.0 * (.log(pair.0) - .log(pair.1)) : sum
  }
  return max(0, sum)
}
