import Glibc
import Synchronization

/// One place on the page whose content changes while a cell runs.
///
/// It may be changed as often as you like: only some changes a second are drawn, and the last state
/// is always drawn at the end.
///
/// ```swift
/// let live = LiveDisplay(Markdown("searching …"))
/// for candidate in candidates { live.update(Markdown("best so far: \(search(candidate))")) }
/// live.finish()
/// ```
public final class LiveDisplay<Content: Displayable & Sendable>: Sendable {
  /// The place on the page.
  public let id = DisplayID()

  private let state: Mutex<LiveState<Content>>

  /// Shows some content, to be replaced later.
  ///
  /// - Parameters:
  ///   - content: What to show first.
  ///   - interval: The least time between two drawings.
  public init(_ content: Content, interval: Duration = .milliseconds(100)) {
    state = Mutex(LiveState(content, interval: interval))
    Displays.sink.showLive(content.bundle, at: id)
    LiveDisplays.register(self)
  }

  deinit { finish() }

  /// Replaces the content; it is drawn at once if the last drawing is long enough ago.
  public func update(_ content: Content) { modify { $0 = content } }

  /// Changes the content where it is, so that what grows need not be copied.
  ///
  /// It is drawn at once if the last drawing is long enough ago. A change that itself changes the same
  /// display does nothing by that.
  ///
  /// ```swift
  /// live.modify { $0.values.append(loss) }
  /// ```
  public func modify(_ change: (inout Content) -> Void) {
    guard var content = taken() else { return }
    change(&content)
    draw(state.withLock { $0.putBack(content) })
  }

  /// Draws the last state.
  public func finish() { draw(state.withLock { $0.begin(isLast: true) }) }

  /// What is to be seen, also if it has not been drawn yet; nothing to a change that is under way.
  package var content: Content? {
    while true {
      let (content, isOurs) = state.withLock { ($0.content, $0.isOurs) }
      if content != nil || isOurs { return content }
      sched_yield()
    }
  }

  /// Takes the content out, so that it can be changed without a lock and without a copy; nothing to a
  /// change within a change.
  private func taken() -> Content? {
    while true {
      switch state.withLock({ $0.take() }) {
      case .taken(let content): return content
      case .isOurs: return nil
      case .isBusy: sched_yield()
      }
    }
  }

  /// Draws a state, and then the last one if that was asked for in the meantime.
  ///
  /// Drawing takes a thousand times longer than asking, and may call back, so it is done without the
  /// lock; that one thread draws at a time is what keeps an older state from replacing a newer.
  private func draw(_ drawing: LiveState<Content>.Drawing?) {
    var next = drawing
    while let drawing = next {
      let start = RedrawClock.now()
      Displays.sink.update(drawing.content.bundle, at: id, isLast: drawing.isLast)
      next = state.withLock { $0.hasDrawn(since: start) }
    }
  }
}

extension LiveDisplay: PendingDisplay {
  func drawPending(isLast: Bool) {
    draw(state.withLock { $0.begin(isLast: isLast) })
  }
}
