import Glibc

/// Says when a display may be drawn again.
///
/// Each change asks the kernel's coarse clock, which is read in a few nanoseconds and ticks every few
/// milliseconds: fine enough for a picture that changes some times a second.
struct RedrawClock {
  /// The least time between two drawings, in nanoseconds.
  private let interval: Int64
  private var next: Int64 = 0
  /// How long the drawing before took.
  private var durationBefore = Int64.max
  /// Nobody waits longer for a picture, however slow the page is.
  private static let longestPause: Int64 = 10_000_000_000

  init(interval: Duration) {
    let (seconds, attoseconds) = interval.components
    // A thousand seconds is longer than anybody waits for a redraw.
    self.interval = min(max(seconds, 0), 1000) * 1_000_000_000 + attoseconds / 1_000_000_000
  }

  /// Whether a drawing is due.
  var isDue: Bool { RedrawClock.now() >= next }

  /// Settles when the first drawing is due.
  mutating func begin() { next = RedrawClock.now() + interval }

  /// Settles when the next drawing is due.
  ///
  /// What takes long to draw is drawn the less often, so that drawing takes a hundredth of the time at most,
  /// however many points there are; a drawing of more than a tenth of a second takes more. One that was held
  /// up once, by a terminal that stood still, counts for what the one before took.
  mutating func hasDrawn(since start: Int64) {
    let duration = RedrawClock.exactly() - start
    let pause = min(99 * min(duration, durationBefore), RedrawClock.longestPause)
    durationBefore = duration
    next = RedrawClock.now() + (interval == 0 ? 0 : max(interval, pause))
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
