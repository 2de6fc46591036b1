/// Proves a rule: it descends, goes on exactly where a saved state ends, and refuses what is no gradient.
///
/// ```swift
/// try checkStepRuleLaws(SignDescent(rate: 0.01))
/// ```
///
/// - Parameters:
///   - rule: The rule, with a rate for a bowl about as wide as 1.
///   - steps: In how many steps it descends to a thousandth of the height.
/// - Throws: ``OptimizerLawError`` for the first law that does not hold, and what the rule throws.
public func checkStepRuleLaws(_ rule: some StepRule, steps: Int = 400) throws {
  try checkDescent(rule, steps)
  try checkRestoring(rule)
  try checkGradientRefusals(rule)
}

private let bowl = Bowl(bottom: [1, 0.5, 0, 1])
private let start = [-0.5, 0.25, 0.8, 1]

private func checkDescent(_ rule: some StepRule, _ steps: Int) throws {
  var (weights, stepper) = (start, try Stepper(rule))
  for _ in 0..<steps { try stepper.step(&weights, along: bowl.all(weights).gradient) }
  let (height, left) = (bowl.value(start) - 0.25, bowl.value(weights) - 0.25)
  try check(
    rule.name, "\(steps) steps down a bowl leave a thousandth, and not \(left / height)",
    left < 1e-3 * height)
}

/// Forty steps at once, and with the state written as numbers and read again after each seventh.
private func checkRestoring(_ rule: some StepRule) throws {
  var (weights, stepper) = (start, try Stepper(rule))
  var (others, restored) = (start, try Stepper(rule))
  for step in 0..<40 {
    try stepper.step(&weights, along: bowl.all(weights).gradient)
    if step % 7 == 0 {
      restored = try Stepper(rule, state: StepState(numbers: restored.state.numbers))
    }
    try restored.step(&others, along: bowl.all(others).gradient)
    try check(
      rule.name, "with a saved state step \(step) is the same to the last bit",
      weights.map(\.bitPattern) == others.map(\.bitPattern) && stepper.state == restored.state)
  }
}

private func checkGradientRefusals(_ rule: some StepRule) throws {
  var stepper = try Stepper(rule)
  var (weights, none) = ([1.0, 2], [Double]())
  try checkRefusal(rule.name, of: "a step without weights", "there are no weights") {
    try stepper.step(&none, along: [])
  }
  try checkRefusal(rule.name, of: "a short gradient", "the gradient has 1 numbers") {
    try stepper.step(&weights, along: [1])
  }
  try checkRefusal(rule.name, of: "NaN in a gradient", "the gradient's number 1 is nan") {
    try stepper.step(&weights, along: [1, .nan])
  }
  try check(
    rule.name, "nothing changes where a step is refused",
    weights == [1, 2] && stepper.state.steps == 0)
}
