/// Lines in steps: each value holds until the next.
///
/// ```swift
/// StepPlot(["learning rate": rates], x: "epoch", y: "rate")
/// ```
/// - Complexity: O(points) to draw.
public struct StepPlot: Plot, Hashable, Sendable {
  /// The lines.
  public var series: [Series]
  /// What stands above the plot.
  public var title: String
  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis.
  public var y: Axis

  /// Makes a plot of series.
  public init(_ series: [Series], title: String = "", x: Axis = "", y: Axis = "") {
    self.series = series
    self.title = title
    self.x = x
    self.y = y
  }

  /// Makes a plot of named values that stand at 0, 1, 2 and so on.
  public init(
    _ values: KeyValuePairs<String, [Double]>, title: String = "", x: Axis = "", y: Axis = ""
  ) {
    self.init(values.map { Series($0.key, $0.value) }, title: title, x: x, y: y)
  }

  /// The steps as marks.
  public var chart: Chart {
    Chart(
      title: title, x: x, y: y, layers: series.layers(band: \.steps) { .line($0.points.steps) },
      summary: series.summary(kind: "Step plot", of: "line"))
  }
}
