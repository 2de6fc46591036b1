extension RandomStream {
  /// A number from the normal distribution with mean 0 and deviation 1.
  ///
  /// The ratio of uniforms with J. L. Leva's quadratic bounds, "A fast normal random number
  /// generator", ACM Transactions on Mathematical Software 18 (1992), which needs a logarithm in
  /// about one draw of a hundred.
  public mutating func normal() -> Double {
    while true {
      let u = 1 - uniform()
      let v = 1.7156 * (uniform() - 0.5)
      let x = u - 0.449871
      let y = v.magnitude + 0.386595
      let q = x * x + y * (0.19600 * y - 0.25472 * x)
      if q < 0.27597 { return v / u }
      if q <= 0.27846, v * v <= -4 * u * u * deterministicLogarithm(u) { return v / u }
    }
  }

  /// A number from the normal distribution with this mean and standard deviation.
  ///
  /// - Throws: `NumericsError` unless both are finite and the deviation is not negative.
  public mutating func normal(
    mean: Double, deviation: Double
  ) throws(NumericsError) -> Double {
    guard mean.isFinite, deviation.isFinite, deviation >= 0 else {
      throw .invalidArgument(
        operation: "normal",
        given: "the mean is \(fullText(mean)), the deviation \(fullText(deviation))",
        allowed: "give finite ones, the deviation not negative")
    }
    return mean + deviation * normal()
  }

  /// Several numbers from the normal distribution with mean 0 and deviation 1.
  ///
  /// - Throws: `NumericsError` if the count is negative or does not fit into memory.
  public mutating func normals(_ count: Int) throws(NumericsError) -> [Double] {
    try filled("normals", count) { $0.normal() }
  }

  /// A number from the exponential distribution with density λ·e^(−λx), λ the `rate`.
  ///
  /// - Throws: `NumericsError` unless the rate is positive and finite.
  public mutating func exponential(rate: Double = 1) throws(NumericsError) -> Double {
    guard rate > 0, rate.isFinite else {
      throw .invalidArgument(
        operation: "exponential", given: "the rate is \(fullText(rate))",
        allowed: "give a positive, finite one")
    }
    return -deterministicLogarithm(1 - uniform()) / rate
  }
}
