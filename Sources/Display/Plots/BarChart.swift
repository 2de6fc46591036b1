/// Bars over names: counts of measured bit strings, scores of models.
///
/// ```swift
/// BarChart(["00": 498, "11": 502], y: "shots")
/// ```
public struct BarChart: Plot, Hashable, Sendable {
  /// The names under the bars.
  public let names: [String]
  /// The heights, one list for each colour, each with one value for each name.
  public let groups: [Group]
  /// What stands above the chart.
  public var title: String
  /// The axis of the names; its scale is that of the names.
  public var x: Axis
  /// The axis of the values.
  public var y: Axis
  /// Whether the bars lie instead of standing, which suits long names.
  public var isHorizontal: Bool

  /// The bars of one colour.
  public struct Group: Hashable, Sendable {
    /// What the legend calls them.
    public let name: String
    /// Their values.
    public let values: [Double]

    /// Makes the bars of one colour.
    public init(_ name: String, _ values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  /// Makes a chart with a bar for each name.
  public init(
    _ values: KeyValuePairs<String, Double>, title: String = "", x: Axis = "", y: Axis = "",
    isHorizontal: Bool = false
  ) {
    names = values.map(\.key)
    groups = [Group("", values.map(\.value))]
    (self.title, self.x, self.y, self.isHorizontal) = (title, x, y, isHorizontal)
  }

  /// Makes a chart with a bar for each key of a dictionary, in the order of the keys.
  ///
  /// ```swift
  /// BarChart(counts: ["11": 502, "00": 498])   // 00, then 11
  /// ```
  /// - Complexity: O(*n* log *n*).
  public init(
    counts: [String: Int], title: String = "", x: Axis = "", y: Axis = "",
    isHorizontal: Bool = false
  ) {
    let sorted = counts.sorted { $0.key < $1.key }
    names = sorted.map(\.key)
    groups = [Group("", sorted.map { Double($0.value) })]
    (self.title, self.x, self.y, self.isHorizontal) = (title, x, y, isHorizontal)
  }

  /// Makes a chart with a bar of each group for each name.
  /// - Throws: ``DisplayError`` where a group has not one value for each name.
  public init(
    _ names: [String], _ groups: [Group], title: String = "", x: Axis = "", y: Axis = "",
    isHorizontal: Bool = false
  ) throws(DisplayError) {
    for group in groups {
      try requireEqualCounts(
        "bars of \"\(group.name)\"", "names", names.count, "values", group.values.count)
    }
    (self.names, self.groups) = (names, groups)
    (self.title, self.x, self.y, self.isHorizontal) = (title, x, y, isHorizontal)
  }

  /// The bars as marks.
  public var chart: Chart {
    let width = 0.8 / Double(max(groups.count, 1))
    let layers = groups.enumerated().map { index, group in
      let bars = group.values.enumerated().map { place, value in
        let left = Double(place) - 0.4 + Double(index) * width
        // Names are read from the top down, so bars that lie start there.
        let start = isHorizontal ? Double(names.count - 1) - left - width : left
        return Mark.Bar(sides: start...(start + width), value: value, isHorizontal: isHorizontal)
      }
      return Chart.Layer(.bars(bars), label: group.name, series: index)
    }
    return isHorizontal
      ? Chart(title: title, x: y, y: named(x, names.reversed()), layers: layers, summary: summary)
      : Chart(title: title, x: named(x, names), y: y, layers: layers, summary: summary)
  }

  private func named(_ axis: Axis, _ names: [String]) -> Axis {
    var axis = axis
    axis.scale = .categories(names)
    return axis
  }

  private var summary: String {
    guard let first = groups.first, !names.isEmpty else { return "Bar chart" }
    let listed = zip(names, first.values).prefix(12).map { "\($0) \(shortNumber($1))" }
    let rest = names.count > 12 ? " and \(names.count - 12) more" : ""
    let group = groups.count > 1 ? " (\(first.name) of \(groups.count) groups)" : ""
    return "Bar chart\(group): \(listed.joined(separator: ", "))\(rest)"
  }
}
