/// The area between two lines: as many lower values and as many upper values as places.
public struct Band: Hashable, Sendable {
  /// The places along the horizontal axis.
  public let x: [Double]
  /// The lower edge, one value for each place.
  public let lower: [Double]
  /// The upper edge, one value for each place.
  public let upper: [Double]

  /// Makes an area from its places and its two edges.
  /// - Throws: ``DisplayError`` where the three lists have different lengths.
  public init(x: [Double], lower: [Double], upper: [Double]) throws(DisplayError) {
    try requireEqualCounts("band", "x values", x.count, "lower values", lower.count)
    try requireEqualCounts("band", "x values", x.count, "upper values", upper.count)
    self.init(pairing: x, lower: lower, upper: upper)
  }

  /// Joins three lists that have one length by the way they were made.
  init(pairing x: [Double], lower: [Double], upper: [Double]) {
    let count = min(x.count, lower.count, upper.count)
    self.x = x.count == count ? x : Array(x.prefix(count))
    self.lower = lower.count == count ? lower : Array(lower.prefix(count))
    self.upper = upper.count == count ? upper : Array(upper.prefix(count))
  }

  /// The area in steps: each pair of values holds until the next begins.
  var steps: Band {
    let lower = PointList(pairing: x, with: lower).steps
    let upper = PointList(pairing: x, with: upper).steps
    return Band(pairing: lower.x, lower: lower.y, upper: upper.y)
  }

  /// The parts of the area in which both edges have a place on the axes, none with a gap.
  ///
  /// On a logarithmic axis a lower edge that is not positive goes down to the end of the axis. A gap
  /// that falls into one column of the drawing cannot be seen there and does not part anything.
  ///
  /// - Parameters:
  ///   - x: The horizontal axis.
  ///   - y: The vertical axis.
  ///   - columns: How many columns the drawing has.
  /// - Returns: The parts from the first place to the last.
  func pieces(x: AxisScale, y: AxisScale, columns: Double) -> [Band] {
    let isDense = Double(self.x.count) > 4 * columns
    var pieces: [Band] = []
    var (places, lows, highs) = ([Double](), [Double](), [Double]())
    var (isBroken, lastColumn) = (false, -Double.infinity)
    func finish() {
      if !places.isEmpty { pieces.append(Band(pairing: places, lower: lows, upper: highs)) }
      (places, lows, highs) = ([], [], [])
    }
    for index in self.x.indices {
      let across = x.position(self.x[index])
      let low = y.isLogarithmic && lower[index] <= 0 ? y.least : lower[index]
      guard across.isFinite, y.position(low).isFinite, y.position(upper[index]).isFinite else {
        isBroken = true
        continue
      }
      let column = (across * columns).rounded(.down)
      if isBroken && !(isDense && column == lastColumn) { finish() }
      (isBroken, lastColumn) = (false, column)
      places.append(self.x[index])
      lows.append(low)
      highs.append(upper[index])
    }
    finish()
    return pieces
  }
}
