/// Points in the plane: how two things go together, and which points belong to which class.
///
/// ```swift
/// try ScatterPlot([Series("moons", x: xs, y: ys)], x: "x₀", y: "x₁")
/// ```
/// - Complexity: O(points) to draw; of points that fall on one spot one is drawn.
public struct ScatterPlot: Plot, Hashable, Sendable {
  /// The points of each class.
  public var series: [Series]
  /// What stands above the plot.
  public var title: String
  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis.
  public var y: Axis
  /// Whether a unit is as long on the one axis as on the other.
  public var hasEqualAxes: Bool

  /// Makes a plot of the points of several classes.
  public init(
    _ series: [Series], title: String = "", x: Axis = "", y: Axis = "", hasEqualAxes: Bool = false
  ) {
    self.series = series
    self.title = title
    self.x = x
    self.y = y
    self.hasEqualAxes = hasEqualAxes
  }

  /// Makes a plot of points from their two coordinates.
  /// - Throws: ``DisplayError`` where the two lists have different lengths.
  public init(
    x places: [Double], y values: [Double], title: String = "", xAxis: Axis = "", yAxis: Axis = ""
  ) throws(DisplayError) {
    self.init([try Series(x: places, y: values)], title: title, x: xAxis, y: yAxis)
  }

  /// The points as marks.
  public var chart: Chart {
    let counts = series.map { "\($0.points.count) \($0.name.isEmpty ? "points" : $0.name)" }
    return Chart(
      title: title, x: x, y: y, layers: series.layers { .points($0.points) },
      frame: hasEqualAxes ? .equalAxes : .axes,
      summary: "Scatter plot of " + (counts.isEmpty ? "nothing" : counts.joined(separator: ", ")))
  }
}
