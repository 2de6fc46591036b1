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

  private let state: Mutex<LiveState>
  /// The content, in a place of its own: a change is made there, without the lock and without a copy,
  /// by the one thread that the state names.
  nonisolated(unsafe) private let place: UnsafeMutablePointer<Content>

  /// Shows some content, to be replaced later.
  ///
  /// - Parameters:
  ///   - content: What to show first.
  ///   - interval: The least time between two drawings.
  public init(_ content: Content, interval: Duration = .milliseconds(100)) {
    state = Mutex(LiveState(interval: interval))
    place = .allocate(capacity: 1)
    place.initialize(to: content)
    Displays.sink.showLive(content.bundle, at: id)
    LiveDisplays.register(self)
  }

  deinit {
    finish()
    place.deinitialize(count: 1)
    place.deallocate()
  }

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
    guard take() else { return }
    change(&place.pointee)
    if state.withLock({ $0.putBack() }) { draw(isLast: false) }
  }

  /// Draws the last state.
  public func finish() { draw(isLast: true) }

  /// What is to be seen, also if it has not been drawn yet; nothing to a change that is under way.
  package var content: Content? {
    while true {
      let (content, isOurs) = state.withLock { state in
        (state.isAtRest ? place.pointee : nil, state.isOurs)
      }
      if content != nil || isOurs { return content }
      sched_yield()
    }
  }

  /// Takes the content in order to change it; a change within a change cannot.
  private func take() -> Bool {
    while true {
      switch state.withLock({ $0.take() }) {
      case .taken: return true
      case .isOurs: return false
      case .isBusy: sched_yield()
      }
    }
  }

  /// Draws what has not been drawn, and then the last state if that was asked for in the meantime.
  ///
  /// Drawing takes a thousand times longer than asking, and may call back, so it is done without the
  /// lock; that one thread draws at a time is what keeps an older state from replacing a newer.
  private func draw(isLast: Bool) {
    var goesOn = true
    while goesOn {
      let begun = state.withLock { state in
        state.begin(isLast: isLast).map { (content: place.pointee, drawing: $0) }
      }
      guard let begun else { return }
      let start = RedrawClock.exactly()
      Displays.sink.update(begun.content.bundle, at: id, isLast: begun.drawing == .last)
      goesOn = state.withLock { $0.hasDrawn(since: start) }
    }
  }
}

extension LiveDisplay: PendingDisplay {
  func drawPending(isLast: Bool) { draw(isLast: isLast) }
}
