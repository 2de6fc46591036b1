/// What a classifier of two features says over the plane, with the points it was taught or tested on.
///
/// The value is between two classes where it is 0; a line is drawn there.
///
/// ```swift
/// try DecisionMap(x: -1.5...2.5, y: -1...1.5, points: [first, second]) { x, y in
///   classifier.score([x, y])
/// }
/// ```
/// - Complexity: `resolution`² calls of the classifier.
public struct DecisionMap: Plot, Hashable, Sendable {
  private let grid: CellGrid
  private let boundary: [Mark.Segment]
  /// The points of each class.
  public let points: [Series]
  /// What stands above the map.
  public var title: String
  /// The axis of the first feature.
  public var x: Axis
  /// The axis of the second feature.
  public var y: Axis
  /// What the colours measure.
  public var colorCaption: String

  /// Makes a map by asking a classifier at the middle of each cell of a grid.
  ///
  /// - Parameters:
  ///   - xRange: The first feature at the left and the right edge.
  ///   - yRange: The second feature at the lower and the upper edge.
  ///   - resolution: How many cells there are each way, 2 to 500.
  ///   - points: The points of each class.
  ///   - title: What stands above the map.
  ///   - xAxis: The name of the first feature.
  ///   - yAxis: The name of the second feature.
  ///   - colors: What the value is.
  ///   - value: The score at a point: below 0 for the first class, above for the second.
  /// - Throws: ``DisplayError`` for another resolution or a range that is not finite, and whatever
  ///   the classifier throws.
  public init(
    x xRange: ClosedRange<Double>, y yRange: ClosedRange<Double>, resolution: Int = 60,
    points: [Series] = [], title: String = "", xAxis: Axis = "x₀", yAxis: Axis = "x₁",
    colors: String = "score", value: (Double, Double) throws -> Double
  ) throws {
    let rows = try gridValues(
      "decision map", x: xRange, y: yRange, resolution: resolution, of: value)
    let extremes = CellGrid.range(of: rows)
    let reach = max(abs(extremes.lowerBound), abs(extremes.upperBound), .leastNormalMagnitude)
    grid = try CellGrid(
      rows, colors: .diverging, range: -reach...reach, x: xRange, y: yRange)
    boundary = Contour(grid).segments(at: [0])
    self.points = points
    self.title = title
    (x, y) = (xAxis, yAxis)
    (x.range, y.range) = (xRange, yRange)
    colorCaption = colors
  }

  /// The regions, the line between them and the points as marks.
  public var chart: Chart {
    // A rim of the card's colour keeps points apart from the colours below them.
    let dots = points.enumerated().flatMap { index, series in
      let rim = Chart.Layer(
        .points(series.points), series: index, color: Palette.card, weight: 2.2)
      let dot = Chart.Layer(
        .points(series.points), label: series.name, series: index,
        color: DecisionMap.inks[index % DecisionMap.inks.count], weight: 1.4)
      return [rim, dot]
    }
    let counts = points.map { "\($0.points.count) points of \($0.name)" }
    return Chart(
      title: title, x: x, y: y,
      layers: [
        Chart.Layer(.cells(grid)),
        Chart.Layer(.segments(boundary), color: Palette.ink, weight: 1.2),
      ] + dots, colorCaption: colorCaption,
      summary: (["Decision map of a classifier"] + counts).joined(separator: ", "))
  }

  /// The colours of the two sides of the map, for the points that belong there, and two more.
  private static let inks = [
    ColorMap.diverging.color(at: 0), ColorMap.diverging.color(at: 1), Palette.ink,
    Palette.series(3),
  ]
}

/// The values of a function at the middles of the cells of a grid, row by row from the bottom.
func gridValues(
  _ place: String, x: ClosedRange<Double>, y: ClosedRange<Double>, resolution: Int,
  of value: (Double, Double) throws -> Double
) throws -> [[Double]] {
  guard (2...500).contains(resolution) else {
    throw DisplayError.outside(
      "\(place): resolution", value: Double(resolution), allowed: "2 to 500")
  }
  for bound in [x.lowerBound, x.upperBound, y.lowerBound, y.upperBound] where !bound.isFinite {
    throw DisplayError.outside("\(place): range", value: bound, allowed: "finite ends")
  }
  func middle(_ range: ClosedRange<Double>, _ cell: Int) -> Double {
    let part = (Double(cell) + 0.5) / Double(resolution)
    return range.lowerBound * (1 - part) + range.upperBound * part
  }
  return try (0..<resolution).map { row in
    try (0..<resolution).map { try value(middle(x, $0), middle(y, row)) }
  }
}
