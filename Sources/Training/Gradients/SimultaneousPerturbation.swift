internal import Circuits
internal import Numerics

/// An estimate of all derivatives from two runs, in which all numbers are moved at once by random signs:
/// right on average, and the cheaper for it the more weights there are.
///
/// J. C. Spall, "Multivariate stochastic approximation using a simultaneous perturbation gradient
/// approximation", IEEE Transactions on Automatic Control 37, 332 (1992).
public struct SimultaneousPerturbation: GradientMethod {
  /// How far the numbers are moved.
  public let step: Double
  /// Over how many pairs of runs the estimate is taken.
  public let repetitions: Int

  /// An estimate from pairs of runs.
  public init(step: Double = 0.05, repetitions: Int = 1) {
    (self.step, self.repetitions) = (step, repetitions)
  }

  /// `SPSA`.
  public var description: String { "SPSA" }

  /// Why the method cannot do a task.
  public func refusal(of task: GradientTask) -> String? {
    if !(step.isFinite && step > 0) { return "a step of \(step) is no positive number" }
    return 1...(1 << 20) ~= repetitions
      ? nil : "\(repetitions) repetitions: 1 to \(1 << 20) are allowed"
  }

  /// The means and estimates of their derivatives; their errors are known from 2 repetitions on.
  public func derivatives(of task: GradientTask) throws -> Derivatives {
    let (expectation, variables) = (task.expectation, task.variables)
    let directions = signs(task)
    let rows = task.features.enumerated().flatMap { sample, features -> [[Double]] in
      let origin = task.weights + features.prefix(task.circuit.featureCount)
      let moved = directions[sample].flatMap { signs in
        [step, -step].map { step -> [Double] in
          var moved = origin
          for (variable, sign) in zip(variables, signs) { moved[variable] += step * sign }
          return task.angles(moved)
        }
      }
      return [task.angles(origin)] + moved
    }
    let means = try expectation.estimator.means(rows, seed: task.seed).means
    var result = Derivatives(
      method: "SPSA: \(2 * repetitions) runs a sample",
      runs: rows.count * expectation.estimator.runsPerRow)
    for sample in task.features.indices {
      let start = sample * (1 + 2 * repetitions)
      result.values.append(means[start])
      let estimates = expectation.observables.indices.map { observable in
        estimate(task, directions[sample]) { repetition in
          let row = start + 1 + 2 * repetition
          return (means[row][observable] - means[row + 1][observable]) / (2 * step)
        }
      }
      result.append(estimates.map(\.mean), variances: estimates.map(\.variance), of: task)
    }
    return result
  }

  /// For each sample and repetition, a sign for each variable.
  private func signs(_ task: GradientTask) -> [[[Double]]] {
    let stream = RandomStream(seed: task.seed).split("SPSA")
    return task.features.indices.map { sample in
      (0..<repetitions).map { repetition in
        var random = stream.split(sample).split(repetition)
        return task.variables.map { _ in random.next() & 1 == 0 ? 1 : -1 }
      }
    }
  }

  private func estimate(
    _ task: GradientTask, _ signs: [[Double]], _ slope: (Int) -> Double
  ) -> (mean: [Double], variance: [Double]) {
    let count = task.circuit.weightCount + task.circuit.featureCount
    var (sums, squares) = (
      [Double](repeating: 0, count: count), [Double](repeating: 0, count: count)
    )
    for repetition in 0..<repetitions {
      let slope = slope(repetition)
      for (variable, sign) in zip(task.variables, signs[repetition]) {
        sums[variable] += slope * sign
        squares[variable] += slope * slope
      }
    }
    let all = Double(repetitions)
    let mean = sums.map { $0 / all }
    let variance = zip(mean, squares).map { mean, square in
      max(0, square / all - mean * mean) / max(1, all - 1)
    }
    return (mean, variance)
  }
}

extension GradientMethod where Self == SimultaneousPerturbation {
  /// An estimate from two runs.
  public static var spsa: SimultaneousPerturbation { SimultaneousPerturbation() }
}
