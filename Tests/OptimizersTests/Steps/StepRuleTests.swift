import Optimizers
import Testing

/// Rules against their laws, and against their formulas written for one weight at a time.
@Suite struct StepRuleTests {
  @Test(arguments: StepRules.all.indices) func lawsHold(_ index: Int) throws {
    try checkStepRuleLaws(StepRules.all[index])
  }

  @Test func everyRuleHasANameOfItsOwn() {
    #expect(Set(StepRules.all.map(\.name)).count == StepRules.all.count)
  }

  /// Gradients without a pattern, and the weights that a rule makes of them.
  private static let gradients = (1...25).map { Double(($0 * 7919) % 101 - 50) / 40 }

  private func path(_ rule: some StepRule) throws -> [Double] {
    var (weights, stepper) = ([0.7], try Stepper(rule))
    return try Self.gradients.map { gradient in
      try stepper.step(&weights, along: [gradient])
      return weights[0]
    }
  }

  /// All steps of a formula that is given the gradients up to now and the weight.
  private func oracle(_ formula: ([Double], Double) -> Double) -> [Double] {
    var weight = 0.7
    return Self.gradients.indices.map { last in
      weight = formula(Array(Self.gradients[...last]), weight)
      return weight
    }
  }

  private func expectSame(_ one: [Double], _ other: [Double]) {
    for (a, b) in zip(one, other) { #expect(abs(a - b) < 1e-12, "\(a) is not \(b)") }
    #expect(one.count == other.count)
  }

  /// Σ βⁿ⁻¹⁻ᵏ x_k: what a running sum comes to, as PyTorch's pages define it.
  private func running(_ beta: Double, _ values: [Double]) -> Double {
    values.reversed().enumerated().reduce(0) { sum, entry in
      sum + (0..<entry.offset).reduce(1.0) { product, _ in product * beta } * entry.element
    }
  }

  @Test func descentIsTheRateTimesTheGradient() throws {
    try expectSame(path(.gradientDescent(rate: 0.3)), oracle { $1 - 0.3 * $0[$0.count - 1] })
  }

  @Test func momentumIsASumOfGradientsThatFade() throws {
    try expectSame(
      path(.momentum(rate: 0.1, momentum: 0.8)),
      oracle { gradients, weight in weight - 0.1 * running(0.8, gradients) })
  }

  @Test func nesterovLooksAhead() throws {
    try expectSame(
      path(.nesterov(rate: 0.1, momentum: 0.8)),
      oracle { gradients, weight in
        weight - 0.1 * (gradients[gradients.count - 1] + 0.8 * running(0.8, gradients))
      })
  }

  @Test func adagradDividesByTheRootOfTheSum() throws {
    try expectSame(
      path(.adagrad(rate: 0.2)),
      oracle { gradients, weight in
        let sum = gradients.reduce(0) { $0 + $1 * $1 }
        return weight - 0.2 * gradients[gradients.count - 1] / (sum.squareRoot() + 1e-10)
      })
  }

  @Test func rmsPropDividesByTheRootOfTheMean() throws {
    try expectSame(
      path(.rmsProp(rate: 0.2, decay: 0.9)),
      oracle { gradients, weight in
        let mean = 0.1 * running(0.9, gradients.map { $0 * $0 })
        return weight - 0.2 * gradients[gradients.count - 1] / (mean.squareRoot() + 1e-8)
      })
  }

  private func adam(
    _ gradients: [Double], _ square: (([Double]) -> Double)? = nil
  ) -> Double {
    let count = gradients.count
    func left(_ beta: Double) -> Double { 1 - (0..<count).reduce(1) { p, _ in p * beta } }
    let mean = 0.2 * running(0.8, gradients) / left(0.8)
    let squares = square?(gradients) ?? 0.1 * running(0.9, gradients.map { $0 * $0 })
    return mean / ((squares / left(0.9)).squareRoot() + 1e-8)
  }

  @Test func adamFreesItsMeansOfTheirBeginning() throws {
    try expectSame(
      path(.adam(rate: 0.2, beta1: 0.8, beta2: 0.9)), oracle { $1 - 0.2 * adam($0) })
  }

  @Test func adamWShrinksTheWeightsBefore() throws {
    try expectSame(
      path(.adamW(rate: 0.2, decay: 0.3, beta1: 0.8, beta2: 0.9)),
      oracle { $1 * (1 - 0.2 * 0.3) - 0.2 * adam($0) })
  }

  @Test func amsGradKeepsTheLargestMean() throws {
    let largest = { (gradients: [Double]) in
      gradients.indices.map { last in
        0.1 * running(0.9, gradients[...last].map { $0 * $0 })
      }.max() ?? 0
    }
    try expectSame(
      path(.amsGrad(rate: 0.2, beta1: 0.8, beta2: 0.9)), oracle { $1 - 0.2 * adam($0, largest) })
  }

  @Test func lionTakesTheSignOfAMeanThatCountsTheGradientMore() throws {
    try expectSame(
      path(.lion(rate: 0.1, beta1: 0.5, beta2: 0.9, decay: 0.2)),
      oracle { gradients, weight in
        let mean = 0.1 * running(0.9, Array(gradients.dropLast()))
        let direction = 0.5 * mean + 0.5 * gradients[gradients.count - 1]
        return weight * (1 - 0.1 * 0.2) - 0.1 * (direction > 0 ? 1 : direction < 0 ? -1 : 0)
      })
  }

  @Test func settingsThatMakeNoSenseAreNamed() {
    let cases: [(any StepRule, String)] = [
      (
        .gradientDescent(rate: -1),
        "gradient descent: the rate is -1; give a finite number that is not negative"
      ),
      (.adam(rate: .nan), "Adam: the rate is nan; give a finite number that is not negative"),
      (.adam(beta1: 1), "Adam: beta1 is 1; give a number from 0 to below 1"),
      (.adam(epsilon: 0), "Adam: epsilon is 0; give a finite number above 0"),
      (
        .lion(schedule: .cosine(over: 0)),
        "Lion: the schedule's steps is 0; give 1 or more"
      ),
    ]
    for (rule, words) in cases {
      #expect { try Stepper(rule) } throws: { "\($0)" == words }
    }
  }

  @Test func aStateOfAnotherRuleIsRefused() throws {
    var (weights, stepper) = ([1.0], try Stepper(.adam()))
    try stepper.step(&weights, along: [1])
    #expect { try Stepper(.lion(), state: stepper.state) } throws: {
      "\($0)"
        == "Lion: the saved state is of 2 lists and 0 plateaus after 1 steps, and this is a rule "
        + "with 1 and 0; restore it where it was saved"
    }
    #expect(throws: OptimizerError.self) { try StepState(numbers: [1, 2]) }
    #expect(throws: OptimizerError.self) { try StepState(numbers: [1, 1e9, 1e9, 0]) }
    #expect(throws: OptimizerError.self) { try StepState(numbers: [.nan, 0, 0, 0]) }
  }

  @Test func aWeightThatWouldBeInfiniteChangesNothing() throws {
    var (weights, stepper) = ([1e308], try Stepper(.gradientDescent(rate: 1e10)))
    #expect(throws: OptimizerError.self) { try stepper.step(&weights, along: [-1e308]) }
    #expect(weights == [1e308] && stepper.state.steps == 0)
  }
}
