/// A rule at work: it moves weights step by step and remembers what the rule needs.
///
/// ```swift
/// var stepper = try Stepper(.adam(rate: 0.05))
/// try stepper.step(&weights, along: gradient)
/// let saved = stepper.state            // a plain value: write it, and go on with it another day
/// stepper = try Stepper(.adam(rate: 0.05), state: saved)
/// ```
///
/// A value: a copy goes its own way.
public struct Stepper: Sendable {
  /// The rule.
  public let rule: any StepRule

  /// What the rule remembers.
  public private(set) var state: StepState

  /// A rule at its beginning, or where a saved state left it.
  ///
  /// - Throws: `OptimizerError` if a setting of the rule is not allowed, or the state another rule's.
  public init(_ rule: some StepRule, state: StepState = StepState()) throws(OptimizerError) {
    try requireAllowed(
      [.notNegative("the rate", rule.rate)] + rule.schedule.settings + rule.settings, rule.name)
    (self.rule, self.state) = (rule, state)
    let plateaus = rule.schedule.plateaus.count
    if state == StepState() {
      self.state.plateaus = Array(repeating: PlateauState(), count: plateaus)
    }
    try requireOwnState(plateaus: plateaus)
  }

  private func requireOwnState(plateaus: Int) throws(OptimizerError) {
    let expected = state.steps == 0 ? 0 : rule.vectorCount
    guard state.steps >= 0, state.vectors.count == expected, state.plateaus.count == plateaus,
      state.vectors.allSatisfy({ $0.count == state.vectors[0].count })
    else {
      throw .unfitState(
        rule.name,
        given: "\(state.vectors.count) lists and \(state.plateaus.count) plateaus after "
          + "\(state.steps) steps",
        expected: "a rule with \(expected) and \(plateaus)")
    }
  }

  /// How far the next step goes, by the rule's rate and schedule.
  public var rate: Double {
    state.plateaus.reduce(rule.rate * rule.schedule.factor(at: state.steps)) { $0 * $1.factor }
  }

  /// Moves the weights one step along a gradient.
  ///
  /// Where that cannot be done nothing changes.
  ///
  /// - Throws: `OptimizerError` if there are no weights, if the gradient has another length or
  ///   numbers that are not finite, or if a weight would become infinite; and what a metric throws.
  /// - Complexity: O(weights), for a natural gradient O(weights³).
  public mutating func step(_ weights: inout [Double], along gradient: [Double]) throws {
    try require(weights, gradient)
    var (moved, next) = (weights, state)
    if next.vectors.isEmpty, rule.vectorCount > 0 {
      let zeros = [Double](repeating: 0, count: weights.count)
      next.vectors = Array(repeating: zeros, count: rule.vectorCount)
    }
    let rate = rate
    next.steps += 1
    try rule.update(&moved, along: gradient, rate: rate, &next)
    try requireFinite(moved, "\(rule.name) after step \(next.steps)", "weight")
    (weights, state) = (moved, next)
  }

  private func require(_ weights: [Double], _ gradient: [Double]) throws(OptimizerError) {
    guard !weights.isEmpty else { throw .noWeights(rule.name) }
    guard gradient.count == weights.count else {
      throw .wrongCount(
        rule.name, what: "the gradient", given: gradient.count, expected: weights.count)
    }
    if let remembered = state.vectors.first?.count, remembered != weights.count {
      throw .wrongCount(
        rule.name, what: "each list of its state", given: remembered, expected: weights.count)
    }
    try requireFinite(weights, rule.name, "weight")
    try requireFinite(gradient, rule.name, "the gradient's number")
  }

  /// Tells the plateaus of the schedule what the loss is; call it once an epoch, say.
  ///
  /// - Throws: `OptimizerError` if the loss is not finite.
  public mutating func observe(loss: Double) throws(OptimizerError) {
    try requireFinite([loss], rule.name, "the loss, number")
    for (place, plateau) in rule.schedule.plateaus.enumerated() {
      state.plateaus[place].observe(loss, plateau)
    }
  }
}
