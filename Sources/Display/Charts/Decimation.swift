/// A place in a drawing, right and down from its upper left corner.
struct PixelPoint: Hashable {
  var x: Double
  var y: Double
}

extension PointList {
  /// The points as unbroken runs of places in a drawing, thinned to what can be seen there.
  ///
  /// - Parameters:
  ///   - width: The width of the drawing.
  ///   - place: Where a point stands in the drawing; not finite where it has no place.
  /// - Returns: The runs, each of at least one point.
  /// - Complexity: O(*n*).
  func runs(width: Double, place: (Double, Double) -> PixelPoint) -> [[PixelPoint]] {
    keptRuns(width: width, place: place).map { run in
      // Neighbours on one spot, as steps of one height have them, are drawn once.
      run.reduce(into: []) { drawn, index in
        let point = place(x[index], y[index])
        if drawn.last != point { drawn.append(point) }
      }
    }
  }

  /// The numbers of the points that ``runs(width:place:)`` keeps.
  ///
  /// Of the points that share a column of the drawing the first, the lowest, the highest and the last
  /// stay, so that neither the shape nor an extreme is lost (U. Jugel et al., "M4: a
  /// visualization-oriented time series data aggregation", 2014). Points that do not run from left to
  /// right are taken in groups along their own order, which also keep their leftmost and rightmost.
  /// Where columns hold many points, a gap within one of them cannot be seen and parts nothing.
  func keptRuns(
    width: Double, limit: Int = 6000, place: (Double, Double) -> PixelPoint
  ) -> [[Int]] {
    let advances = runsForward
    let columns = max(width, 1)
    let groupSize = max(1, Double(count) / (columns * 2))
    let bridgesGaps = advances && Double(count) > 4 * columns
    var runs: [[Int]] = []
    var run = RunThinner()
    var (isBroken, lastColumn) = (false, -Double.infinity)
    for index in 0..<count {
      let point = place(x[index], y[index])
      guard point.x.isFinite, point.y.isFinite else {
        isBroken = true
        continue
      }
      // All that lies beyond an edge shares one column.
      let column =
        advances
        ? min(max(point.x.rounded(.down), -1), columns + 1)
        : (Double(index) / groupSize).rounded(.down)
      if isBroken && !(bridgesGaps && column == lastColumn) { run.finish(into: &runs) }
      (isBroken, lastColumn) = (false, column)
      run.add(point, index, column: column)
    }
    run.finish(into: &runs)
    guard runs.count > limit else { return runs }
    let ends = runs.map { run in
      let (first, last) = (run[0], run[run.count - 1])
      return Ends(start: place(x[first], y[first]), end: place(x[last], y[last]))
    }
    return thinned(ends, limit: limit).kept.map { runs[$0] }
  }

  /// Whether each point stands to the right of the one before it.
  private var runsForward: Bool {
    var last = -Double.infinity
    for place in x where place.isFinite {
      if place < last { return false }
      last = place
    }
    return true
  }

  /// The numbers of single points, at most one in each small square of the drawing, and the side of
  /// the squares; 0 where all points stay.
  ///
  /// The squares grow until no more than `limit` points are left; the outermost points always stay.
  func spread(
    limit: Int = 12_000, place: (Double, Double) -> PixelPoint
  ) -> (kept: [Int], side: Double) {
    var (known, ends): ([Int], [Ends]) = ([], [])
    known.reserveCapacity(count)
    ends.reserveCapacity(count)
    for index in 0..<count {
      let point = place(x[index], y[index])
      guard point.x.isFinite, point.y.isFinite else { continue }
      known.append(index)
      ends.append(Ends(start: point, end: point))
    }
    let (kept, side) = thinned(ends, limit: limit)
    return (kept.map { known[$0] }, side)
  }
}

/// Collects the points of one column of a drawing and keeps those that matter.
private struct RunThinner {
  private var kept: [Int] = []
  private var column = -Double.infinity
  /// The points of the column at hand.
  private var first: Int?
  private var last = 0
  private var extremes: [(index: Int, point: PixelPoint)] = []

  mutating func add(_ point: PixelPoint, _ index: Int, column: Double) {
    if column != self.column { closeColumn() }
    self.column = column
    if first == nil {
      first = index
      extremes = Array(repeating: (index, point), count: 4)
    } else {
      if point.y < extremes[0].point.y { extremes[0] = (index, point) }
      if point.y > extremes[1].point.y { extremes[1] = (index, point) }
      if point.x < extremes[2].point.x { extremes[2] = (index, point) }
      if point.x > extremes[3].point.x { extremes[3] = (index, point) }
    }
    last = index
  }

  mutating func finish(into runs: inout [[Int]]) {
    closeColumn()
    if !kept.isEmpty { runs.append(kept) }
    kept = []
  }

  private mutating func closeColumn() {
    guard let first else { return }
    append(first)
    for extreme in extremes.sorted(by: { $0.index < $1.index }) { append(extreme.index) }
    append(last)
    self.first = nil
  }

  private mutating func append(_ index: Int) {
    if kept.last != index { kept.append(index) }
  }
}
