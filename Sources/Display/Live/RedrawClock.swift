import Glibc

/// Says when a display may be drawn again.
///
/// It asks the kernel's coarse clock, which is read in a few nanoseconds and ticks every few
/// milliseconds: fine enough for a picture that changes some times a second.
struct RedrawClock {
  /// The least time between two drawings, in nanoseconds.
  let interval: Int64
  private var next: Int64 = 0

  init(interval: Duration) {
    let (seconds, attoseconds) = interval.components
    // A thousand seconds is longer than anybody waits for a redraw.
    self.interval = min(max(seconds, 0), 1000) * 1_000_000_000 + attoseconds / 1_000_000_000
  }

  /// Whether a drawing is due; if so, the next is due an interval later.
  mutating func isDue() -> Bool {
    let now = RedrawClock.now()
    guard now >= next else { return false }
    next = now + interval
    return true
  }

  /// The time since the machine was started, in nanoseconds.
  static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
