import Glibc

/// Says when a display may be drawn again.
///
/// Each change asks the kernel's coarse clock, which is read in a few nanoseconds and ticks every few
/// milliseconds: fine enough for a picture that changes some times a second.
struct RedrawClock {
  /// The least time between two drawings, in nanoseconds.
  private let interval: Int64
  private var next: Int64 = 0

  init(interval: Duration) {
    let (seconds, attoseconds) = interval.components
    // A thousand seconds is longer than anybody waits for a redraw.
    self.interval = min(max(seconds, 0), 1000) * 1_000_000_000 + attoseconds / 1_000_000_000
  }

  /// Whether a drawing is due.
  var isDue: Bool { RedrawClock.now() >= next }

  /// Settles when the next drawing is due.
  ///
  /// What takes long to draw is drawn the less often, so that drawing never takes more than a hundredth of
  /// the time, however many points there are and however slow the page or the terminal is.
  mutating func hasDrawn(since start: Int64) {
    let duration = RedrawClock.exactly() - start
    next = RedrawClock.now() + (interval == 0 ? 0 : max(interval, 99 * duration))
  }

  /// The time since the machine was started, in nanoseconds, without ticks: for how long a drawing takes.
  static func exactly() -> Int64 { time(of: CLOCK_MONOTONIC) }

  /// The time since the machine was started, in nanoseconds.
  static func now() -> Int64 { time(of: CLOCK_MONOTONIC_COARSE) }

  private static func time(of clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
