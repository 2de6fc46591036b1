/// What the sum of squares is divided by in a variance or covariance.
public enum VarianceDivisor: Hashable, Sendable {
  /// n − 1: the values are a sample, and the estimate is unbiased.
  case sample

  /// n: the values are all there are.
  case population
}

// NaN and infinite values go through the moments as through any sum; what orders or counts values
// refuses them.
extension [Double] {
  /// The arithmetic mean, x̄ = Σxᵢ / n, from a pairwise sum.
  ///
  /// ```swift
  /// try losses.mean()
  /// ```
  ///
  /// - Throws: `NumericsError.empty`.
  public func mean() throws(NumericsError) -> Double {
    try requireValues("mean", atLeast: 1)
    return averaged { $0 }
  }

  /// The variance, Σ(xᵢ − x̄)² / (n − 1), or / n for a population.
  ///
  /// Two passes: the mean first, then the squares.
  ///
  /// - Throws: `NumericsError` unless there are two values, or one for a population.
  public func variance(_ divisor: VarianceDivisor = .sample) throws(NumericsError) -> Double {
    try requireValues("variance", atLeast: divisor == .sample ? 2 : 1)
    let mean = averaged { $0 }
    let meanSquare = averaged { ($0 - mean) * ($0 - mean) }
    return divisor == .population
      ? meanSquare : meanSquare * (Double(count) / Double(count - 1))
  }

  /// The standard deviation, the square root of the variance.
  ///
  /// - Throws: `NumericsError` unless there are two values, or one for a population.
  public func standardDeviation(
    _ divisor: VarianceDivisor = .sample
  ) throws(NumericsError) -> Double {
    try variance(divisor).squareRoot()
  }

  /// The standard error of the mean, s / √n.
  ///
  /// - Throws: `NumericsError` unless there are two values.
  public func standardError() throws(NumericsError) -> Double {
    try standardDeviation() / Double(count).squareRoot()
  }

  /// The covariance with values in the same order, Σ(xᵢ − x̄)(yᵢ − ȳ) / (n − 1).
  ///
  /// - Throws: `NumericsError` unless there are as many of both, and two, or one for a population.
  public func covariance(
    with other: [Double], _ divisor: VarianceDivisor = .sample
  ) throws(NumericsError) -> Double {
    try requirePairs("covariance", other)
    try requireValues("covariance", atLeast: divisor == .sample ? 2 : 1)
    let (mean, otherMean) = (averaged { $0 }, other.averaged { $0 })
    let products = zip(self, other).map { ($0 - mean) * ($1 - otherMean) }
    let average = products.averaged { $0 }
    return divisor == .population ? average : average * (Double(count) / Double(count - 1))
  }

  /// Pearson's correlation with values in the same order, in −1...1.
  ///
  /// - Throws: `NumericsError` unless there are as many of both, at least two, and neither list is
  ///   constant.
  public func correlation(with other: [Double]) throws(NumericsError) -> Double {
    try requirePairs("correlation", other)
    try requireValues("correlation", atLeast: 2)
    let spread = try standardDeviation(.population)
    let otherSpread = try other.standardDeviation(.population)
    guard spread != 0, otherSpread != 0 else {
      throw .invalidArgument(
        operation: "correlation", given: "all values of one list are equal",
        allowed: "give two lists that vary")
    }
    let (mean, otherMean) = (averaged { $0 }, other.averaged { $0 })
    let products = zip(self, other).map { ($0 - mean) / spread * (($1 - otherMean) / otherSpread) }
    let average = products.averaged { $0 }
    return average.isNaN ? average : Swift.min(Swift.max(average, -1), 1)
  }
}

extension [Double] {
  func requireValues(_ operation: String, atLeast least: Int) throws(NumericsError) {
    guard !isEmpty else {
      throw .empty(operation: operation, needed: least == 1 ? "at least one" : "at least \(least)")
    }
    guard count >= least else {
      throw .invalidArgument(
        operation: operation, given: "there is one value", allowed: "give at least \(least)")
    }
  }

  func requireFinite(_ operation: String) throws(NumericsError) {
    if let index = firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(operation: operation, position: "value \(index)")
    }
  }

  func requirePairs(_ operation: String, _ other: [Double]) throws(NumericsError) {
    guard count == other.count else {
      throw .invalidArgument(
        operation: operation, given: "there are \(count) and \(other.count) values",
        allowed: "give two lists of one length")
    }
  }

  /// The average of what `term` makes of each value; it overflows only if the terms do.
  func averaged(_ term: (Double) -> Double) -> Double {
    let sum = pairwiseSum(indices, term)
    if sum.isFinite { return sum / Double(count) }
    return pairwiseSum(indices) { term($0) / Double(count) }
  }

  /// The sum by halves, whose rounding error grows with log n only.
  private func pairwiseSum(_ range: Range<Int>, _ term: (Double) -> Double) -> Double {
    if range.count <= 64 { return range.reduce(0) { $0 + term(self[$1]) } }
    let middle = range.lowerBound + range.count / 2
    return pairwiseSum(range.lowerBound..<middle, term)
      + pairwiseSum(middle..<range.upperBound, term)
  }
}
