import Glibc

/// What a live display knows, to be looked at under its lock.
struct LiveState<Content: Displayable & Sendable>: Sendable {
  /// A state that is to be drawn now, by who asked.
  struct Drawing {
    let content: Content
    let isLast: Bool
  }

  /// What comes of asking for the content in order to change it.
  enum Taking {
    case taken(Content)
    /// The thread that asks is changing it already.
    case isOurs
    /// Another thread is changing it.
    case isBusy
  }

  /// The content; nothing while a thread changes it.
  private(set) var content: Content?
  /// The thread that changes the content.
  private var changer: pthread_t?
  private var clock: RedrawClock
  private var isPending = false
  private var isDrawing = false
  private var isFinished = false
  private var wantsLast = false

  init(_ content: Content, interval: Duration) {
    self.content = content
    clock = RedrawClock(interval: interval)
    clock.hasDrawn(since: RedrawClock.now())
  }

  mutating func take() -> Taking {
    if let content = content.take() {
      changer = pthread_self()
      return .taken(content)
    }
    return isOurs ? .isOurs : .isBusy
  }

  /// Whether the thread at hand is changing the content.
  var isOurs: Bool { changer == pthread_self() }

  /// Takes the changed content back; gives it out again if it is to be drawn.
  mutating func putBack(_ content: Content) -> Drawing? {
    self.content = content
    changer = nil
    isPending = true
    isFinished = false
    if wantsLast { return begin(isLast: true) }
    return !isDrawing && clock.isDue ? begin(isLast: false) : nil
  }

  /// Gives out what has not been drawn; to one thread at a time.
  mutating func begin(isLast: Bool) -> Drawing? {
    guard !isDrawing, let content else {
      // Whoever draws or changes it now does so when done.
      if isLast { wantsLast = true }
      return nil
    }
    wantsLast = false
    guard isPending || (isLast && !isFinished) else { return nil }
    isPending = false
    isDrawing = true
    isFinished = isLast
    return Drawing(content: content, isLast: isLast)
  }

  mutating func hasDrawn(since start: Int64) -> Drawing? {
    isDrawing = false
    clock.hasDrawn(since: start)
    return wantsLast ? begin(isLast: true) : nil
  }
}
