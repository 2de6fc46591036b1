extension RandomStream {
  /// A number in 0..<1, one of 2⁵³ equally spaced ones.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number from a range, its upper bound excluded.
  ///
  /// - Throws: `NumericsError` if the range is empty or a bound is infinite.
  public mutating func uniform(in range: Range<Double>) throws(NumericsError) -> Double {
    guard !range.isEmpty, range.lowerBound.isFinite, range.upperBound.isFinite else {
      throw .invalidArgument(
        operation: "uniform", given: "the range is \(range)",
        allowed: "give finite bounds, the lower one first")
    }
    let u = uniform()
    // Weighted bounds, not an added width: the width may be more than the largest number.
    let value = range.lowerBound * (1 - u) + range.upperBound * u
    return min(max(value, range.lowerBound), range.upperBound.nextDown)
  }

  /// Several numbers in 0..<1.
  ///
  /// - Throws: `NumericsError` if the count is negative or does not fit into memory.
  public mutating func uniforms(_ count: Int) throws(NumericsError) -> [Double] {
    try filled("uniforms", count) { $0.uniform() }
  }

  /// A whole number from 0 to below `bound`, each equally likely.
  ///
  /// - Throws: `NumericsError` unless the bound is positive.
  public mutating func integer(below bound: Int) throws(NumericsError) -> Int {
    guard bound > 0 else {
      throw .invalidArgument(
        operation: "integer", given: "the bound is \(bound)", allowed: "give a positive one")
    }
    return index(below: bound)
  }

  /// A whole number from a range, each equally likely.
  ///
  /// - Throws: `NumericsError` if the range is empty.
  public mutating func integer(in range: Range<Int>) throws(NumericsError) -> Int {
    try requireNumbers(in: range)
    return index(in: range)
  }

  /// Whole numbers from a range, with repetition.
  ///
  /// - Throws: `NumericsError` if the range is empty or the count negative.
  public mutating func integers(
    _ count: Int, in range: Range<Int>
  ) throws(NumericsError) -> [Int] {
    try requireNumbers(in: range)
    return try filled("integers", count) { $0.index(in: range) }
  }

  private func requireNumbers(in range: Range<Int>) throws(NumericsError) {
    guard range.isEmpty else { return }
    throw .invalidArgument(
      operation: "integer", given: "the range \(range) is empty",
      allowed: "give one with at least one number")
  }

  /// True with a probability.
  ///
  /// - Throws: `NumericsError` unless the probability is in 0...1.
  public mutating func bernoulli(_ probability: Double) throws(NumericsError) -> Bool {
    guard probability >= 0, probability <= 1 else {
      throw .invalidArgument(
        operation: "bernoulli", given: "the probability is \(fullText(probability))",
        allowed: "give one in 0...1")
    }
    return uniform() < probability
  }
}

extension RandomStream {
  /// A number below a positive bound, without bias.
  mutating func index(below bound: Int) -> Int {
    Int(truncatingIfNeeded: word(below: UInt64(truncatingIfNeeded: bound)))
  }

  /// A number from a range that is not empty, without bias.
  mutating func index(in range: Range<Int>) -> Int {
    let width = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound))
    return range.lowerBound &+ Int(truncatingIfNeeded: word(below: width))
  }

  /// A word below a positive bound, without bias.
  ///
  /// D. Lemire, "Fast random integer generation in an interval", ACM Transactions on Modeling and
  /// Computer Simulation 29 (2019): the high word of word · bound, redrawn where that would favour
  /// some results.
  mutating func word(below bound: UInt64) -> UInt64 {
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let surplus = (0 &- bound) % bound
      while product.low < surplus { product = next().multipliedFullWidth(by: bound) }
    }
    return product.high
  }

  /// An array of draws.
  mutating func filled<Value>(
    _ operation: String, _ count: Int, _ draw: (inout RandomStream) -> Value
  ) throws(NumericsError) -> [Value] {
    let count = try checkedCount(operation, count, 1, of: Value.self)
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(draw(&self)) }
    return values
  }
}
