import QuillBench
import Testing

/// The timing rule of the peers, with a clock that a call moves by as much as it likes.
@Suite struct TimingTests {
  /// Times calls that take these seconds one after the other, the last for ever.
  func calls(taking seconds: [Double], budget: Double) throws -> (times: Measurement, count: Int) {
    var clock = 0.0
    var count = 0
    let timing = Timing(budget: budget) { clock }
    let (_, measurement) = try timing.measure {
      clock += seconds[min(count, seconds.count - 1)]
      count += 1
    }
    return (measurement, count)
  }

  @Test func theFirstCallIsApart() throws {
    let (times, count) = try calls(taking: [5, 1, 2, 4], budget: 0)
    #expect(times.first == 5)
    #expect(times.calls == [1, 2, 4])
    #expect(count == 4)
    #expect(times.median == 2 && times.minimum == 1)
  }

  @Test func thereAreAtLeastThreeCallsHoweverSmallTheBudget() throws {
    #expect(try calls(taking: [1], budget: 0).times.calls.count == 3)
  }

  @Test func callsEndWithTheBudget() throws {
    #expect(try calls(taking: [0.25], budget: 2).times.calls.count == 8)
  }

  @Test func thereAreAtMostFiftyCalls() throws {
    #expect(try calls(taking: [0.001], budget: 100).times.calls.count == 50)
  }

  @Test func aSeriesOfMoreThanTwelveSecondsEndsEvenBeforeThreeCalls() throws {
    #expect(try calls(taking: [1, 13], budget: 2).times.calls == [13])
    #expect(try calls(taking: [1, 5.5], budget: 100).times.calls.count == 3)
  }

  @Test func aFirstCallOfMoreThanSixSecondsIsTheOnlyOne() throws {
    let (times, count) = try calls(taking: [6.5, 1], budget: 2)
    #expect(count == 1)
    #expect(times.first == 6.5 && times.calls == [6.5] && times.median == 6.5)
    #expect(try calls(taking: [6, 1], budget: 0).count == 4)
  }

  @Test func theMedianOfAnEvenNumberIsTheMeanOfTheMiddle() {
    let times = Measurement(first: 9, calls: [4, 1, 3, 8], processorTime: 0)
    #expect(times.median == 3.5)
  }

  @Test func theLastResultComesBack() throws {
    var count = 0
    let (value, _) = try Timing(budget: 0).measure {
      count += 1
      return count
    }
    #expect(value == 4)
  }
}
