internal import Glibc
import Numerics

/// A normal distribution that moves: its mean, its size and its covariance, with the paths they follow.
///
/// In the words of arXiv:1604.00772 these are m, σ, C, p_σ and p_c.
struct Cloud {
  let plan: CloudPlan
  private(set) var mean: [Double]
  private var size: Double
  private var covariance: Matrix<Double>
  private var sizePath: [Double]
  private var covariancePath: [Double]
  private var generation = 0
  /// The axes of the covariance, and how long they are; found anew when it has changed enough.
  private var axes: Matrix<Double>
  private var lengths: [Double]
  private var age = 0

  /// A round cloud.
  init(mean: [Double], radius: Double, plan: CloudPlan) throws {
    (self.mean, size, self.plan) = (mean, radius, plan)
    covariance = try .identity(plan.weights)
    axes = covariance
    lengths = mean.map { _ in 1 }
    (sizePath, covariancePath) = (mean.map { _ in 0 }, mean.map { _ in 0 })
  }

  /// Steps from the mean, in units of the size.
  mutating func drawSteps(_ random: inout RandomStream) throws -> [[Double]] {
    try refreshAxes()
    return (0..<plan.size).map { _ in
      let along = lengths.map { $0 * random.normal() }
      return mean.indices.map { row in
        along.indices.reduce(0.0) { $0 + axes[row, $1] * along[$1] }
      }
    }
  }

  /// Where a step leads.
  func point(along step: [Double]) -> [Double] { mean.moved(size, step) }

  /// How far the points of a generation lie from the mean at most, along any coordinate.
  var spread: Double {
    let widest = mean.indices.reduce(0.0) { max($0, covariance[$1, $1].squareRoot()) }
    let path = covariancePath.reduce(0.0) { max($0, abs($1)) }
    return size * max(widest, path)
  }

  /// Whether rounding leaves nothing of its shape.
  var isDegenerate: Bool {
    let (shortest, longest) = (lengths.min() ?? 1, lengths.max() ?? 1)
    return !size.isFinite || !(longest < 1e7 * shortest)
      || mean.indices.allSatisfy { place in
        let step = 0.2 * size * covariance[place, place].squareRoot()
        return mean[place] + step == mean[place]
      }
  }

  /// Moves to the better steps, the best first, and learns from all of them.
  mutating func move(along steps: [[Double]]) throws {
    generation += 1
    var step = mean.map { _ in 0.0 }
    for (place, count) in plan.counts.prefix(plan.parents).enumerated() {
      step = step.moved(count, steps[place])
    }
    mean = mean.moved(size, step)
    let isCalm = follow(step)
    learn(from: steps, isCalm: isCalm)
    let growth = sizePath.length / plan.expectedLength - 1
    size *= exp(min(1, plan.sizeRate / plan.sizeDamping * growth))
  }

  /// Adds a step to both paths; false where the size is about to grow, so that its path waits.
  private mutating func follow(_ step: [Double]) -> Bool {
    let (rate, parents) = (plan.sizeRate, plan.effectiveParents)
    let kick = (rate * (2 - rate) * parents).squareRoot()
    sizePath = sizePath.map { (1 - rate) * $0 }.moved(kick, whitened(step))
    let settled = (1 - pow(1 - rate, 2 * Double(generation))).squareRoot()
    let limit = (1.4 + 2 / (Double(plan.weights) + 1)) * plan.expectedLength
    let isCalm = sizePath.length / settled < limit
    let slow = plan.pathRate
    covariancePath = covariancePath.map { (1 - slow) * $0 }
    if isCalm {
      covariancePath = covariancePath.moved((slow * (2 - slow) * parents).squareRoot(), step)
    }
    return isCalm
  }

  /// The covariance forgets some of itself, and takes from its path and from the steps.
  private mutating func learn(from steps: [[Double]], isCalm: Bool) {
    let (one, many, slow) = (plan.rankOneRate, plan.rankManyRate, plan.pathRate)
    let waited = isCalm ? 0 : one * slow * (2 - slow)
    let kept = 1 + waited - one - many * plan.counts.reduce(0, +)
    let parts = zip(steps, plan.counts).map { step, count -> Double in
      if count >= 0 { return many * count }
      // A bad step counts by its direction, however far it went.
      let length = whitened(step).length
      return length > 0 ? many * count * Double(plan.weights) / (length * length) : 0
    }
    for row in mean.indices {
      for column in 0...row {
        var entry = kept * covariance[row, column]
        entry += one * covariancePath[row] * covariancePath[column]
        for (step, part) in zip(steps, parts) { entry += part * step[row] * step[column] }
        covariance[row, column] = entry
        covariance[column, row] = entry
      }
    }
    age += 1
  }

  /// The step as it would be were the cloud round.
  private func whitened(_ step: [Double]) -> [Double] {
    let along = lengths.indices.map { place in
      step.indices.reduce(0.0) { $0 + axes[$1, place] * step[$1] } / lengths[place]
    }
    return step.indices.map { row in
      along.indices.reduce(0.0) { $0 + axes[row, $1] * along[$1] }
    }
  }

  /// Finds the axes, as often as keeps this cheaper than a tenth of the rest.
  private mutating func refreshAxes() throws {
    let change = (plan.rankOneRate + plan.rankManyRate) * Double(plan.weights) * 10
    guard Double(age) * change >= 1 else { return }
    age = 0
    let parts = try covariance.hermitianEigendecomposition()
    axes = parts.vectors
    // Rounding may leave a little less than nothing of a direction that is hardly used.
    let least = 1e-20 * max(parts.values.last ?? 1, 1e-280)
    lengths = parts.values.map { max($0, least).squareRoot() }
  }
}

extension [Double] {
  /// The length of a vector.
  var length: Double { reduce(0) { $0 + $1 * $1 }.squareRoot() }
}
