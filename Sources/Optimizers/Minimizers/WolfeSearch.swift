/// A point with its value and gradient.
struct LinePoint {
  let point: [Double]
  let value: Double
  let gradient: [Double]

  init(_ evaluator: Evaluator, _ point: [Double]) throws {
    let answer = try evaluator.gradient(point)
    (self.point, value, gradient) = (point, answer.value, answer.gradient)
  }
}

/// The scalar product.
func dot(_ left: [Double], _ right: [Double]) -> Double {
  zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
}

/// A point along a direction at which the value has fallen enough and the slope is small enough.
///
/// - Returns: The point, or nil if the direction leads upwards or rounding hides every descent.
func wolfePoint(
  _ evaluator: Evaluator, _ start: LinePoint, _ direction: [Double], _ first: Double
) throws -> LinePoint? {
  let line = Line(evaluator: evaluator, start: start, direction: direction)
  guard line.slope < 0, line.slope.isFinite else { return nil }
  var (before, length) = (LineStep(length: 0, place: start, slope: line.slope), first)
  for round in 0..<30 {
    let step = try line.step(length)
    if !line.hasFallen(step) || (round > 0 && step.place.value >= before.place.value) {
      return try line.zoom(before, step)
    }
    if line.isFlat(step) { return step.place }
    if step.slope >= 0 { return try line.zoom(step, before) }
    (before, length) = (step, 2 * length)
  }
  return before.place
}

/// A place along a line.
private struct LineStep {
  let length: Double
  let place: LinePoint
  let slope: Double
}

/// A line from a point along a direction.
private struct Line {
  let evaluator: Evaluator
  let start: LinePoint
  let direction: [Double]

  var slope: Double { dot(start.gradient, direction) }

  func step(_ length: Double) throws -> LineStep {
    let place = try LinePoint(evaluator, start.point.moved(length, direction))
    return LineStep(length: length, place: place, slope: dot(place.gradient, direction))
  }

  /// Whether the value has fallen by 10⁻⁴ of what the slope promised.
  func hasFallen(_ step: LineStep) -> Bool {
    step.place.value <= start.value + 1e-4 * step.length * slope
  }

  /// Whether the slope is nine tenths of that at the start, or less.
  func isFlat(_ step: LineStep) -> Bool { step.slope.magnitude <= -0.9 * slope }

  /// Narrows an interval, whose first end is the lower one, down to a point that serves.
  func zoom(_ low: LineStep, _ high: LineStep) throws -> LinePoint? {
    var (low, high) = (low, high)
    for _ in 0..<30 {
      let step = try step(between(low, high))
      if !hasFallen(step) || step.place.value >= low.place.value {
        high = step
      } else {
        if isFlat(step) { return step.place }
        if step.slope * (high.length - low.length) >= 0 { high = low }
        low = step
      }
    }
    return low.length > 0 && low.place.value < start.value ? low.place : nil
  }

  /// The lowest point of the parabola through both ends, kept away from them.
  private func between(_ low: LineStep, _ high: LineStep) -> Double {
    let width = high.length - low.length
    let bend = high.place.value - low.place.value - low.slope * width
    let part = bend > 0 ? -low.slope * width / (2 * bend) : 0.5
    return low.length + min(max(part, 0.1), 0.9) * width
  }
}
