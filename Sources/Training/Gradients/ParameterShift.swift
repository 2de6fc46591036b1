internal import Circuits

/// Derivatives from runs of the same circuit with one angle shifted: exact, also from shots, with noise and
/// with measurements, since nothing is run but the circuit itself.
///
/// An angle with one frequency takes two runs, with two such as those of controlled rotations four, and with
/// more as many pairs as there are; see ``Circuits/Gate/frequencies(ofAngle:)``. Weights that several gates
/// share, and products with features, are put together by the chain rule.
///
/// M. Schuld, V. Bergholm, C. Gogolin, J. Izaac and N. Killoran, "Evaluating analytic gradients on quantum
/// hardware", Physical Review A 99, 032331 (2019).
public struct ParameterShift: GradientMethod {
  /// The method.
  public init() {}

  /// `parameter shift`.
  public var description: String { "parameter shift" }

  /// Why the method cannot do a task.
  public func refusal(of task: GradientTask) -> String? {
    for number in task.slots {
      let slot = task.circuit.slots[number]
      if rule(of: slot) == nil {
        return "angle \(slot.angle) of \(slot.gate.name) has more than "
          + "\(ShiftRule.mostFrequencies) frequencies, or none that are known"
      }
    }
    return nil
  }

  private func rule(of slot: OpenedCircuit.Slot) -> ShiftRule? {
    (try? slot.gate.frequencies(ofAngle: slot.angle)).flatMap { ShiftRule(frequencies: $0) }
  }

  /// The means and their derivatives.
  public func derivatives(of task: GradientTask) throws -> Derivatives {
    let slots = task.slots
    let rules = slots.map { rule(of: task.circuit.slots[$0]) ?? ShiftRule.none }
    let shifted = SlotShifts(task, slots, rules)
    let estimator = task.expectation.estimator
    let (means, variances) = try estimator.means(
      shifted.rows, seed: task.seed, shots: task.shots)
    var result = Derivatives(
      method: "parameter shift: \(shifted.rowsPerSample) runs a sample",
      runs: shifted.rows.count * estimator.runsPerRow)
    for sample in task.features.indices {
      let start = sample * shifted.rowsPerSample
      if !task.omitsValues { result.values.append(means[start]) }
      let features = task.features[sample]
      let gradients = task.expectation.observables.indices.map { observable in
        let sums = shifted.sums(from: start) { means[$0][observable] }
        return task.circuit.chained(sums, weights: task.weights, features: features)
      }
      let spreads = task.expectation.observables.indices.map { observable in
        let sums = shifted.squares(from: start) { variances[$0][observable] }
        return task.circuit.chainedVariances(sums, weights: task.weights, features: features)
      }
      result.append(gradients, variances: spreads, of: task)
    }
    return result
  }
}

extension ShiftRule {
  /// The rule of an angle that nothing depends on.
  fileprivate static let none = ShiftRule(terms: [])

  private init(terms: [Term]) { self.terms = terms }
}

/// The lists of angles that a shift rule asks for: for each sample the angles as they are, and then those
/// with one of them shifted to both sides.
private struct SlotShifts {
  let slots: [Int]
  let rules: [ShiftRule]
  let rows: [[Double]]
  let rowsPerSample: Int
  /// How many rows of a sample are not shifted.
  private let unshifted: Int

  init(_ task: GradientTask, _ slots: [Int], _ rules: [ShiftRule]) {
    (self.slots, self.rules) = (slots, rules)
    unshifted = task.omitsValues ? 0 : 1
    rowsPerSample = unshifted + rules.reduce(0) { $0 + 2 * $1.terms.count }
    var rows: [[Double]] = []
    rows.reserveCapacity(task.features.count * rowsPerSample)
    for features in task.features {
      let angles = task.circuit.angles(weights: task.weights, features: features)
      if unshifted == 1 { rows.append(angles) }
      for (slot, rule) in zip(slots, rules) {
        for term in rule.terms {
          for shift in [term.shift, -term.shift] {
            var moved = angles
            moved[slot] += shift
            rows.append(moved)
          }
        }
      }
    }
    self.rows = rows
  }

  /// The derivative by each slot, of the values in rows that begin at a place.
  func sums(from start: Int, _ value: (Int) -> Double) -> [Int: Double] {
    collected(from: start) { $0.coefficient * (value($1) - value($1 + 1)) }
  }

  /// The variance of the derivative by each slot.
  func squares(from start: Int, _ variance: (Int) -> Double) -> [Int: Double] {
    collected(from: start) { $0.coefficient * $0.coefficient * (variance($1) + variance($1 + 1)) }
  }

  private func collected(
    from start: Int, _ part: (ShiftRule.Term, Int) -> Double
  ) -> [Int: Double] {
    var (sums, row) = ([Int: Double](), start + unshifted)
    for (slot, rule) in zip(slots, rules) {
      for term in rule.terms {
        sums[slot, default: 0] += part(term, row)
        row += 2
      }
    }
    return sums
  }
}

extension GradientMethod where Self == ParameterShift {
  /// Exact derivatives from shifted runs.
  public static var parameterShift: ParameterShift { ParameterShift() }
}
