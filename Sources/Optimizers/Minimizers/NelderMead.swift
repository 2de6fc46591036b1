/// A simplex that reflects, stretches and shrinks; no gradients, for few weights.
///
/// J. A. Nelder and R. Mead, "A simplex method for function minimization", Computer Journal 7 (1965);
/// with coefficients that depend on the number of weights: F. Gao and L. Han, "Implementing the
/// Nelder-Mead simplex algorithm with adaptive parameters", 2012.
public struct NelderMead: Minimizer, Hashable {
  /// What messages and records call it.
  public var name: String { "nelderMead" }
  /// How far the corners of the first simplex lie from the start.
  public let radius: Double
  /// It has converged when corners and their values differ by less than this.
  public let tolerance: Double

  /// The radius and the tolerance.
  public var settings: [Setting] {
    [.positive("the radius", radius), .positive("the tolerance", tolerance)]
  }
  /// It takes bounds, and as many weights as a simplex is small for.
  public var traits: MinimizerTraits { MinimizerTraits(sizes: 1...2_000) }

  /// Moves the simplex until it is small.
  public func search(_ evaluator: Evaluator) throws -> StopReason {
    var simplex = try Simplex(evaluator, radius)
    while !simplex.isSmall(tolerance) { try simplex.move(evaluator) }
    return .converged
  }
}

extension Minimizer where Self == NelderMead {
  /// The simplex method of Nelder and Mead.
  ///
  /// - Parameters:
  ///   - radius: How far the corners of the first simplex lie from the start.
  ///   - tolerance: It has converged when corners and their values differ by less.
  /// - Returns: The method.
  public static func nelderMead(radius: Double = 0.5, tolerance: Double = 1e-6) -> Self {
    NelderMead(radius: radius, tolerance: tolerance)
  }
}

/// The corners and their values, the lowest first.
private struct Simplex {
  var corners: [(point: [Double], value: Double)]
  let stretch: Double
  let contraction: Double
  let shrinkage: Double

  init(_ evaluator: Evaluator, _ radius: Double) throws {
    let start = evaluator.start
    var points = [start]
    for i in start.indices {
      var corner = start
      // Into the bounds where there is no room on this side.
      corner[i] += start[i] + radius <= evaluator.ranges[i].upperBound ? radius : -radius
      points.append(evaluator.inside(corner))
    }
    corners = zip(points, try evaluator.values(points)).map { ($0, $1) }
    let n = Double(max(start.count, 2))
    (stretch, contraction, shrinkage) = (1 + 2 / n, 0.75 - 0.5 / n, 1 - 1 / n)
    order()
  }

  /// Stable, so that corners of one value keep their places.
  private mutating func order() {
    corners = corners.enumerated()
      .sorted { ($0.element.value, $0.offset) < ($1.element.value, $1.offset) }.map(\.element)
  }

  func isSmall(_ tolerance: Double) -> Bool {
    let best = corners[0]
    return corners.allSatisfy { corner in
      corner.value - best.value <= tolerance
        && zip(corner.point, best.point).allSatisfy { ($0 - $1).magnitude <= tolerance }
    }
  }

  mutating func move(_ evaluator: Evaluator) throws {
    let last = corners.count - 1
    let worst = corners[last]
    let middle = center(of: corners.dropLast().map(\.point))
    func at(_ factor: Double) throws -> (point: [Double], value: Double) {
      let point = evaluator.inside(
        zip(middle, worst.point).map { $0 + factor * ($0 - $1) })
      return (point, try evaluator.value(point))
    }
    let reflected = try at(1)
    if reflected.value < corners[0].value {
      let further = try at(stretch)
      corners[last] = further.value < reflected.value ? further : reflected
    } else if reflected.value < corners[last - 1].value {
      corners[last] = reflected
    } else {
      let isBetter = reflected.value < worst.value
      let nearer = try at(isBetter ? contraction : -contraction)
      if nearer.value < min(reflected.value, worst.value) {
        corners[last] = nearer
      } else {
        try shrink(evaluator)
      }
    }
    order()
  }

  private func center(of points: [[Double]]) -> [Double] {
    points[0].indices.map { i in points.reduce(0) { $0 + $1[i] } / Double(points.count) }
  }

  private mutating func shrink(_ evaluator: Evaluator) throws {
    let best = corners[0].point
    let points = corners.dropFirst().map { corner in
      zip(best, corner.point).map { $0 + shrinkage * ($1 - $0) }
    }
    let values = try evaluator.values(points)
    for (i, value) in values.enumerated() { corners[i + 1] = (points[i], value) }
  }
}
