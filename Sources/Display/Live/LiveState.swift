import Glibc

/// Who changes the content of a live display, who draws it, and what is still to be drawn; to be
/// looked at under the display's lock.
struct LiveState: Sendable {
  /// What comes of asking for the content in order to change it.
  enum Taking {
    case taken
    /// The thread that asks is changing it already.
    case isOurs
    /// Another thread is changing it.
    case isBusy
  }

  /// What is to be drawn now.
  enum Drawing {
    /// A state among others.
    case ordinary
    /// The last, until it changes again.
    case last
  }

  /// The thread that changes the content.
  private var changer: pthread_t?
  private var clock: RedrawClock
  private var isPending = false
  private var isDrawing = false
  private var isFinished = false
  private var wantsLast = false

  init(interval: Duration) {
    clock = RedrawClock(interval: interval)
    clock.begin()
  }

  /// Whether nobody is changing the content, so that it can be looked at.
  var isAtRest: Bool { changer == nil }

  /// Whether the thread at hand is changing the content.
  var isOurs: Bool { changer == pthread_self() }

  mutating func take() -> Taking {
    guard isAtRest else { return isOurs ? .isOurs : .isBusy }
    changer = pthread_self()
    return .taken
  }

  /// Notes that the content has been changed; says whether it is time to draw.
  mutating func putBack() -> Bool {
    changer = nil
    isPending = true
    isFinished = false
    return wantsLast || (!isDrawing && clock.isDue)
  }

  /// Says what is to be drawn; to one thread at a time, and while nobody changes the content.
  mutating func begin(isLast: Bool) -> Drawing? {
    let isLast = isLast || wantsLast
    guard !isDrawing, isAtRest else {
      // Whoever draws or changes it now does so when done.
      wantsLast = isLast
      return nil
    }
    wantsLast = false
    guard isPending || (isLast && !isFinished) else { return nil }
    (isPending, isDrawing, isFinished) = (false, true, isLast)
    return isLast ? .last : .ordinary
  }

  /// Notes that a drawing that began at a time is done; says whether the last is wanted by now.
  mutating func hasDrawn(since start: Int64) -> Bool {
    isDrawing = false
    clock.hasDrawn(since: start)
    return wantsLast
  }
}
