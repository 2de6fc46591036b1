/// A grid of values, each shown as a colour.
public struct CellGrid: Hashable, Sendable {
  /// The values, row by row.
  public let rows: [[Double]]
  /// The colours of the values.
  public var colors: ColorMap
  /// The values that get the first and the last colour.
  public let range: ClosedRange<Double>
  /// Where the outer edges of the grid stand along the horizontal axis.
  let x: ClosedRange<Double>
  /// Where they stand along the vertical axis.
  let y: ClosedRange<Double>
  /// What stands in each cell, row by row; nothing where there is no text.
  var texts: [[String]] = []

  /// Makes a grid over a rectangle of the plane.
  ///
  /// - Parameters:
  ///   - rows: The values; every row must have the same length.
  ///   - colors: The colours for them.
  ///   - range: The values that get the first and the last colour; those of the data by default.
  ///   - x: Where the outer edges stand along the horizontal axis; cell `i` around `i` by default.
  ///   - y: Where they stand along the vertical axis; row 0 begins at the lower value.
  /// - Throws: ``DisplayError`` where the rows have different lengths.
  public init(
    _ rows: [[Double]], colors: ColorMap = .sequential, range: ClosedRange<Double>? = nil,
    x: ClosedRange<Double>? = nil, y: ClosedRange<Double>? = nil
  ) throws(DisplayError) {
    try requireRectangle("grid", rows)
    self.rows = rows
    self.colors = colors
    let asked = range.flatMap { $0.lowerBound.isFinite && $0.upperBound.isFinite ? $0 : nil }
    self.range = asked ?? CellGrid.range(of: rows)
    self.x = x ?? -0.5...Double(max(rows.first?.count ?? 0, 1)) - 0.5
    self.y = y ?? -0.5...Double(max(rows.count, 1)) - 0.5
  }

  /// How many cells stand side by side.
  public var columnCount: Int { rows.first?.count ?? 0 }

  /// Whether there is nothing to show.
  var isEmpty: Bool { rows.isEmpty || columnCount == 0 }

  /// Where a value stands between the first colour and the last; NaN for what is no number.
  func place(of value: Double) -> Double {
    let half = (lower: range.lowerBound / 2, upper: range.upperBound / 2)
    // A range of no width has its one value in the middle.
    guard half.upper > half.lower else { return value.isNaN ? .nan : 0.5 }
    return (value / 2 - half.lower) / (half.upper - half.lower)
  }

  /// The cell in which a value of an axis falls, if it falls in the grid.
  static func index(of value: Double, in edges: ClosedRange<Double>, count: Int) -> Int? {
    let place = (value - edges.lowerBound) / (edges.upperBound - edges.lowerBound)
    guard place >= 0, place <= 1 else { return nil }
    return slot(place, of: count)
  }

  /// The least and the greatest of the values that are finite.
  static func range(of rows: [[Double]]) -> ClosedRange<Double> {
    var extent = Extent()
    for row in rows { extent.add(row) }
    return extent.finite ?? 0...1
  }

  /// The grid with at most so many cells either way.
  ///
  /// Of the cells that fall together the one farthest from the middle of the range stays, so that no
  /// extreme is lost.
  func reduced(columns: Int, rows limit: Int) -> CellGrid {
    guard columnCount > columns || rows.count > limit else { return self }
    let (width, height) = (min(columnCount, max(columns, 1)), min(rows.count, max(limit, 1)))
    let middle = range.lowerBound / 2 + range.upperBound / 2
    var kept = Array(repeating: Array(repeating: Double.nan, count: width), count: height)
    for (row, values) in rows.enumerated() {
      let y = row * height / rows.count
      for (column, value) in values.enumerated() where !value.isNaN {
        let x = column * width / columnCount
        if !(abs(kept[y][x] - middle) >= abs(value - middle)) { kept[y][x] = value }
      }
    }
    return CellGrid(reducing: self, to: kept)
  }

  private init(reducing grid: CellGrid, to rows: [[Double]]) {
    self.rows = rows
    (colors, range, x, y) = (grid.colors, grid.range, grid.x, grid.y)
  }
}
