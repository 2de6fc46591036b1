/// Finds the lines of equal height in a grid (marching squares).
///
/// Reference: W. Lorensen and H. Cline, "Marching cubes", 1987, in the plane.
struct Contour {
  private var rows: [[Double]]
  private let x: ClosedRange<Double>
  private let y: ClosedRange<Double>

  /// A grid whose first row is the lowest.
  init(_ grid: CellGrid) {
    (rows, x, y) = (grid.rows, grid.x, grid.y)
  }

  /// The pieces of the lines at some heights, one or two in each square of four neighbours.
  ///
  /// Where there are more pieces than a drawing can hold, the grid is made coarser first.
  ///
  /// - Parameters:
  ///   - levels: The heights.
  ///   - limit: How many pieces there may be.
  /// - Returns: The pieces, height by height.
  /// - Complexity: O(squares + pieces).
  func segments(at levels: [Double], limit: Int = 5000) -> [Mark.Segment] {
    let levels = levels.filter(\.isFinite).sorted()
    var contour = self
    while contour.crossings(of: levels) > limit && contour.rows.count > 16 { contour.halve() }
    var pieces: [[Mark.Segment]] = Array(repeating: [], count: levels.count)
    contour.forEachSquare { row, column, heights in
      for index in Contour.between(heights.min(), heights.max(), levels) {
        pieces[index] += contour.square(row, column, heights - levels[index])
      }
    }
    return pieces.flatMap(\.self)
  }

  private typealias Point = (x: Double, y: Double)

  /// Calls a function with each square: its row, its column, and the heights at its corners in a ring
  /// from the lower left one.
  private func forEachSquare(_ body: (Int, Int, SIMD4<Double>) -> Void) {
    guard let width = rows.first?.count, width > 1, rows.count > 1 else { return }
    for row in 0..<rows.count - 1 {
      let (low, high) = (rows[row], rows[row + 1])
      for column in 0..<width - 1 {
        let heights = SIMD4(low[column], low[column + 1], high[column + 1], high[column])
        if heights.sum().isFinite || (0..<4).allSatisfy({ heights[$0].isFinite }) {
          body(row, column, heights)
        }
      }
    }
  }

  /// The numbers of the levels that cross a square.
  private static func between(_ low: Double, _ high: Double, _ levels: [Double]) -> Range<Int> {
    func first(above value: Double) -> Int {
      var (start, end) = (0, levels.count)
      while start < end {
        let middle = (start + end) / 2
        if levels[middle] <= value { start = middle + 1 } else { end = middle }
      }
      return start
    }
    let start = first(above: low)
    return start..<max(first(above: high), start)
  }

  private func crossings(of levels: [Double]) -> Int {
    var count = 0
    forEachSquare { _, _, heights in
      count += Contour.between(heights.min(), heights.max(), levels).count
    }
    return count
  }

  /// Makes one cell of each four, with their mean.
  private mutating func halve() {
    let (height, width) = (rows.count / 2, (rows.first?.count ?? 0) / 2)
    rows = (0..<height).map { row in
      (0..<width).map { column in
        let (low, high) = (rows[2 * row], rows[2 * row + 1])
        return low[2 * column] / 4 + low[2 * column + 1] / 4 + high[2 * column] / 4
          + high[2 * column + 1] / 4
      }
    }
  }

  private func square(_ row: Int, _ column: Int, _ heights: SIMD4<Double>) -> [Mark.Segment] {
    let corners: [(x: Int, y: Int)] = [
      (column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1),
    ]
    var crossings: [Point] = []
    for side in 0..<4 {
      let (start, end) = (heights[side], heights[(side + 1) % 4])
      guard (start < 0) != (end < 0) else { continue }
      let part = start / (start - end)
      let (first, second) = (place(corners[side]), place(corners[(side + 1) % 4]))
      crossings.append(
        (first.x + part * (second.x - first.x), first.y + part * (second.y - first.y)))
    }
    return pieces(crossings, isSaddleHigh: heights.sum() >= 0, firstIsHigh: heights[0] >= 0)
  }

  /// Joins two crossings; of four, those that leave the middle on its own side.
  private func pieces(
    _ crossings: [Point], isSaddleHigh: Bool, firstIsHigh: Bool
  ) -> [Mark.Segment] {
    switch crossings.count {
    case 2: [piece(crossings[0], crossings[1])]
    case 4:
      isSaddleHigh == firstIsHigh
        ? [piece(crossings[0], crossings[1]), piece(crossings[2], crossings[3])]
        : [piece(crossings[3], crossings[0]), piece(crossings[1], crossings[2])]
    default: []
    }
  }

  private func piece(_ start: Point, _ end: Point) -> Mark.Segment {
    Mark.Segment(x0: start.x, y0: start.y, x1: end.x, y1: end.y)
  }

  /// Where the middle of a cell stands in the plane.
  private func place(_ cell: (x: Int, y: Int)) -> Point {
    func along(_ range: ClosedRange<Double>, _ index: Int, _ count: Int) -> Double {
      let part = (Double(index) + 0.5) / Double(count)
      return range.lowerBound * (1 - part) + range.upperBound * part
    }
    return (along(x, cell.x, rows[0].count), along(y, cell.y, rows.count))
  }
}
