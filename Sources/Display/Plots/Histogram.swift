/// How often values fall in each of some equal ranges.
///
/// ```swift
/// Histogram(fidelities, x: "fidelity")
/// ```
public struct Histogram: Plot, Hashable, Sendable {
  /// The edges of the ranges, one more than there are counts.
  public let edges: [Double]
  /// How many values fall in each range.
  public let counts: [Int]
  /// How many values are not finite and so fall in none.
  public let uncounted: Int
  /// What stands above the plot.
  public var title: String
  /// The axis of the values.
  public var x: Axis
  /// The axis of the counts.
  public var y: Axis

  /// Makes a histogram of values, in ranges whose number follows from the data.
  public init(_ values: [Double], title: String = "", x: Axis = "", y: Axis = "count") {
    let finite = values.filter(\.isFinite).sorted()
    self.init(sorted: finite, bins: Histogram.suitableBins(finite), of: values.count, title, x, y)
  }

  /// Makes a histogram of values in a number of ranges, 1 to 10,000.
  /// - Throws: ``DisplayError`` for another number of ranges.
  public init(
    _ values: [Double], bins: Int, title: String = "", x: Axis = "", y: Axis = "count"
  ) throws(DisplayError) {
    guard (1...10_000).contains(bins) else {
      throw .outside("histogram: bins", value: Double(bins), allowed: "1 to 10000")
    }
    self.init(sorted: values.filter(\.isFinite).sorted(), bins: bins, of: values.count, title, x, y)
  }

  /// Makes a histogram of counts that are known already.
  /// - Throws: ``DisplayError`` where there is not one edge more than there are counts, for edges that
  ///   are not finite or do not grow, and for counts below zero.
  public init(
    edges: [Double], counts: [Int], title: String = "", x: Axis = "", y: Axis = "count"
  ) throws(DisplayError) {
    try requireEqualCounts("histogram", "ranges", max(edges.count - 1, 0), "counts", counts.count)
    for (index, edge) in edges.enumerated() {
      guard edge.isFinite else {
        throw .outside("histogram: edge", value: edge, allowed: "finite numbers")
      }
      guard index == 0 || edges[index - 1] < edge else {
        throw .notGrowing("histogram: edges", index: index, value: edge)
      }
    }
    for count in counts where count < 0 {
      throw .outside("histogram: count", value: Double(count), allowed: "0 or more")
    }
    (self.edges, self.counts, uncounted) = (edges, counts, 0)
    (self.title, self.x, self.y) = (title, x, y)
  }

  private init(
    sorted: [Double], bins: Int, of total: Int, _ title: String, _ x: Axis, _ y: Axis
  ) {
    let scale = AxisScale(
      Axis(range: sorted.isEmpty ? 0...1 : sorted[0]...sorted[sorted.count - 1]), data: Extent(),
      padding: 0)
    var counts = Array(repeating: 0, count: bins)
    for value in sorted {
      counts[slot(scale.position(value), of: bins)] += 1
    }
    self.counts = counts
    edges = (0...bins).map { scale.value(at: Double($0) / Double(bins)) }
    uncounted = total - sorted.count
    (self.title, self.x, self.y) = (title, x, y)
  }

  /// The number of ranges by the spread of the middle half.
  ///
  /// Reference: D. Freedman and P. Diaconis, "On the histogram as a density estimator", 1981.
  private static func suitableBins(_ sorted: [Double]) -> Int {
    guard let least = sorted.first, let greatest = sorted.last, greatest > least else { return 1 }
    let spread = sorted[sorted.count * 3 / 4] - sorted[sorted.count / 4]
    var root = 1.0
    while root * root * root < Double(sorted.count) { root += 1 }
    let bins = (greatest - least) * root / (2 * spread)
    return bins.isFinite ? min(max(Int(min(bins, 200)), 5), 100) : 10
  }

  /// The counts as marks.
  public var chart: Chart {
    let bars = counts.indices.map { index in
      let (low, high) = (edges[index], edges[index + 1])
      return Mark.Bar(sides: min(low, high)...max(low, high), value: Double(counts[index]))
    }
    // Counts that are given may add up to more than any whole number holds.
    let total = counts.reduce(0) { sum, count in
      let (next, isTooLarge) = sum.addingReportingOverflow(count)
      return isTooLarge ? Int.max : next
    }
    let note = uncounted == 0 ? "" : "; \(uncounted) values are not finite and are left out"
    let ends = "from \(shortNumber(edges.first ?? 0)) to \(shortNumber(edges.last ?? 0))"
    return Chart(
      title: title, x: x, y: y, layers: [Chart.Layer(.bars(bars))],
      summary: "Histogram of \(total) values \(ends) in \(counts.count) ranges\(note)"
    )
  }
}
