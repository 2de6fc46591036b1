import Synchronization

/// One place on the page whose content changes while a cell runs.
///
/// `update` may be called as often as you like: only some calls a second draw, and the last state is
/// always drawn at the end.
///
/// ```swift
/// let live = LiveDisplay(Sparkline([]))
/// for step in 0..<1_000_000 { losses.append(descend()); live.update(Sparkline(losses)) }
/// live.finish()
/// ```
public final class LiveDisplay<Content: Displayable & Sendable>: Sendable {
  /// The place on the page.
  public let id = DisplayID()

  private struct State {
    var content: Content
    var clock: RedrawClock
    var isPending = false
    var isFinished = false
  }

  private let state: Mutex<State>

  /// Shows some content, to be replaced later.
  ///
  /// - Parameters:
  ///   - content: What to show first.
  ///   - interval: The least time between two drawings.
  public init(_ content: Content, interval: Duration = .milliseconds(100)) {
    state = Mutex(State(content: content, clock: RedrawClock(interval: interval)))
    _ = state.withLock { $0.clock.isDue() }
    Displays.sink.showLive(content.bundle, at: id)
    LiveDisplays.register(self)
  }

  deinit { finish() }

  /// Replaces the content; it is drawn at once if the last drawing is long enough ago.
  public func update(_ content: Content) { modify { $0 = content } }

  /// Changes the content in place; it is drawn at once if the last drawing is long enough ago.
  public func modify(_ change: (inout Content) -> Void) {
    let due: Content? = state.withLock { state in
      change(&state.content)
      state.isPending = true
      guard state.clock.isDue() else { return nil }
      state.isPending = false
      return state.content
    }
    // Drawing takes a thousand times longer than asking, and may call back: not under the lock.
    if let due { Displays.sink.update(due.bundle, at: id, isLast: false) }
  }

  /// What is to be seen, also if it has not been drawn yet.
  public var content: Content { state.withLock { $0.content } }

  /// Draws the last state; further updates begin anew.
  public func finish() { draw(isLast: true) }

  private func draw(isLast: Bool) {
    let due: Content? = state.withLock { state in
      guard state.isPending || (isLast && !state.isFinished) else { return nil }
      state.isPending = false
      state.isFinished = isLast
      return state.content
    }
    if let due { Displays.sink.update(due.bundle, at: id, isLast: isLast) }
  }
}

extension LiveDisplay: PendingDisplay {
  func drawPending() { draw(isLast: false) }
}

/// A display that may have a state which has not been drawn.
protocol PendingDisplay: AnyObject, Sendable {
  func drawPending()
}

/// The live displays of this process.
public enum LiveDisplays {
  private struct Entry {
    weak var display: (any PendingDisplay)?
  }

  private static let entries = Mutex<[Entry]>([])

  static func register(_ display: any PendingDisplay) {
    entries.withLock { entries in
      entries.removeAll { $0.display == nil }
      entries.append(Entry(display: display))
    }
  }

  /// Draws every state that has not been drawn yet; a host calls it when a cell ends.
  public static func drawPending() {
    let displays = entries.withLock { $0.compactMap(\.display) }
    for display in displays { display.drawPending() }
  }
}
