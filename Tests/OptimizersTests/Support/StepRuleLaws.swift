import Optimizers
import Testing

/// What holds for every rule: call it in the test of a rule of your own.
func checkStepRuleLaws(_ rule: some StepRule) throws {
  try descendsABowl(rule)
  try goesOnExactly(rule)
  try refusesWhatIsNotOne(rule)
}

/// Σ (i + 1) (w_i − 1)² / 2, and its gradient.
private func bowl(_ weights: [Double]) -> (value: Double, gradient: [Double]) {
  let gradient = weights.enumerated().map { (Double($0) + 1) * ($1 - 1) }
  return (zip(weights, gradient).reduce(0) { $0 + ($1.0 - 1) * $1.1 / 2 }, gradient)
}

private let bowlStart = [-0.5, 0.25, 2, 1]

private func descendsABowl(_ rule: some StepRule) throws {
  var (weights, stepper) = (bowlStart, try Stepper(rule))
  for _ in 0..<400 { try stepper.step(&weights, along: bowl(weights).gradient) }
  #expect(bowl(weights).value < 1e-3 * bowl(bowlStart).value, "\(rule.name) ends at \(weights)")
}

/// Forty steps at once, and with its state written as numbers and read again after each seventh.
private func goesOnExactly(_ rule: some StepRule) throws {
  var (weights, stepper) = (bowlStart, try Stepper(rule))
  var (others, restored) = (bowlStart, try Stepper(rule))
  for step in 0..<40 {
    try stepper.step(&weights, along: bowl(weights).gradient)
    if step % 7 == 0 {
      restored = try Stepper(rule, state: StepState(numbers: restored.state.numbers))
    }
    try restored.step(&others, along: bowl(others).gradient)
    #expect(weights == others, "\(rule.name) leaves its path after step \(step)")
  }
  #expect(stepper.state == restored.state)
}

private func refusesWhatIsNotOne(_ rule: some StepRule) throws {
  var stepper = try Stepper(rule)
  var (weights, none) = ([1.0, 2], [Double]())
  #expect(throws: OptimizerError.noWeights(rule.name)) { try stepper.step(&none, along: []) }
  #expect(
    throws: OptimizerError.wrongCount(rule.name, what: "the gradient", given: 1, expected: 2)
  ) { try stepper.step(&weights, along: [1]) }
  let odd = OptimizerError.notFinite(rule.name, what: "the gradient's number 1", value: "nan")
  #expect(throws: odd) { try stepper.step(&weights, along: [1, .nan]) }
  #expect(weights == [1, 2] && stepper.state.steps == 0, "\(rule.name) moves where it refuses")
}
