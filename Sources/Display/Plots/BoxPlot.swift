/// The spread of several sets of values: the middle half as a box, the median in it.
///
/// The whiskers reach to the last values within one and a half heights of the box; values beyond
/// stand alone (J. Tukey, 1977).
///
/// ```swift
/// BoxPlot(["Adam": adamScores, "SPSA": spsaScores], y: "accuracy")
/// ```
public struct BoxPlot: Plot, Hashable, Sendable {
  /// The sets of values.
  public let sets: [Group]
  /// What stands above the plot.
  public var title: String
  /// The axis of the names; its scale is that of the names.
  public var x: Axis
  /// The axis of the values.
  public var y: Axis

  /// A set of values with its name.
  public struct Group: Hashable, Sendable {
    /// What stands under the box.
    public let name: String
    /// The values; those that are not finite are left out.
    public let values: [Double]

    /// Makes a set of values with its name.
    public init(_ name: String, _ values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  /// Makes a plot with a box for each set of values.
  ///
  /// ```swift
  /// BoxPlot(runs.map { BoxPlot.Group($0.optimizer, $0.scores) }, y: "accuracy")
  /// ```
  public init(_ groups: [Group], title: String = "", x: Axis = "", y: Axis = "") {
    sets = groups
    (self.title, self.x, self.y) = (title, x, y)
  }

  /// Makes a plot with a box for each name.
  public init(
    _ values: KeyValuePairs<String, [Double]>, title: String = "", x: Axis = "", y: Axis = ""
  ) {
    self.init(values.map { Group($0.key, $0.value) }, title: title, x: x, y: y)
  }

  /// The boxes as marks.
  public var chart: Chart {
    var axis = x
    axis.scale = .categories(sets.map(\.name))
    let boxes = sets.map { Box($0.values) }
    let layers = boxes.enumerated().compactMap { index, box in
      box.map { $0.layers(at: Double(index), series: index) }
    }
    let medians = zip(sets, boxes).map { set, box in
      "\(set.name) median \(box.map { shortNumber($0.median) } ?? "none")"
    }
    return Chart(
      title: title, x: axis, y: y, layers: layers.flatMap(\.self),
      summary: "Box plot: \(medians.joined(separator: ", "))")
  }
}

/// The five numbers of a box, and the values that stand alone.
private struct Box {
  let low: Double
  let lowerQuartile: Double
  let median: Double
  let upperQuartile: Double
  let high: Double
  let outliers: [Double]

  init?(_ values: [Double]) {
    let sorted = values.filter(\.isFinite).sorted()
    guard !sorted.isEmpty else { return nil }
    func quantile(_ part: Double) -> Double {
      let place = part * Double(sorted.count - 1)
      let (index, rest) = (Int(place), place - place.rounded(.down))
      return sorted[index] * (1 - rest) + sorted[min(index + 1, sorted.count - 1)] * rest
    }
    (lowerQuartile, median, upperQuartile) = (quantile(0.25), quantile(0.5), quantile(0.75))
    let reach = 1.5 * (upperQuartile - lowerQuartile)
    let fences = (lowerQuartile - reach, upperQuartile + reach)
    let inside = sorted.filter { fences.0 <= $0 && $0 <= fences.1 }
    low = inside.first ?? lowerQuartile
    high = inside.last ?? upperQuartile
    outliers = sorted.filter { $0 < fences.0 || $0 > fences.1 }
  }

  func layers(at place: Double, series: Int) -> [Chart.Layer] {
    func across(_ value: Double, _ halfWidth: Double) -> Mark.Segment {
      Mark.Segment(x0: place - halfWidth, y0: value, x1: place + halfWidth, y1: value)
    }
    func up(_ start: Double, _ end: Double, at offset: Double = 0) -> Mark.Segment {
      Mark.Segment(x0: place + offset, y0: start, x1: place + offset, y1: end)
    }
    let frame = [
      across(lowerQuartile, 0.25), across(upperQuartile, 0.25), across(low, 0.1), across(high, 0.1),
      up(low, lowerQuartile), up(upperQuartile, high), up(lowerQuartile, upperQuartile, at: -0.25),
      up(lowerQuartile, upperQuartile, at: 0.25),
    ]
    let lonely = PointList(pairs: outliers.map { (place, $0) })
    return [
      Chart.Layer(
        .band(
          Band(
            pairing: [place - 0.25, place + 0.25], lower: [lowerQuartile, lowerQuartile],
            upper: [upperQuartile, upperQuartile])), series: series),
      Chart.Layer(.segments(frame), series: series),
      Chart.Layer(.segments([across(median, 0.25)]), series: series, weight: 2.2),
      Chart.Layer(.points(lonely), series: series),
    ]
  }
}
