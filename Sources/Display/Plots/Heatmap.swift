/// A grid of values as colours: a kernel matrix, a loss landscape.
///
/// ```swift
/// try Heatmap(rows, title: "Kernel matrix", colors: "overlap")
/// ```
public struct Heatmap: Plot, Hashable, Sendable {
  /// The values with their colours.
  public var grid: CellGrid
  /// What stands above the plot.
  public var title: String
  /// The axis of the columns.
  public var x: Axis
  /// The axis of the rows.
  public var y: Axis
  /// What the colours measure, beside the colour bar.
  public var colorCaption: String
  /// Whether the first row is the topmost, as in a matrix, and not the lowest, as in a plane.
  public var isMatrix: Bool

  /// Makes a heat map of rows, the first at the top.
  ///
  /// - Parameters:
  ///   - rows: The values; NaN stays blank, infinities get the colours of the ends.
  ///   - title: What stands above the plot.
  ///   - x: The axis of the columns.
  ///   - y: The axis of the rows.
  ///   - colors: What the colours measure.
  ///   - map: The colours.
  ///   - range: The values that get the first and the last colour; those of the data by default.
  /// - Throws: ``DisplayError`` where the rows have different lengths.
  public init(
    _ rows: [[Double]], title: String = "", x: Axis = "", y: Axis = "", colors: String = "",
    map: ColorMap = .sequential, range: ClosedRange<Double>? = nil
  ) throws(DisplayError) {
    self.init(
      try CellGrid(rows, colors: map, range: range), title: title, x: x, y: y, colors: colors)
    isMatrix = true
  }

  /// The same map with the digits of each value in its cell, where they fit.
  public func showingValues() -> Heatmap {
    var copy = self
    copy.grid.texts = grid.rows.map { $0.map { shortNumber($0, digits: 3) } }
    return copy
  }

  /// Makes a heat map of a grid over a rectangle of the plane, its first row the lowest.
  public init(
    _ grid: CellGrid, title: String = "", x: Axis = "", y: Axis = "", colors: String = ""
  ) {
    self.grid = grid
    self.title = title
    self.x = x
    self.y = y
    colorCaption = colors
    isMatrix = false
  }

  /// The grid as marks.
  public var chart: Chart {
    var (x, y) = (x, y)
    if x.range == nil { x.range = grid.x }
    if y.range == nil { y.range = grid.y }
    y.isReversed = isMatrix
    let values = CellGrid.range(of: grid.rows)
    return Chart(
      title: title, x: x, y: y, layers: [Chart.Layer(.cells(grid))], colorCaption: colorCaption,
      summary: "Heat map of \(grid.rows.count) rows and \(grid.columnCount) columns, values from "
        + "\(shortNumber(values.lowerBound)) to \(shortNumber(values.upperBound))")
  }
}
