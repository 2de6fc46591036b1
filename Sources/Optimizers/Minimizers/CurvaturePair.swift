/// A step and how the gradient changed along it, from which a quasi-Newton method knows the curvature.
struct CurvaturePair {
  let step: [Double]
  let change: [Double]
  /// The scalar product of both: above zero in a valley.
  let product: Double

  init(_ step: [Double], _ change: [Double]) {
    (self.step, self.change, product) = (step, change, dot(step, change))
  }

  init(from place: LinePoint, to next: LinePoint) {
    self.init(
      zip(next.point, place.point).map { $0 - $1 },
      zip(next.gradient, place.gradient).map { $0 - $1 })
  }
}

/// Minus the gradient, turned by the pairs: the two loops of Nocedal.
func quasiNewtonDirection(at gradient: [Double], _ pairs: [CurvaturePair]) -> [Double] {
  var direction = gradient.map { -$0 }
  var parts: [Double] = []
  for pair in pairs.reversed() {
    let part = dot(pair.step, direction) / pair.product
    parts.append(part)
    direction = direction.moved(-part, pair.change)
  }
  if let last = pairs.last {
    let scale = last.product / dot(last.change, last.change)
    direction = direction.map { scale * $0 }
  }
  for (pair, part) in zip(pairs, parts.reversed()) {
    let other = dot(pair.change, direction) / pair.product
    direction = direction.moved(part - other, pair.step)
  }
  return direction
}
