internal import Circuits

/// Derivatives from differences of the fourth order: for any gate and any backend, four runs a weight.
///
/// With exact means the error is about 10⁻¹¹; with shots a wide step keeps the noise of the difference small, at
/// the cost of a bias of about a thousandth.
public struct FiniteDifferences: GradientMethod {
  /// How far a number is moved; nothing lets the method choose.
  public let step: Double?

  /// Differences with a step, or one that fits exact means and shots.
  public init(step: Double? = nil) { self.step = step }

  /// `finite differences`.
  public var description: String { "finite differences" }

  /// Why the method cannot do a task.
  public func refusal(of task: GradientTask) -> String? {
    guard let step else { return nil }
    return step.isFinite && step > 0 ? nil : "a step of \(step) is no positive number"
  }

  /// How far each of the four runs lies, and what it counts.
  private static let stencil: [(steps: Double, factor: Double)] = [
    (1, 8.0 / 12), (-1, -8.0 / 12), (2, -1.0 / 12), (-2, 1.0 / 12),
  ]

  /// The means and their derivatives.
  public func derivatives(of task: GradientTask) throws -> Derivatives {
    let expectation = task.expectation
    let step = step ?? (expectation.shots == nil ? 3e-3 : 0.25)
    let variables = task.variables
    let rows = task.features.flatMap { features -> [[Double]] in
      let origin = task.weights + features.prefix(task.circuit.featureCount)
      let moved = variables.flatMap { variable in
        FiniteDifferences.stencil.map { point -> [Double] in
          var moved = origin
          moved[variable] += point.steps * step
          return task.angles(moved)
        }
      }
      return [task.angles(origin)] + moved
    }
    let (means, variances) = try expectation.estimator.means(rows, seed: task.seed)
    var result = Derivatives(
      method: "finite differences of the fourth order, steps of \(step)",
      runs: rows.count * expectation.estimator.runsPerRow)
    let rowsPerSample = 1 + 4 * variables.count
    for sample in task.features.indices {
      let start = sample * rowsPerSample
      result.values.append(means[start])
      func sum(_ part: (Int, Double) -> Double) -> [Double] {
        var sums = [Double](
          repeating: 0, count: task.circuit.weightCount + task.circuit.featureCount)
        for (number, variable) in variables.enumerated() {
          for (point, entry) in FiniteDifferences.stencil.enumerated() {
            sums[variable] += part(start + 1 + 4 * number + point, entry.factor / step)
          }
        }
        return sums
      }
      let observables = expectation.observables.indices
      result.append(
        observables.map { observable in sum { $1 * means[$0][observable] } },
        variances: observables.map { observable in sum { $1 * $1 * variances[$0][observable] } },
        of: task)
    }
    return result
  }
}

extension GradientTask {
  /// The angles for numbers, weights before features.
  func angles(_ numbers: [Double]) -> [Double] {
    circuit.angles(
      weights: Array(numbers.prefix(circuit.weightCount)),
      features: Array(numbers.dropFirst(circuit.weightCount)))
  }
}

extension GradientMethod where Self == FiniteDifferences {
  /// Derivatives from differences.
  public static var finiteDifferences: FiniteDifferences { FiniteDifferences() }
}
