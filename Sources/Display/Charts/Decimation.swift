/// A place in a drawing, right and down from its upper left corner.
struct PixelPoint: Hashable {
  var x: Double
  var y: Double
}

extension PointList {
  /// The points as unbroken runs of places in a drawing, thinned to what can be seen there.
  ///
  /// Of the points that share a column of the drawing the first, the lowest, the highest and the last
  /// stay, so that neither the shape nor an extreme is lost (U. Jugel et al., "M4: a
  /// visualization-oriented time series data aggregation", 2014). Points that do not run from left to
  /// right are taken in groups along their own order, which also keep their leftmost and rightmost.
  ///
  /// - Parameters:
  ///   - width: The width of the drawing.
  ///   - resolution: How many columns there are in a unit of the drawing.
  ///   - place: Where a point stands in the drawing; not finite where it has no place.
  /// - Returns: The runs, each of at least one point.
  /// - Complexity: O(*n*).
  func runs(
    width: Double, resolution: Double = 1, place: (Double, Double) -> PixelPoint
  ) -> [[PixelPoint]] {
    let advances = runsForward
    let groupSize = max(1, Double(count) / max(width * resolution * 2, 1))
    var runs: [[PixelPoint]] = []
    var run = RunThinner()
    for index in 0..<count {
      let point = place(x[index], y[index])
      guard point.x.isFinite, point.y.isFinite else {
        run.finish(into: &runs)
        continue
      }
      let column =
        advances
        ? (point.x * resolution).rounded(.down) : (Double(index) / groupSize).rounded(.down)
      run.add(point, column: column)
    }
    run.finish(into: &runs)
    return runs
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

  /// The places of single points, at most one in each small square of the drawing.
  ///
  /// The squares grow until no more than `limit` points are left; the outermost points always stay.
  func spread(
    width: Double, height: Double, limit: Int = 12_000, place: (Double, Double) -> PixelPoint
  ) -> [PixelPoint] {
    var points: [PixelPoint] = []
    points.reserveCapacity(count)
    for index in 0..<count {
      let point = place(x[index], y[index])
      if point.x.isFinite && point.y.isFinite { points.append(point) }
    }
    var side = 0.5
    while points.count > limit {
      points = PointList.thinned(points, side: side, width: width)
      side *= 2
    }
    return points
  }

  private static func thinned(
    _ points: [PixelPoint], side: Double, width: Double
  ) -> [PixelPoint] {
    let outermost = [
      points.min { $0.x < $1.x }, points.max { $0.x < $1.x },
      points.min { $0.y < $1.y }, points.max { $0.y < $1.y },
    ].compactMap(\.self)
    var taken: Set<Int> = []
    let perRow = Int(width / side) + 3
    let kept = points.filter { point in
      // Far outside the drawing one square is as good as another.
      let column = Int(min(max(point.x / side, -1), Double(perRow)))
      let row = Int(min(max(point.y / side, -1e6), 1e6))
      return taken.insert(row * perRow + column).inserted
    }
    return outermost + kept
  }
}

/// Collects the points of one column of a drawing and keeps those that matter.
private struct RunThinner {
  private var kept: [PixelPoint] = []
  private var column = -Double.infinity
  /// The points of the column at hand, each with its place in the order they came.
  private var first: PixelPoint?
  private var last = PixelPoint(x: 0, y: 0)
  private var extremes: [(order: Int, point: PixelPoint)] = []
  private var seen = 0

  mutating func add(_ point: PixelPoint, column: Double) {
    if column != self.column { closeColumn() }
    self.column = column
    if first == nil {
      first = point
      extremes = Array(repeating: (0, point), count: 4)
      seen = 0
    } else {
      if point.y < extremes[0].point.y { extremes[0] = (seen, point) }
      if point.y > extremes[1].point.y { extremes[1] = (seen, point) }
      if point.x < extremes[2].point.x { extremes[2] = (seen, point) }
      if point.x > extremes[3].point.x { extremes[3] = (seen, point) }
    }
    last = point
    seen += 1
  }

  mutating func finish(into runs: inout [[PixelPoint]]) {
    closeColumn()
    if !kept.isEmpty { runs.append(kept) }
    kept = []
  }

  private mutating func closeColumn() {
    guard let first else { return }
    append(first)
    for extreme in extremes.sorted(by: { $0.order < $1.order }) where extreme.order > 0 {
      append(extreme.point)
    }
    append(last)
    self.first = nil
  }

  private mutating func append(_ point: PixelPoint) {
    if kept.last != point { kept.append(point) }
  }
}
