/// How often values fall between edges.
///
/// ```swift
/// let binned = try BinnedCounts(of: losses, bins: .count(20))
/// binned.counts
/// ```
public struct BinnedCounts: Hashable, Sendable {
  /// How the bins of a histogram are chosen.
  public enum Bins: Hashable, Sendable {
    /// Bins of width 2·IQR / ∛n from the least to the largest value.
    ///
    /// The rule of D. Freedman and P. Diaconis (1981); where the quartiles coincide, Sturges'
    /// 1 + log₂n bins. There are never more bins than values.
    case automatic

    /// This many bins of one width from the least to the largest value.
    case count(Int)

    /// Bins between these ascending edges; values outside are counted apart.
    case edges([Double])
  }

  /// The edges, one more than there are bins; a bin holds its lower edge, the last one both.
  public let edges: [Double]

  /// How many values fall into each bin.
  public let counts: [Int]

  /// How many values are below the first edge.
  public let countBelow: Int

  /// How many values are above the last edge.
  public let countAbove: Int

  /// Counts values into bins.
  ///
  /// - Throws: `NumericsError` if there are no values, one is not finite, or the bins are not
  ///   possible.
  /// - Complexity: O(n log bins), and O(n log n) for automatic bins.
  public init(of values: [Double], bins: Bins = .automatic) throws(NumericsError) {
    try values.requireValues("BinnedCounts", atLeast: 1)
    try values.requireFinite("BinnedCounts")
    let edges = try BinnedCounts.edges(for: values, bins)
    var counts = [Int](repeating: 0, count: edges.count - 1)
    var (below, above) = (0, 0)
    for value in values {
      // The number of edges that are not above the value.
      let reached = edges.countOfOrdered(notAbove: value)
      if reached == 0 {
        below += 1
      } else if reached < edges.count {
        counts[reached - 1] += 1
      } else if value == edges[edges.count - 1] {
        counts[edges.count - 2] += 1
      } else {
        above += 1
      }
    }
    self.edges = edges
    self.counts = counts
    (countBelow, countAbove) = (below, above)
  }

  /// The probability density of each bin: counts over (counted values · width).
  public var densities: [Double] {
    let total = Double(counts.reduce(0, +))
    return counts.indices.map { bin in
      counts[bin] == 0 ? 0 : Double(counts[bin]) / total / (edges[bin + 1] - edges[bin])
    }
  }
}

extension BinnedCounts {
  private static func edges(
    for values: [Double], _ bins: Bins
  ) throws(NumericsError) -> [Double] {
    switch bins {
    case .automatic:
      let (low, high) = extremes(of: values)
      return evenEdges(for: values, automaticCount(for: values)) ?? [low, high]
    case .count(let count):
      guard count > 0 else {
        throw .invalidArgument(
          operation: "BinnedCounts", given: "\(count) bins", allowed: "give at least one")
      }
      _ = try checkedCount("BinnedCounts", count, 2, of: Double.self)
      guard let edges = evenEdges(for: values, count) else {
        throw .invalidArgument(
          operation: "BinnedCounts", given: "\(count) bins for values this close together",
          allowed: "give fewer")
      }
      return edges
    case .edges(let edges):
      guard edges.count >= 2, edges.allSatisfy(\.isFinite),
        zip(edges, edges.dropFirst()).allSatisfy(<)
      else {
        throw .invalidArgument(
          operation: "BinnedCounts", given: "the edges are \(edges)",
          allowed: "give two or more finite ones in ascending order")
      }
      return edges
    }
  }

  /// Edges from the least to the largest value, or nil if they cannot be told apart.
  private static func evenEdges(for values: [Double], _ count: Int) -> [Double]? {
    let (low, high) = extremes(of: values)
    var edges = (0...count).map { index in
      let share = Double(index) / Double(count)
      return low * (1 - share) + high * share
    }
    (edges[0], edges[count]) = (low, high)
    return zip(edges, edges.dropFirst()).allSatisfy(<) ? edges : nil
  }

  /// The least and the largest value; round one value alone a bin of width one, or the narrowest.
  private static func extremes(of values: [Double]) -> (low: Double, high: Double) {
    let low = values.reduce(.infinity, min)
    let high = values.reduce(-.infinity, max)
    guard low == high else { return (low, high) }
    let margin = max(0.5, low.ulp)
    return (
      max(low - margin, -.greatestFiniteMagnitude), min(high + margin, .greatestFiniteMagnitude)
    )
  }

  private static func automaticCount(for values: [Double]) -> Int {
    let ordered = values.sorted()
    let count = Double(values.count)
    let spread = ordered.quantileOfOrdered(0.75) - ordered.quantileOfOrdered(0.25)
    let width = 2 * spread / cubeRoot(count)
    let range = ordered[ordered.count - 1] - ordered[0]
    guard width > 0, range.isFinite else { return 1 + Int(count.exponent) }
    return Int(min(max((range / width).rounded(.up), 1), count))
  }

  /// The cube root of a number of at least one, by Newton's iteration from above.
  private static func cubeRoot(_ number: Double) -> Double {
    var (root, next) = (number, (2 * number + 1 / number) / 3)
    while next < root { (root, next) = (next, (2 * next + number / (next * next)) / 3) }
    return root
  }
}

extension [Double] {
  /// How many of these ordered values are not above a value.
  fileprivate func countOfOrdered(notAbove value: Double) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
