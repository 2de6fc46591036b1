import Numerics

/// One line after the other to its lowest point, along directions that turn into the valley: no gradients.
///
/// After each sweep, the direction in which the value fell most may give way to the one that the whole
/// sweep went. M. J. D. Powell, "An efficient method for finding the minimum of a function of several
/// variables without calculating derivatives", Computer Journal 7 (1964); the choice of the direction
/// and the search along a line as in R. Brent, "Algorithms for minimization without derivatives", 1972.
public struct Powell: Minimizer, Hashable {
  /// What messages and records call it.
  public var name: String { "powell" }
  /// How far the first points lie from the start.
  public let radius: Double
  /// It has converged when a sweep lowers the value by less than this part of it.
  public let tolerance: Double

  /// The radius and the tolerance.
  public var settings: [Setting] {
    [.positive("the radius", radius), .positive("the tolerance", tolerance)]
  }
  /// It takes bounds, and as many weights as there is room for directions.
  public var traits: MinimizerTraits { MinimizerTraits(sizes: 1...2_000) }

  /// Sweeps until nothing is gained.
  public func search(_ evaluator: Evaluator) throws -> StopReason {
    var sweep = try PowellSweep(evaluator, radius)
    while true {
      let before = sweep.value
      try sweep.run(evaluator)
      evaluator.current = sweep.point
      let isOver = 2 * (before - sweep.value) <= tolerance * (abs(before) + abs(sweep.value))
      guard isOver else { continue }
      // Directions may have become alike; only where none of the axes helps, this is the end.
      if sweep.areAxes { return .converged }
      sweep.takeAxes(radius)
    }
  }
}

extension Minimizer where Self == Powell {
  /// One line after the other, along directions that turn into the valley.
  ///
  /// - Parameters:
  ///   - radius: How far the first points lie from the start.
  ///   - tolerance: It has converged when a sweep lowers the value by less than this part of it.
  /// - Returns: The method.
  public static func powell(radius: Double = 0.5, tolerance: Double = 1e-10) -> Self {
    Powell(radius: radius, tolerance: tolerance)
  }
}

/// Where the search stands, and along which directions it goes.
private struct PowellSweep {
  /// A direction, and how far the last search along it went.
  struct Direction {
    var vector: [Double]
    var reach: Double
  }

  var point: [Double]
  var value: Double
  private(set) var areAxes = true
  private var directions: [Direction] = []

  init(_ evaluator: Evaluator, _ radius: Double) throws {
    point = evaluator.start
    value = try evaluator.value(point)
    takeAxes(radius)
  }

  mutating func takeAxes(_ radius: Double) {
    areAxes = true
    directions = point.indices.map { axis in
      Direction(vector: point.indices.map { $0 == axis ? 1 : 0 }, reach: radius)
    }
  }

  /// Goes along all directions, and perhaps along the one that they make together.
  mutating func run(_ evaluator: Evaluator) throws {
    let (start, startValue) = (point, value)
    var (largest, place) = (0.0, 0)
    for index in directions.indices {
      let before = value
      directions[index].reach = try go(evaluator, along: directions[index])
      if before - value > largest { (largest, place) = (before - value, index) }
    }
    let whole = zip(point, start).map { $0 - $1 }
    guard value < startValue, whole.contains(where: { $0 != 0 }) else { return }
    let line = BoundedLine(evaluator, from: point, along: whole)
    let ahead = min(1, line.range.upperBound)
    guard ahead > 0 else { return }
    let far = try line.value(ahead)
    guard far < startValue else { return }
    let bend = startValue - 2 * value + far
    let (gained, fall) = (startValue - value - largest, startValue - far)
    guard 2 * bend * gained * gained < largest * fall * fall else { return }
    var direction = Direction(vector: whole, reach: ahead)
    direction.reach = try go(evaluator, along: direction)
    directions[place] = directions[directions.count - 1]
    directions[directions.count - 1] = direction
    areAxes = false
  }

  /// To the lowest point along a direction; it gives how far to look next time.
  private mutating func go(_ evaluator: Evaluator, along direction: Direction) throws -> Double {
    let line = BoundedLine(evaluator, from: point, along: direction.vector)
    let lowest = try line.lowest(from: value, first: direction.reach)
    guard lowest.value < value else { return max(0.1 * direction.reach, 1e-12) }
    (point, value) = (line.point(lowest.place), lowest.value)
    return abs(lowest.place)
  }
}
