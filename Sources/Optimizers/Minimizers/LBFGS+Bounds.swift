extension LBFGS {
  /// Walks between bounds, until what is left of the gradient inside them is small.
  func searchBox(_ evaluator: Evaluator) throws -> StopReason {
    var place = try LinePoint(evaluator, evaluator.start)
    var pairs: [CurvaturePair] = []
    while true {
      evaluator.current = place.point
      let box = BoxStep(evaluator, place)
      if box.isAtRest(tolerance) { return .converged }
      let gradient = box.free(place.gradient)
      let known = pairs.map { CurvaturePair(box.free($0.step), box.free($0.change)) }
        .filter { $0.product > 1e-300 }
      let direction = quasiNewtonDirection(at: gradient, known)
      let first = known.isEmpty ? firstLength(gradient) : 1
      guard let next = try box.descended(along: direction, first) else {
        if pairs.isEmpty { return .roundoff }
        pairs = []
        continue
      }
      remember(CurvaturePair(from: place, to: next), in: &pairs)
      place = next
    }
  }
}

/// A step from a place between bounds.
private struct BoxStep {
  let evaluator: Evaluator
  let place: LinePoint
  /// Whether a weight may move: it is inside, or the gradient leads inside.
  let isFree: [Bool]

  init(_ evaluator: Evaluator, _ place: LinePoint) {
    (self.evaluator, self.place) = (evaluator, place)
    isFree = place.point.indices.map { index in
      let (range, slope) = (evaluator.ranges[index], place.gradient[index])
      return place.point[index] <= range.lowerBound
        ? slope < 0 : place.point[index] >= range.upperBound ? slope > 0 : true
    }
  }

  /// A vector without what belongs to weights that stay.
  func free(_ vector: [Double]) -> [Double] { zip(vector, isFree).map { $1 ? $0 : 0 } }

  /// Whether a step along the gradient, put back inside, is no longer than this.
  func isAtRest(_ tolerance: Double) -> Bool {
    let ahead = evaluator.inside(place.point.moved(-1, place.gradient))
    return zip(ahead, place.point).allSatisfy { ($0 - $1).magnitude <= tolerance }
  }

  /// A place at which the value has fallen enough, on the path that is bent at the bounds.
  ///
  /// - Returns: The place, or nil if the direction leads upwards or rounding hides every descent.
  func descended(along direction: [Double], _ first: Double) throws -> LinePoint? {
    let slope = dot(place.gradient, direction)
    guard slope < 0, slope.isFinite else { return nil }
    var length = first
    for _ in 0..<40 {
      let step = try step(length, direction)
      if hasFallen(step) { return try stretched(step, length, direction, slope) }
      // The lowest point of the parabola through what is known, but neither too near nor too far.
      let rise = step.value - place.value - slope * length
      let part = rise > 0 ? -slope * length / (2 * rise) : 0.5
      length *= min(max(part, 0.1), 0.5)
    }
    return nil
  }

  private func step(_ length: Double, _ direction: [Double]) throws -> LinePoint {
    try LinePoint(evaluator, evaluator.inside(place.point.moved(length, direction)))
  }

  private func hasFallen(_ step: LinePoint) -> Bool {
    let promised = zip(place.gradient, zip(step.point, place.point)).reduce(0.0) {
      $0 + $1.0 * ($1.1.0 - $1.1.1)
    }
    return step.value < place.value && step.value <= place.value + 1e-4 * promised
  }

  /// A longer step, as long as the slope stays steep and the value falls.
  private func stretched(
    _ step: LinePoint, _ length: Double, _ direction: [Double], _ slope: Double
  ) throws -> LinePoint {
    var (best, length) = (step, length)
    for _ in 0..<10 where dot(best.gradient, direction) < 0.9 * slope {
      length *= 2
      let next = try self.step(length, direction)
      guard next.point != best.point, next.value < best.value, hasFallen(next) else { break }
      best = next
    }
    return best
  }
}
