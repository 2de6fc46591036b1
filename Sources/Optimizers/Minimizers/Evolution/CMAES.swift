internal import Glibc
import Numerics

/// A cloud of points that learns the shape of a valley: no gradients, many valleys, noise.
///
/// Each generation draws points from a normal distribution, whose mean moves to the better ones and whose
/// covariance grows along the way that they went. The points of a generation are evaluated as a batch.
/// Bounds fold the space back into the box, smoothly, so that the cloud may touch them.
///
/// N. Hansen, "The CMA evolution strategy: a tutorial", arXiv:1604.00772 (2016), with its defaults and
/// with weights below zero; restarts with twice the points each time: A. Auger and N. Hansen, "A restart
/// CMA evolution strategy with increasing population size", CEC 2005.
public struct CMAES: Minimizer, Hashable {
  /// What messages and records call it.
  public var name: String { "cmaes" }
  /// How far the points of the first generation lie from the start.
  public let radius: Double
  /// It has converged when all points of a generation lie closer together than this.
  public let tolerance: Double
  /// How many points a generation has; nil for 4 + 3 log n of n weights.
  public let population: Int?
  /// How many times it begins anew after it has converged, with twice the points each time.
  public let restarts: Int

  /// The radius, the tolerance, the population and the restarts.
  public var settings: [Setting] {
    [
      .positive("the radius", radius), .positive("the tolerance", tolerance),
      .count("the number of restarts", restarts, 0...20),
    ] + (population.map { [.count("the population", $0, 3...100_000)] } ?? [])
  }
  /// It takes bounds, and as many weights as a covariance is solved for in reasonable time.
  public var traits: MinimizerTraits { MinimizerTraits(sizes: 1...1_000) }

  /// Lets generations follow one another until they have no spread left.
  public func search(_ evaluator: Evaluator) throws -> StopReason {
    let fold = BoxFold(evaluator.ranges)
    var random = evaluator.random
    var size = population ?? 4 + Int(3 * log(Double(evaluator.start.count)))
    var start = evaluator.start
    for _ in 0..<restarts {
      _ = try descend(evaluator, fold, from: start, size: size, &random)
      start = anotherStart(evaluator, &random)
      size *= 2
    }
    return try descend(evaluator, fold, from: start, size: size, &random)
  }

  /// One run to where the cloud has no spread left.
  private func descend(
    _ evaluator: Evaluator, _ fold: BoxFold, from start: [Double], size: Int,
    _ random: inout RandomStream
  ) throws -> StopReason {
    var cloud = try Cloud(
      mean: fold.unfolded(start), radius: radius, plan: CloudPlan(weights: start.count, size: size))
    evaluator.current = start
    var lowest: [Double] = []
    while true {
      let steps = try cloud.drawSteps(&random)
      let points = steps.map { evaluator.inside(fold.folded(cloud.point(along: $0))) }
      let values = try evaluator.values(points)
      let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
      try cloud.move(along: order.map { steps[$0] })
      evaluator.current = evaluator.inside(fold.folded(cloud.mean))
      lowest.append(values[order[0]])
      if cloud.spread <= tolerance { return .converged }
      if cloud.isDegenerate { return .roundoff }
      if isFlat(lowest, values, cloud.plan) { return .converged }
    }
  }

  /// Whether neither the last generations nor the points of this one differ in value.
  private func isFlat(_ lowest: [Double], _ values: [Double], _ plan: CloudPlan) -> Bool {
    let window = 10 + 30 * plan.weights / plan.size
    guard lowest.count > window else { return false }
    let seen = values + lowest.suffix(window)
    let (low, high) = (seen.min() ?? 0, seen.max() ?? 0)
    return high - low <= 1e-15 * max(abs(high), abs(low))
  }

  /// A point anywhere in the box; where it is open, ten radii round the start.
  private func anotherStart(_ evaluator: Evaluator, _ random: inout RandomStream) -> [Double] {
    let start = evaluator.start
    return evaluator.inside(
      start.indices.map { place in
        let (range, chance) = (evaluator.ranges[place], random.uniform())
        guard range.isFinite else { return start[place] + 20 * radius * (chance - 0.5) }
        return range.lowerBound + chance * (range.upperBound - range.lowerBound)
      })
  }
}

extension Minimizer where Self == CMAES {
  /// A cloud of points that learns the shape of a valley.
  ///
  /// ```swift
  /// let minimum = try minimize(energy, from: weights, with: .cmaes(radius: 0.5), seed: 3)
  /// ```
  ///
  /// - Parameters:
  ///   - radius: How far the points of the first generation lie from the start.
  ///   - population: How many points a generation has; nil for 4 + 3 log n of n weights. More see
  ///     through noise and past narrow valleys.
  ///   - tolerance: It has converged when points lie closer together than this.
  ///   - restarts: How many times it begins anew after that, with twice the points each time.
  /// - Returns: The method.
  public static func cmaes(
    radius: Double = 0.5, population: Int? = nil, tolerance: Double = 1e-8, restarts: Int = 0
  ) -> Self {
    CMAES(radius: radius, tolerance: tolerance, population: population, restarts: restarts)
  }
}
