import Optimizers
import Testing

/// Schedules against tables worked out by hand.
@Suite struct ScheduleTests {
  @Test func factorsAreThoseOfTheFormulas() {
    let cases: [(Schedule, [(Int, Double)])] = [
      (.constant, [(0, 1), (1_000_000, 1)]),
      (.steps(factor: 0.5, every: 3), [(0, 1), (2, 1), (3, 0.5), (8, 0.25)]),
      (.exponential(factor: 0.5), [(0, 1), (3, 0.125)]),
      (.cosine(over: 100, floor: 0.2), [(0, 1), (50, 0.6), (100, 0.2), (Int.max, 0.2)]),
      (.warmUp(over: 4), [(0, 0.25), (1, 0.5), (3, 1), (9, 1)]),
      (.warmUp(over: 4) * .steps(factor: 0.1, every: 4), [(0, 0.25), (3, 1), (4, 0.1)]),
    ]
    for (schedule, table) in cases {
      for (step, factor) in table { #expect(abs(schedule.factor(at: step) - factor) < 1e-15) }
    }
  }

  @Test func aStepperTakesItsRateFromTheSchedule() throws {
    var (weights, stepper) = (
      [0.0], try Stepper(.gradientDescent(rate: 1, schedule: .warmUp(over: 2)))
    )
    try stepper.step(&weights, along: [1])
    #expect(weights == [-0.5] && stepper.rate == 1)
    try stepper.step(&weights, along: [1])
    #expect(weights == [-1.5])
  }

  @Test func aPlateauWaitsThenLowersTheRateAndIsRestored() throws {
    let rule = Schedule.plateau(factor: 0.5, patience: 2, floor: 0.2)
    var stepper = try Stepper(.gradientDescent(rate: 1, schedule: rule))
    var rates: [Double] = []
    for loss in [1.0, 0.5, 0.5, 0.6, 0.5, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.1] {
      try stepper.observe(loss: loss)
      let state = try StepState(numbers: stepper.state.numbers)
      stepper = try Stepper(.gradientDescent(rate: 1, schedule: rule), state: state)
      rates.append(stepper.rate)
    }
    #expect(rates == [1, 1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.2, 0.2])
    #expect(throws: OptimizerError.self) { try stepper.observe(loss: .nan) }
  }
}
