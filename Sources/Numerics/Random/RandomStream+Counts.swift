internal import Glibc

/// How often something happens in many trials, drawn without drawing the trials.
extension RandomStream {
  /// How many of many independent trials succeed.
  ///
  /// W. Hörmann, "The generation of binomial random variates", Journal of Statistical Computation and
  /// Simulation 46, 101 (1993).
  ///
  /// - Parameters:
  ///   - trials: How many trials there are.
  ///   - probability: How likely each succeeds; what rounding puts below 0 or above 1 counts as these.
  /// - Returns: A number in 0...`trials`.
  /// - Throws: ``NumericsError`` for a negative number of trials, and a probability that is no number.
  /// - Complexity: O(1).
  public mutating func binomial(
    trials: Int, probability: Double
  ) throws(NumericsError) -> Int {
    guard trials >= 0, !probability.isNaN else {
      throw .invalidArgument(
        operation: "binomial", given: "\(trials) trials with a probability of \(probability)",
        allowed: "0 trials or more, and a probability that is a number")
    }
    if trials == 0 || probability <= 0 { return 0 }
    if probability >= 1 { return trials }
    if probability > 0.5 { return trials - successes(trials, 1 - probability) }
    return successes(trials, probability)
  }

  /// How often each outcome is seen in many shots.
  ///
  /// - Parameters:
  ///   - shots: How many shots there are.
  ///   - probabilities: How likely each outcome is; they sum to 1, up to rounding.
  /// - Returns: A count for each outcome; they sum to `shots`.
  /// - Throws: As ``binomial(trials:probability:)``.
  /// - Complexity: O(1) for each outcome, whatever the number of shots.
  public mutating func multinomial(
    shots: Int, probabilities: [Double]
  ) throws(NumericsError) -> [Int] {
    var counts = [Int](repeating: 0, count: probabilities.count)
    var (left, share) = (shots, 1.0)
    for outcome in probabilities.indices where left > 0 {
      let isLast = outcome == probabilities.count - 1
      let chance = isLast ? 1 : probabilities[outcome] / share
      counts[outcome] = try binomial(trials: left, probability: chance)
      left -= counts[outcome]
      share = max(share - probabilities[outcome], .leastNormalMagnitude)
    }
    return counts
  }

  /// As ``binomial(trials:probability:)``, for a probability in 0..<=0.5.
  private mutating func successes(_ trials: Int, _ probability: Double) -> Int {
    Double(trials) * probability < 10
      ? successesByWaiting(trials, probability) : successesByRejection(trials, probability)
  }

  /// Counts the failures between two successes, which are geometric: for few successes.
  private mutating func successesByWaiting(_ trials: Int, _ probability: Double) -> Int {
    let scale = 1 / log1p(-probability)
    var (count, place) = (0, 0.0)
    while true {
      place += (deterministicLogarithm(max(uniform(), 0x1p-54)) * scale).rounded(.down) + 1
      if place > Double(trials) { return count }
      count += 1
    }
  }

  /// Hörmann's transformed rejection with squeeze, for 10 successes or more.
  private mutating func successesByRejection(_ trials: Int, _ probability: Double) -> Int {
    let count = Double(trials)
    let odds = probability / (1 - probability)
    let spread = (count * probability * (1 - probability)).squareRoot()
    let b = 1.15 + 2.53 * spread
    let a = -0.0873 + 0.0248 * b + 0.01 * probability
    let (center, alpha) = (count * probability + 0.5, (2.83 + 5.1 / b) * spread)
    let squeeze = 0.92 - 4.2 / b
    let mode = ((count + 1) * probability).rounded(.down)
    while true {
      let (u, v) = (uniform() - 0.5, uniform())
      let edge = 0.5 - abs(u)
      let place = ((2 * a / edge + b) * u + center).rounded(.down)
      if edge >= 0.07, v <= squeeze { return Int(place) }
      if place < 0 || place > count { continue }
      let height = deterministicLogarithm(max(v * alpha / (a / (edge * edge) + b), 0x1p-1000))
      let upper =
        (mode + 0.5) * deterministicLogarithm((mode + 1) / (odds * (count - mode + 1)))
        + factorialTail(mode) + factorialTail(count - mode)
      let bound =
        upper + (count + 1) * deterministicLogarithm((count - mode + 1) / (count - place + 1))
        + (place + 0.5)
        * deterministicLogarithm(odds * (count - place + 1) / (place + 1))
        - factorialTail(place) - factorialTail(count - place)
      if height <= bound { return Int(place) }
    }
  }
}

/// What Stirling's formula leaves of the logarithm of a factorial.
private func factorialTail(_ k: Double) -> Double {
  // The series is exact to 10⁻¹⁰ from 10 on; smaller numbers take the step down from there.
  var (k, correction) = (k, 0.0)
  while k < 10 {
    // tail(k) = tail(k+1) + (k + 1/2 + 1) log((k+2)/(k+1)) - 1
    correction += (k + 1.5) * deterministicLogarithm((k + 2) / (k + 1)) - 1
    k += 1
  }
  let x = 1 / (k + 1)
  return correction + x * (1 / 12.0 - x * x * (1 / 360.0 - x * x / 1260.0))
}
