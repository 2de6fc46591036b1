internal import Glibc

/// How decisions become probabilities: $\frac1{1 + e^{a d + b}}$.
///
/// J. Platt, "Probabilistic outputs for support vector machines" (1999), by the method of H.-T. Lin, C.-J. Lin and R. C.
/// Weng, "A note on Platt's probabilistic outputs for support vector machines", Machine Learning 68 (2007).
struct Sigmoid: Hashable, Sendable {
  let a: Double
  let b: Double

  func probability(of decision: Double) -> Double { 1 / (1 + exp(a * decision + b)) }

  init(a: Double, b: Double) { (self.a, self.b) = (a, b) }

  /// The likeliest one, by Newton's method with steps that are halved until they help.
  init(fittedTo decisions: [Double], signs: [Double]) {
    let positives = Double(signs.count { $0 > 0 })
    let negatives = Double(signs.count) - positives
    // Targets a little inside 0 and 1, as for one more row of each class.
    let targets = signs.map { $0 > 0 ? (positives + 1) / (positives + 2) : 1 / (negatives + 2) }
    var (a, b) = (0.0, log((negatives + 1) / (positives + 1)))
    var loss = Sigmoid.loss(a, b, decisions, targets)
    for _ in 0..<100 {
      let slope = Sigmoid.slope(a, b, decisions, targets)
      if abs(slope.a) < 1e-9, abs(slope.b) < 1e-9 { break }
      let determinant = slope.aa * slope.bb - slope.ab * slope.ab
      let stepA = -(slope.bb * slope.a - slope.ab * slope.b) / determinant
      let stepB = -(slope.aa * slope.b - slope.ab * slope.a) / determinant
      let descent = slope.a * stepA + slope.b * stepB
      var size = 1.0
      while size >= 1e-10 {
        let next = Sigmoid.loss(a + size * stepA, b + size * stepB, decisions, targets)
        if next < loss + 1e-4 * size * descent {
          (a, b, loss) = (a + size * stepA, b + size * stepB, next)
          break
        }
        size /= 2
      }
      if size < 1e-10 { break }
    }
    self.init(a: a, b: b)
  }

  /// The negative logarithm of the likelihood, in the form that does not overflow.
  private static func loss(
    _ a: Double, _ b: Double, _ decisions: [Double], _ targets: [Double]
  ) -> Double {
    zip(decisions, targets).reduce(0) { sum, row in
      let x = row.0 * a + b
      return sum + (x >= 0 ? row.1 * x + log1p(exp(-x)) : (row.1 - 1) * x + log1p(exp(x)))
    }
  }

  private static func slope(
    _ a: Double, _ b: Double, _ decisions: [Double], _ targets: [Double]
  ) -> (a: Double, b: Double, aa: Double, ab: Double, bb: Double) {
    // A little curvature, so that there is always a step.
    var sums = (a: 0.0, b: 0.0, aa: 1e-12, ab: 0.0, bb: 1e-12)
    for (decision, target) in zip(decisions, targets) {
      let p = 1 / (1 + exp(a * decision + b))
      let curve = p * (1 - p)
      sums.a += (target - p) * decision
      sums.b += target - p
      sums.aa += decision * decision * curve
      sums.ab += decision * curve
      sums.bb += curve
    }
    return sums
  }
}

/// Probabilities of classes from those of each two of them.
///
/// They solve $\min_p \sum_{i \ne j} (r_{ji} p_i - r_{ij} p_j)^2$ with sum 1: the second method of T.-F. Wu, C.-J. Lin and
/// R. C. Weng, "Probability estimates for multi-class classification by pairwise coupling", JMLR 5 (2004).
///
/// - Parameter r: For each two classes the probability of the first, given that it is one of both.
/// - Returns: The probability of each class.
func coupledProbabilities(_ r: [[Double]]) -> [Double] {
  let count = r.count
  if count == 2 { return [r[0][1], r[1][0]] }
  var q = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
  for i in 0..<count {
    for j in 0..<count where i != j {
      q[i][i] += r[j][i] * r[j][i]
      q[i][j] = -r[j][i] * r[i][j]
    }
  }
  var p = [Double](repeating: 1 / Double(count), count: count)
  for _ in 0..<max(100, count) {
    var qp = q.map { dot($0, p) }
    var whole = dot(p, qp)
    if qp.allSatisfy({ abs($0 - whole) < 1e-12 / Double(count) }) { break }
    for i in 0..<count {
      let change = (whole - qp[i]) / q[i][i]
      p[i] += change
      whole = (whole + change * (change * q[i][i] + 2 * qp[i])) / ((1 + change) * (1 + change))
      for j in 0..<count {
        qp[j] = (qp[j] + change * q[i][j]) / (1 + change)
        p[j] /= 1 + change
      }
    }
  }
  return p
}
