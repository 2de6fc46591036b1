internal import Circuits
internal import Simulation

/// Derivatives by the Hadamard test: what an angle turns is inserted where one more qubit is 1, and that qubit
/// is measured with the observable.
///
/// $$\partial_\theta\langle O\rangle = 2\sum_k c_k\,\langle Y_a\,O\rangle_k, \qquad G = \sum_k c_k P_k$$
///
/// One run for each Pauli string of each angle. Noise would meet the gates that are added too, so that the
/// result would not be the derivative of what the noisy circuit gives; such tasks are refused.
///
/// M. Schuld, V. Bergholm, C. Gogolin, J. Izaac and N. Killoran, "Evaluating analytic gradients on quantum
/// hardware", Physical Review A 99, 032331 (2019).
public struct LinearCombination: GradientMethod {
  /// The method.
  public init() {}

  /// `linear combination`.
  public var description: String { "linear combination" }

  /// Why the method cannot do a task.
  public func refusal(of task: GradientTask) -> String? {
    let expectation = task.expectation
    if !expectation.circuit.isUnitary {
      return "it adds gates between those of the circuit, and this one measures"
    }
    if !expectation.backend.isIdeal {
      return "noise would also meet the gates that it adds"
    }
    return GeneratorInsertions(expectation.circuit) == nil
      ? "an angle turns about axes that are not known" : nil
  }

  /// The means and their derivatives.
  public func derivatives(of task: GradientTask) throws -> Derivatives {
    let expectation = task.expectation
    guard let all = GeneratorInsertions(expectation.circuit) else {
      throw TrainingError.methodCannot("\(self)", reason: "no axes are known", instead: [])
    }
    let rows = task.features.map { all.opened.angles(weights: task.weights, features: $0) }
    let wanted = Set(all.opened.slots { Set(task.variables).contains($0) })
    let extra = Observable.y(expectation.circuit.qubitCount)
    var slopes = task.features.map { _ in expectation.observables.map { _ in [Int: Double]() } }
    var spreads = slopes
    var runs = rows.count * expectation.estimator.runsPerRow
    for (number, insertion) in all.insertions.enumerated() where wanted.contains(insertion.slot) {
      let estimator = try MeanEstimator(
        expectation.observables.map { extra * $0 }, all.controlledCircuit(with: insertion),
        expectation.backend, expectation.shots)
      let (means, variances) = try estimator.means(rows, seed: task.seed &+ UInt64(number + 1))
      runs += rows.count * estimator.runsPerRow
      let factor = 2 * insertion.coefficient
      for sample in rows.indices {
        for observable in expectation.observables.indices {
          slopes[sample][observable][insertion.slot, default: 0] +=
            factor * means[sample][observable]
          spreads[sample][observable][insertion.slot, default: 0] +=
            factor * factor * variances[sample][observable]
        }
      }
    }
    var result = Derivatives(method: "linear combination: a run for each string", runs: runs)
    result.values = try expectation.values(
      at: task.weights, features: task.features, seed: task.seed)
    for (sample, features) in task.features.enumerated() {
      result.append(
        slopes[sample].map { all.opened.chained($0, weights: task.weights, features: features) },
        variances: spreads[sample].map {
          all.opened.chainedVariances($0, weights: task.weights, features: features)
        }, of: task)
    }
    return result
  }
}

extension Backend {
  /// Whether nothing goes wrong in it.
  fileprivate var isIdeal: Bool {
    if let mixed = self as? DensityMatrixBackend { return mixed.noise.isIdeal }
    return isExactForPureStates || self is MatrixProductBackend
  }
}

extension GradientMethod where Self == LinearCombination {
  /// Derivatives by the Hadamard test.
  public static var linearCombination: LinearCombination { LinearCombination() }
}
