import Glibc

/// A moment, to the microsecond.
public struct Timestamp: Hashable, Sendable, CustomStringConvertible {
  /// Whole seconds since the beginning of 1970, UTC.
  public let seconds: Int
  /// What is left of a second, 0 to 999,999.
  public let microseconds: Int

  /// Makes a moment; microseconds beyond a second are cut off.
  public init(seconds: Int, microseconds: Int) {
    self.seconds = seconds
    self.microseconds = min(max(microseconds, 0), 999_999)
  }

  /// This moment.
  public static var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(seconds: time.tv_sec, microseconds: time.tv_nsec / 1000)
  }

  /// The moment as ISO 8601 has it, `2026-01-31T09:05:00.000250Z`; the beginning of 1970 for
  /// years that a calendar cannot hold.
  public var description: String {
    var moment = seconds
    var parts = tm()
    if gmtime_r(&moment, &parts) == nil {
      moment = 0
      gmtime_r(&moment, &parts)
    }
    let date = [
      padded(Int(parts.tm_year) + 1900, 4), padded(Int(parts.tm_mon) + 1, 2),
      padded(Int(parts.tm_mday), 2),
    ]
    let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded(Int($0), 2) }
    return date.joined(separator: "-") + "T" + time.joined(separator: ":") + "."
      + padded(microseconds, 6) + "Z"
  }

  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
