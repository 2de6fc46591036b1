extension RandomStream {
  /// An index, drawn with probability proportional to its weight.
  ///
  /// A cumulative search; for many draws from one list make an `AliasTable`.
  ///
  /// - Throws: `NumericsError` if a weight is negative or not finite, or all are zero.
  /// - Complexity: O(weights).
  public mutating func categorical(_ weights: [Double]) throws(NumericsError) -> Int {
    let total = try checkedTotal("categorical", weights)
    var rest = uniform() * total
    var last = 0
    for (index, weight) in weights.enumerated() where weight > 0 {
      if rest < weight { return index }
      rest -= weight
      last = index
    }
    // Rounding may leave a crumb after the last weight.
    return last
  }

  /// The numbers 0..<count in a random order, each order equally likely.
  ///
  /// - Throws: `NumericsError` if the count is negative or does not fit into memory.
  public mutating func permutation(_ count: Int) throws(NumericsError) -> [Int] {
    _ = try checkedCount("permutation", count, 1, of: Int.self)
    return shuffled(Array(0..<count))
  }

  /// The values in a random order, each order equally likely (Fisher and Yates).
  public mutating func shuffled<Value>(_ values: [Value]) -> [Value] {
    var values = values
    for last in stride(from: values.count - 1, to: 0, by: -1) {
      values.swapAt(last, index(below: last + 1))
    }
    return values
  }

  /// Some of the values, none twice, in a random order.
  ///
  /// - Throws: `NumericsError` if there are fewer values than that.
  public mutating func sample<Value>(
    _ count: Int, of values: [Value]
  ) throws(NumericsError) -> [Value] {
    try sampleIndices(count, below: values.count).map { values[$0] }
  }

  /// Some of the numbers 0..<bound, none twice, in a random order.
  ///
  /// - Throws: `NumericsError` if there are fewer numbers than that.
  /// - Complexity: O(count), whatever the bound.
  public mutating func sampleIndices(
    _ count: Int, below bound: Int
  ) throws(NumericsError) -> [Int] {
    guard count >= 0, count <= bound else {
      throw .invalidArgument(
        operation: "sample", given: "\(count) of \(bound) without repetition",
        allowed: "take at most as many as there are")
    }
    // Fisher and Yates on 0..<bound; the dictionary holds only the places that have changed.
    var moved: [Int: Int] = [:]
    return (0..<count).map { place in
      let other = place + index(below: bound - place)
      let chosen = moved[other] ?? other
      moved[other] = moved[place] ?? place
      return chosen
    }
  }
}

/// The sum of weights that are not negative, finite and not all zero.
func checkedTotal(_ operation: String, _ weights: [Double]) throws(NumericsError) -> Double {
  guard !weights.isEmpty else { throw .empty(operation: operation, needed: "at least one weight") }
  for (index, weight) in weights.enumerated() where !(weight >= 0 && weight.isFinite) {
    throw .invalidArgument(
      operation: operation, given: "weight \(index) is \(fullText(weight))",
      allowed: "give finite weights that are not negative")
  }
  let total = weights.reduce(0, +)
  guard total > 0, total.isFinite else {
    throw .invalidArgument(
      operation: operation, given: "the weights add up to \(fullText(total))",
      allowed: "give weights with a positive, finite sum")
  }
  return total
}
