import Glibc

/// What the system says about this process.
///
/// Foundation is avoided in the whole command: its start would be measured.
package enum ProcessFacts {
  /// Seconds on a clock that never goes back.
  package static func monotonicSeconds() -> Double { seconds(of: CLOCK_MONOTONIC) }

  /// Processor time of all threads so far.
  package static func processorSeconds() -> Double { seconds(of: CLOCK_PROCESS_CPUTIME_ID) }

  /// Seconds since the process started, to a hundredth.
  package static func secondsSinceStart() -> Double {
    // Field 22 of the line; the name in field 2 may hold anything, so count from its bracket.
    guard let line = firstLine(of: "/proc/self/stat"), let bracket = line.lastIndex(of: ")")
    else { return processorSeconds() }
    let fields = line[bracket...].split(separator: " ")
    guard fields.count > 20, let ticks = Double(fields[20]) else { return processorSeconds() }
    return seconds(of: CLOCK_BOOTTIME) - ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// The most memory that the process has held so far.
  package static func peakMegabytes() -> Int {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return usage.ru_maxrss / 1024
  }

  /// How many threads wanted to run in the last minute: other people's work spoils a timing.
  package static func load() -> Double {
    var average = 0.0
    return getloadavg(&average, 1) == 1 ? average : 0
  }

  private static func seconds(of clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private static func firstLine(of path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [CChar](repeating: 0, count: 4096)
    guard fgets(&bytes, Int32(bytes.count), file) != nil else { return nil }
    return String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
