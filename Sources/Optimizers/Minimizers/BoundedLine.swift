/// A line through a point, as far as the bounds let it go.
struct BoundedLine {
  /// The places on the line that lie between the bounds; 0 is the point.
  let range: ClosedRange<Double>
  private let evaluator: Evaluator
  private let start: [Double]
  private let direction: [Double]

  /// A place on the line, with the value there.
  typealias Spot = (place: Double, value: Double)

  init(_ evaluator: Evaluator, from start: [Double], along direction: [Double]) {
    (self.evaluator, self.start, self.direction) = (evaluator, start, direction)
    var (low, high) = (-Double.infinity, Double.infinity)
    for (index, slope) in direction.enumerated() where slope != 0 {
      let range = evaluator.ranges[index]
      let ends = [range.lowerBound, range.upperBound].map { ($0 - start[index]) / slope }
      low = max(low, min(ends[0], ends[1]))
      high = min(high, max(ends[0], ends[1]))
    }
    range = min(low, 0)...max(high, 0)
  }

  /// The point at a place; rounding leaves it between the bounds.
  func point(_ place: Double) -> [Double] { evaluator.inside(start.moved(place, direction)) }

  func value(_ place: Double) throws -> Double { try evaluator.value(point(place)) }

  private func spot(_ place: Double) throws -> Spot { (place, try value(place)) }

  /// The lowest place, to a hundredth of the way there; the value at 0 is known, and the first place to be
  /// looked at lies so far away, on either side.
  func lowest(from value: Double, first: Double) throws -> Spot {
    let forth = min(first, range.upperBound)
    let step = forth > 0.1 * first ? forth : max(-first, range.lowerBound)
    guard step != 0 else { return (0, value) }
    let bracket = try bracket((0, value), try spot(step))
    return try narrowed(bracket)
  }

  /// Three places in a row of which the middle is the lowest, or the end of the line, where it is that.
  private func bracket(_ one: Spot, _ other: Spot) throws -> (Spot, Spot, Spot) {
    var (a, b) = other.value > one.value ? (other, one) : (one, other)
    var c = try further(a, b)
    if c.place == b.place { return try bracketAtEnd(a, b) }
    for _ in 0..<60 {
      guard c.value < b.value, c.place != end(towards: b.place - a.place) else { break }
      let next = try spot(extrapolated(a, b, c))
      (a, b, c) = (b, c, next)
    }
    return (a, b, c)
  }

  /// A place before the end of the line that is lower than the end, unless the value falls up to there.
  private func bracketAtEnd(_ a: Spot, _ end: Spot) throws -> (Spot, Spot, Spot) {
    var outer = a
    for _ in 0..<4 {
      let inner = try spot(end.place + 0.2 * (outer.place - end.place))
      if inner.value < end.value { return (outer, inner, end) }
      outer = inner
    }
    return (outer, end, end)
  }

  /// The golden ratio.
  private static let golden = 0.5 * (1 + 5.0.squareRoot())

  private func end(towards step: Double) -> Double {
    step > 0 ? range.upperBound : range.lowerBound
  }

  private func further(_ a: Spot, _ b: Spot) throws -> Spot {
    let place = range.nearest(to: b.place + BoundedLine.golden * (b.place - a.place))
    return place == b.place ? b : try spot(place)
  }

  /// Where the parabola through three falling places has its lowest point, but not far beyond them.
  private func extrapolated(_ a: Spot, _ b: Spot, _ c: Spot) -> Double {
    let step = c.place - b.place
    let plain = c.place + BoundedLine.golden * step
    guard let vertex = vertex(a, b, c) else { return range.nearest(to: plain) }
    let part = (vertex - c.place) / step
    // A little past the vertex the value has risen again, so that the bracket is closed.
    return range.nearest(to: part > 0 ? c.place + min(1.1 * part + 0.05, 20) * step : plain)
  }

  /// The lowest point of the parabola through three places; nothing where it has none.
  private func vertex(_ a: Spot, _ b: Spot, _ c: Spot) -> Double? {
    let (left, right) = (b.place - a.place, b.place - c.place)
    let (fallLeft, fallRight) = (b.value - c.value, b.value - a.value)
    let divisor = 2 * (left * fallLeft - right * fallRight)
    let shift = (left * left * fallLeft - right * right * fallRight) / divisor
    // With a minimum, the divided difference of second order is above zero.
    let bend = fallRight / left - fallLeft / right
    let isCup = bend / (a.place - c.place) > 0
    return isCup && shift.isFinite ? b.place - shift : nil
  }

  /// The lowest place between the outer two, by parabolas, and by golden sections where these fail.
  private func narrowed(_ bracket: (Spot, Spot, Spot)) throws -> Spot {
    var (a, b, c) = bracket
    if c.value < b.value || a.place == b.place || b.place == c.place {
      return c.value < b.value ? c : b
    }
    var last = Double.infinity
    for _ in 0..<40 {
      let tolerance = 0.01 * abs(b.place) + 1e-11
      guard abs(c.place - a.place) > 2 * tolerance else { break }
      let wider = abs(c.place - b.place) > abs(b.place - a.place) ? c.place : a.place
      let section = b.place + (2 - BoundedLine.golden) * (wider - b.place)
      var next = section
      if let vertex = vertex(a, b, c), abs(vertex - b.place) < 0.5 * last {
        // The parabola says that nothing better is further away than this.
        if abs(vertex - b.place) < tolerance { break }
        if min(a.place, c.place) < vertex, vertex < max(a.place, c.place) { next = vertex }
      }
      last = abs(next - b.place)
      let found = try spot(next)
      let isBeyond = (next > b.place) == (c.place > b.place)
      if found.value < b.value {
        if isBeyond { a = b } else { c = b }
        b = found
      } else if isBeyond {
        c = found
      } else {
        a = found
      }
    }
    return b
  }
}
