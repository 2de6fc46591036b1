import Display
import Glibc

/// Says how long some code takes; `%time code` in a cell is rewritten to call it.
public func quillTime<Value>(_ body: () throws -> Value) rethrows -> Value {
  quillStopwatch.start()
  defer { quillStopwatch.stop() }
  return try body()
}

/// Says how long some code takes that waits.
public func quillTime<Value>(_ body: () async throws -> Value) async rethrows -> Value {
  quillStopwatch.start()
  defer { quillStopwatch.stop() }
  return try await body()
}

/// The watch of `%time`, for code that is no expression.
public enum quillStopwatch {
  nonisolated(unsafe) private static var starts: [(wall: Double, processor: Double)] = []

  /// Begins to count.
  public static func start() {
    starts.append((seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID)))
  }

  /// Says how long it was.
  public static func stop() {
    let (wall, processor) = (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
    guard let start = starts.popLast() else { return }
    print(
      "Time: \(duration(wall - start.wall)), of the processors \(duration(processor - start.processor))"
    )
  }

  fileprivate static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// Says how long some code takes when it is run often; `%timeit code` in a cell is rewritten to call it.
///
/// The code is run in seven rounds of about a tenth of a second. The median says what to expect, the
/// least what the machine can do when nothing disturbs it.
public func quillTimeRuns<Value>(_ body: () throws -> Value) rethrows {
  var count = 1
  while try round(of: count, body) < 0.1, count < 1 << 30 { count *= 2 }
  var rounds: [Double] = []
  for _ in 0..<7 { rounds.append(try round(of: count, body) / Double(count)) }
  rounds.sort()
  print(
    "\(duration(rounds[3])) a run (least \(duration(rounds[0])), most \(duration(rounds[6])); "
      + "7 rounds of \(count) \(count == 1 ? "run" : "runs"))")
}

private func round<Value>(of count: Int, _ body: () throws -> Value) rethrows -> Double {
  let start = quillStopwatch.seconds(CLOCK_MONOTONIC)
  for _ in 0..<count { consume(try body()) }
  return quillStopwatch.seconds(CLOCK_MONOTONIC) - start
}

/// Makes the compiler believe that a value is needed.
@inline(never) @_optimize(none) private func consume<Value>(_ value: Value) {}

/// A time in the unit that suits it, with three digits.
func duration(_ seconds: Double) -> String {
  let units: [(name: String, size: Double)] = [("s", 1), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9)]
  let unit = units.first { abs(seconds) >= $0.size } ?? ("ns", 1e-9)
  let value = seconds / unit.size
  let digits = abs(value) >= 100 ? 0 : abs(value) >= 10 ? 1 : 2
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  let rounded = (value * scale).rounded() / scale
  return digits == 0 ? "\(Int(rounded)) \(unit.name)" : "\(rounded) \(unit.name)"
}
