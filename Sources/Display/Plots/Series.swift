/// Some values with a name, for a plot of lines or points.
///
/// ```swift
/// try Series("loss", mean).withBand(lower: low, upper: high)
/// ```
public struct Series: Hashable, Sendable {
  /// What the legend calls the values.
  public var name: String
  /// The values with their places.
  public let points: PointList
  /// The edges of an area of uncertainty round the values.
  public private(set) var band: Band?
  /// Whether the values are measured by the axis on the right.
  public var usesRightAxis = false

  /// Makes a series of values that stand at 0, 1, 2 and so on.
  public init(_ name: String, _ values: [Double]) {
    self.name = name
    points = PointList(values)
  }

  /// Makes a series of values with their places.
  /// - Throws: ``DisplayError`` where there are not as many places as values.
  public init(_ name: String = "", x: [Double], y: [Double]) throws(DisplayError) {
    try requireEqualCounts("series \"\(name)\"", "x values", x.count, "y values", y.count)
    self.name = name
    points = PointList(pairing: x, with: y)
  }

  /// Makes a series of points.
  public init(_ name: String, points: PointList) {
    self.name = name
    self.points = points
  }

  /// The series with an area of uncertainty.
  /// - Throws: ``DisplayError`` where an edge has not one value for each point.
  public func withBand(lower: [Double], upper: [Double]) throws(DisplayError) -> Series {
    let place = "band of \"\(name)\""
    try requireEqualCounts(place, "points", points.count, "lower values", lower.count)
    try requireEqualCounts(place, "points", points.count, "upper values", upper.count)
    var copy = self
    copy.band = Band(pairing: points.x, lower: lower, upper: upper)
    return copy
  }

  /// The series with an area as far above as below its values: a standard error, say.
  /// - Throws: ``DisplayError`` where there is not one deviation for each point.
  public func withBand(deviation: [Double]) throws(DisplayError) -> Series {
    let place = "band of \"\(name)\""
    try requireEqualCounts(place, "points", points.count, "deviations", deviation.count)
    return try withBand(
      lower: zip(points.y, deviation).map { $0 - abs($1) },
      upper: zip(points.y, deviation).map { $0 + abs($1) })
  }

  /// The series measured by the axis on the right.
  public func onRightAxis() -> Series {
    var copy = self
    copy.usesRightAxis = true
    return copy
  }

  /// The least and the greatest value, in words.
  var rangeInWords: String {
    var extent = Extent()
    extent.add(points.y)
    let name = name.isEmpty ? "values" : name
    guard let range = extent.finite else { return "\(name): no values" }
    let (low, high) = (shortNumber(range.lowerBound), shortNumber(range.upperBound))
    let last = points.y.last.map { $0.isFinite ? ", at the end \(shortNumber($0))" : "" } ?? ""
    return "\(name) from \(low) to \(high)\(last)"
  }
}
