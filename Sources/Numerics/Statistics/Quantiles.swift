extension [Double] {
  /// The value below which a fraction of the values lies.
  ///
  /// Linear between the ordered values, at position p·(n − 1): type 7 of R. J. Hyndman and Y. Fan,
  /// "Sample quantiles in statistical packages", The American Statistician 50 (1996), and NumPy's
  /// default.
  ///
  /// - Throws: `NumericsError` if there are no values, one is not finite, or the fraction is
  ///   outside 0...1.
  /// - Complexity: O(n log n).
  public func quantile(_ fraction: Double) throws(NumericsError) -> Double {
    try quantiles([fraction])[0]
  }

  /// Several quantiles at the price of one ordering.
  ///
  /// ```swift
  /// try losses.quantiles([0.25, 0.5, 0.75])
  /// ```
  ///
  /// - Throws: `NumericsError`, as for one quantile.
  public func quantiles(_ fractions: [Double]) throws(NumericsError) -> [Double] {
    try requireValues("quantile", atLeast: 1)
    try requireFinite("quantile")
    for fraction in fractions where !(fraction >= 0 && fraction <= 1) {
      throw .invalidArgument(
        operation: "quantile", given: "the fraction is \(fullText(fraction))",
        allowed: "give one in 0...1")
    }
    let ordered = sorted()
    return fractions.map { ordered.quantileOfOrdered($0) }
  }

  /// The middle value, or the mean of the two middle ones.
  ///
  /// - Throws: `NumericsError` if there are no values or one is not finite.
  public func median() throws(NumericsError) -> Double { try quantile(0.5) }

  /// The quantile of ordered, finite values.
  func quantileOfOrdered(_ fraction: Double) -> Double {
    let position = fraction * Double(count - 1)
    let below = Swift.min(Int(position), count - 1)
    let above = Swift.min(below + 1, count - 1)
    let share = position - Double(below)
    // Weights, not a difference, which might overflow.
    return share == 0 ? self[below] : self[below] * (1 - share) + self[above] * share
  }
}
