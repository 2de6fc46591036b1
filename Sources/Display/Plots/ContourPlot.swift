/// Lines of equal height of a function over the plane: a loss landscape.
///
/// ```swift
/// try ContourPlot(x: -3...3, y: -3...3, title: "Loss") { a, b in loss([a, b]) }
/// ```
/// - Complexity: `resolution`² calls of the function.
public struct ContourPlot: Plot, Hashable, Sendable {
  private let grid: CellGrid
  private let lines: [Mark.Segment]
  /// The heights of the lines.
  public let levels: [Double]
  /// A way through the plane, that of an optimiser for example.
  public var path: PointList?
  /// What stands above the plot.
  public var title: String
  /// The horizontal axis.
  public var x: Axis
  /// The vertical axis.
  public var y: Axis
  /// What the height is.
  public var colorCaption: String

  /// Makes a plot by asking a function at the middle of each cell of a grid.
  ///
  /// - Parameters:
  ///   - xRange: The values at the left and the right edge.
  ///   - yRange: The values at the lower and the upper edge.
  ///   - resolution: How many cells there are each way, 2 to 500.
  ///   - count: How many lines there are, 1 to 100.
  ///   - title: What stands above the plot.
  ///   - xAxis: The horizontal axis.
  ///   - yAxis: The vertical axis.
  ///   - colors: What the height is.
  ///   - value: The height at a point.
  /// - Throws: ``DisplayError`` for numbers outside these ranges, and whatever the function throws.
  public init(
    x xRange: ClosedRange<Double>, y yRange: ClosedRange<Double>, resolution: Int = 80,
    levels count: Int = 10, title: String = "", xAxis: Axis = "", yAxis: Axis = "",
    colors: String = "value", value: (Double, Double) throws -> Double
  ) throws {
    guard (1...100).contains(count) else {
      throw DisplayError.outside("contour: levels", value: Double(count), allowed: "1 to 100")
    }
    let rows = try gridValues("contour", x: xRange, y: yRange, resolution: resolution, of: value)
    grid = try CellGrid(rows, colors: .sequential, x: xRange, y: yRange)
    let (low, high) = (grid.range.lowerBound, grid.range.upperBound)
    levels = (1...count).map { step in
      let part = Double(step) / Double(count + 1)
      return low * (1 - part) + high * part
    }
    lines = Contour(grid).segments(at: levels)
    self.title = title
    (x, y) = (xAxis, yAxis)
    (x.range, y.range) = (xRange, yRange)
    colorCaption = colors
  }

  /// The heights as colours, the lines and the way as marks.
  public var chart: Chart {
    var layers = [
      Chart.Layer(.cells(grid)),
      Chart.Layer(.segments(lines), color: Palette.card, weight: 0.6),
    ]
    if let path {
      layers += [
        Chart.Layer(.line(path), color: Palette.series(1), weight: 1.2),
        Chart.Layer(.points(path), color: Palette.series(1)),
      ]
    }
    let (low, high) = (grid.range.lowerBound, grid.range.upperBound)
    return Chart(
      title: title, x: x, y: y, layers: layers, colorCaption: colorCaption,
      summary: "Contour plot of \(levels.count) lines, values from \(shortNumber(low)) to "
        + shortNumber(high) + (path.map { ", with a way of \($0.count) points" } ?? ""))
  }
}
