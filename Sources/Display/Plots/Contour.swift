/// Finds the lines of equal height in a grid (marching squares).
///
/// Reference: W. Lorensen and H. Cline, "Marching cubes", 1987, in the plane.
struct Contour {
  private let rows: [[Double]]
  private let x: ClosedRange<Double>
  private let y: ClosedRange<Double>

  /// A grid whose first row is the lowest.
  init(_ grid: CellGrid) {
    (rows, x, y) = (grid.rows, grid.x, grid.y)
  }

  /// The pieces of the line at a height, one or two in each square of four neighbours.
  func segments(at level: Double) -> [Mark.Segment] {
    guard let width = rows.first?.count, width > 1, rows.count > 1 else { return [] }
    return (0..<rows.count - 1).flatMap { row in
      (0..<width - 1).flatMap { square(row: row, column: $0, level: level) }
    }
  }

  private typealias Point = (x: Double, y: Double)

  private func square(row: Int, column: Int, level: Double) -> [Mark.Segment] {
    // The corners in a ring, from the lower left one.
    let corners: [(x: Int, y: Int)] = [
      (column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1),
    ]
    let heights = corners.map { rows[$0.y][$0.x] - level }
    guard heights.allSatisfy(\.isFinite) else { return [] }
    var crossings: [Point] = []
    for side in 0..<4 {
      let (start, end) = (heights[side], heights[(side + 1) % 4])
      guard (start < 0) != (end < 0) else { continue }
      let part = start / (start - end)
      let (first, second) = (place(corners[side]), place(corners[(side + 1) % 4]))
      crossings.append(
        (first.x + part * (second.x - first.x), first.y + part * (second.y - first.y)))
    }
    return pieces(crossings, isSaddleHigh: heights.reduce(0, +) >= 0, firstIsHigh: heights[0] >= 0)
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
