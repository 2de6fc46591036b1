internal import Glibc

/// What the steps of a cloud are made with: how much each point counts, and how fast is learned.
///
/// N. Hansen, arXiv:1604.00772, table 1.
struct CloudPlan {
  /// How many coordinates a point has.
  let weights: Int
  /// How many points a generation has.
  let size: Int
  /// What each point counts, the best first; the worse half counts less than nothing.
  let counts: [Double]
  /// How many points count more than nothing.
  let parents: Int
  /// As many equal points would move the mean as little.
  let effectiveParents: Double
  /// How fast the path of the step size forgets, and how strongly it changes the size.
  let (sizeRate, sizeDamping): (Double, Double)
  /// How fast the path of the covariance forgets.
  let pathRate: Double
  /// How fast the covariance follows its path, and the points of a generation.
  let (rankOneRate, rankManyRate): (Double, Double)
  /// How long a vector of normal numbers is on average.
  let expectedLength: Double

  init(weights: Int, size: Int) {
    (self.weights, self.size) = (weights, size)
    let n = Double(weights)
    let raw = (0..<size).map { log((Double(size) + 1) / 2) - log(Double($0 + 1)) }
    parents = size / 2
    let (better, worse) = (raw.prefix(parents), raw.dropFirst(parents))
    func effective(_ part: ArraySlice<Double>) -> Double {
      let (sum, squares) = (part.reduce(0, +), part.reduce(0) { $0 + $1 * $1 })
      return squares > 0 ? sum * sum / squares : 0
    }
    let mu = effective(better)
    effectiveParents = mu
    sizeRate = (mu + 2) / (n + mu + 5)
    sizeDamping = 1 + 2 * max(0, ((mu - 1) / (n + 1)).squareRoot() - 1) + sizeRate
    pathRate = (4 + mu / n) / (n + 4 + 2 * mu / n)
    let one = 2 / ((n + 1.3) * (n + 1.3) + mu)
    let many = min(1 - one, 2 * (0.25 + mu + 1 / mu - 2) / ((n + 2) * (n + 2) + mu))
    (rankOneRate, rankManyRate) = (one, many)
    expectedLength = n.squareRoot() * (1 - 1 / (4 * n) + 1 / (21 * n * n))
    let limits = [
      1 + one / many, 1 + 2 * effective(worse) / (mu + 2), (1 - one - many) / (n * many),
    ]
    let (gain, loss) = (raw.reduce(0) { $0 + max($1, 0) }, raw.reduce(0) { $0 - min($1, 0) })
    let least = max(0, limits.min() ?? 0)
    counts = raw.map { $0 >= 0 ? $0 / gain : least * $0 / loss }
  }
}
