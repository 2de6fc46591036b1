/// The points of a mark: as many places along one axis as along the other.
public struct PointList: Hashable, Sendable {
  /// The places along the horizontal axis.
  public let x: [Double]
  /// The places along the vertical axis.
  public let y: [Double]

  /// Makes points from their two coordinates.
  /// - Throws: ``DisplayError`` where the two lists have different lengths.
  public init(x: [Double], y: [Double]) throws(DisplayError) {
    try requireEqualCounts("points", "x values", x.count, "y values", y.count)
    self.init(pairing: x, with: y)
  }

  /// Makes points from values that stand at 0, 1, 2 and so on.
  public init(_ values: [Double]) {
    self.init(pairing: values.indices.map(Double.init), with: values)
  }

  /// Makes points from pairs.
  public init(pairs: [(x: Double, y: Double)]) {
    self.init(pairing: pairs.map(\.x), with: pairs.map(\.y))
  }

  /// Pairs two lists that have one length by the way they were made.
  init(pairing x: [Double], with y: [Double]) {
    let count = min(x.count, y.count)
    self.x = x.count == count ? x : Array(x.prefix(count))
    self.y = y.count == count ? y : Array(y.prefix(count))
  }

  /// How many points there are.
  public var count: Int { x.count }

  /// How many points have a coordinate that is not finite and so cannot be drawn.
  var undrawable: Int { (0..<count).count { !(x[$0].isFinite && y[$0].isFinite) } }

  /// The points as steps: each value holds until the next begins.
  var steps: PointList {
    guard count > 1 else { return self }
    var (stepX, stepY) = ([x[0]], [y[0]])
    for index in 1..<count {
      stepX += [x[index], x[index]]
      stepY += [y[index - 1], y[index]]
    }
    return PointList(pairing: stepX, with: stepY)
  }
}
