/// The times of the calls of one size.
package struct Measurement: Sendable {
  /// The first call, which is apart because it may compile or fill caches.
  package let first: Double
  /// The calls after the first; the first itself where it is the only one.
  package let calls: [Double]
  /// Processor time a call, of all threads.
  package let processorTime: Double

  package init(first: Double, calls: [Double], processorTime: Double) {
    self.first = first
    self.calls = calls
    self.processorTime = processorTime
  }

  /// A measurement of one call that took so many seconds.
  package init(onlyCall seconds: Double) {
    self.init(first: seconds, calls: [seconds], processorTime: ProcessFacts.processorSeconds())
  }

  package var minimum: Double { calls.min() ?? first }

  /// The middle call, or the mean of the two in the middle.
  package var median: Double {
    let sorted = calls.sorted()
    guard let upper = sorted.dropFirst(sorted.count / 2).first else { return first }
    return sorted.count.isMultiple(of: 2) ? (sorted[sorted.count / 2 - 1] + upper) / 2 : upper
  }
}

/// The timing rule that all peers are measured by.
///
/// One first call apart; then at least 3 calls, more until the budget or 50 calls, and no more
/// after 12 s in all; a first call of more than 6 s is the only one.
package struct Timing {
  package static let fewestCalls = 3
  package static let mostCalls = 50
  package static let longestSeries = 12.0
  package static let longestFirstCall = 6.0

  /// How many seconds of calls are enough.
  package let budget: Double
  /// The seconds since some moment.
  let now: () -> Double

  package init(budget: Double, now: @escaping () -> Double = ProcessFacts.monotonicSeconds) {
    self.budget = budget
    self.now = now
  }

  /// Calls by the rule.
  ///
  /// - Parameter call: what is timed.
  /// - Returns: the last result, and the times.
  /// - Throws: what the call throws.
  package func measure<Value>(_ call: () throws -> Value) throws -> (Value, Measurement) {
    var busy = ProcessFacts.processorSeconds()
    var (value, first) = try timed(call)
    if first > Timing.longestFirstCall {
      busy = ProcessFacts.processorSeconds() - busy
      return (value, Measurement(first: first, calls: [first], processorTime: busy))
    }
    var calls: [Double] = []
    calls.reserveCapacity(Timing.mostCalls)
    var sum = 0.0
    busy = ProcessFacts.processorSeconds()
    while wantsMore(calls: calls.count, sum: sum) {
      let seconds: Double
      (value, seconds) = try timed(call)
      calls.append(seconds)
      sum += seconds
    }
    busy = (ProcessFacts.processorSeconds() - busy) / Double(calls.count)
    return (value, Measurement(first: first, calls: calls, processorTime: busy))
  }

  private func wantsMore(calls: Int, sum: Double) -> Bool {
    if sum > Timing.longestSeries { return false }
    return calls < Timing.fewestCalls || (sum < budget && calls < Timing.mostCalls)
  }

  private func timed<Value>(_ call: () throws -> Value) throws -> (Value, Double) {
    let began = now()
    let value = try call()
    keep(value)
    return (value, now() - began)
  }
}
