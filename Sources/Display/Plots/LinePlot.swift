/// Lines through points: how something runs.
///
/// A line breaks where a value is not finite. Of many points those are drawn that can be told apart,
/// every extreme among them.
///
/// ```swift
/// LinePlot(["train": training, "test": testing], x: "epoch", y: "loss")
/// ```
/// - Complexity: O(points) to draw.
public struct LinePlot: Plot, Hashable, Sendable {
  /// The lines.
  public var series: [Series]
  /// What stands above the plot.
  public var title: String
  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis.
  public var y: Axis
  /// A second vertical axis, for the series that ask for it; without one they get a plain one.
  public var right: Axis?

  /// Makes a plot of series.
  public init(
    _ series: [Series], title: String = "", x: Axis = "", y: Axis = "", right: Axis? = nil
  ) {
    self.series = series
    self.title = title
    self.x = x
    self.y = y
    self.right = right
  }

  /// Makes a plot of named values that stand at 0, 1, 2 and so on.
  public init(
    _ values: KeyValuePairs<String, [Double]>, title: String = "", x: Axis = "", y: Axis = ""
  ) {
    self.init(values.map { Series($0.key, $0.value) }, title: title, x: x, y: y)
  }

  /// Makes a plot of one line of values that stand at 0, 1, 2 and so on.
  public init(_ values: [Double], title: String = "", x: Axis = "", y: Axis = "") {
    self.init([Series("", values)], title: title, x: x, y: y)
  }

  /// The lines as marks.
  public var chart: Chart {
    Chart(
      title: title, x: x, y: y, right: right, layers: series.layers { .line($0.points) },
      summary: series.summary(kind: "Line plot", of: "line"))
  }
}

extension [Series] {
  /// The marks of each series, over the areas of uncertainty of all.
  func layers(
    band: (Band) -> Band = { $0 }, _ mark: (Series) -> Mark
  ) -> [Chart.Layer] {
    let bands = enumerated().compactMap { index, series in
      series.band.map {
        Chart.Layer(.band(band($0)), series: index, usesRightAxis: series.usesRightAxis)
      }
    }
    let marks = enumerated().map { index, series in
      Chart.Layer(
        mark(series), label: series.name, series: index, usesRightAxis: series.usesRightAxis)
    }
    return bands + marks
  }

  /// What the series show, in words.
  func summary(kind: String, of what: String) -> String {
    let listed = prefix(6).map(\.rangeInWords).joined(separator: "; ")
    let rest = count > 6 ? "; and \(count - 6) more" : ""
    return isEmpty ? kind : "\(kind) of \(count) \(what)\(count == 1 ? "" : "s"): \(listed)\(rest)"
  }
}
