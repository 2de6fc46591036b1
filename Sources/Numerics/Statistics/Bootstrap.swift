extension [Double] {
  /// An interval that holds a statistic with the given confidence, by resampling.
  ///
  /// The percentile method of B. Efron, "Bootstrap methods: another look at the jackknife", Annals
  /// of Statistics 7 (1979): the statistic of many samples drawn from the values with repetition,
  /// and of those the middle part.
  ///
  /// ```swift
  /// let range = try accuracies.bootstrapInterval(using: &stream) { try $0.median() }
  /// ```
  ///
  /// - Throws: `NumericsError` if there are no values, one is not finite, the confidence is outside
  ///   0..<1, there are no resamples or a statistic is not finite; and what the statistic throws.
  /// - Complexity: O(resamples) times that of the statistic.
  public func bootstrapInterval(
    confidence: Double = 0.95, resamples: Int = 2_000, using stream: inout RandomStream,
    statistic: ([Double]) throws(NumericsError) -> Double = { values throws(NumericsError) in
      try values.mean()
    }
  ) throws(NumericsError) -> ClosedRange<Double> {
    let operation = "bootstrapInterval"
    try requireValues(operation, atLeast: 1)
    try requireFinite(operation)
    guard confidence >= 0, confidence < 1, resamples > 0 else {
      throw .invalidArgument(
        operation: operation,
        given: "the confidence is \(fullText(confidence)) from \(resamples) resamples",
        allowed: "give a confidence in 0..<1 and at least one resample")
    }
    _ = try checkedCount(operation, resamples, 1, of: Double.self)
    var results: [Double] = []
    for _ in 0..<resamples {
      results.append(try statistic(indices.map { _ in self[stream.index(below: count)] }))
    }
    try results.requireFinite("\(operation) statistic")
    results.sort()
    let tail = (1 - confidence) / 2
    let bounds = (results.quantileOfOrdered(tail), results.quantileOfOrdered(1 - tail))
    return bounds.0...Swift.max(bounds.0, bounds.1)
  }
}
