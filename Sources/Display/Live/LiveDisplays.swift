import Glibc
import Synchronization

/// A display that may have a state which has not been drawn.
protocol PendingDisplay: AnyObject, Sendable {
  func drawPending(isLast: Bool)
}

/// The live displays of this process.
///
/// Between two redraws a display can be behind. A host of cells calls ``drawPending()`` when a cell
/// ends, and from time to time while it runs if its page should never lag by more than that; a
/// program without a host draws the last states when it ends.
public enum LiveDisplays {
  private struct Entry {
    weak var display: (any PendingDisplay)?
  }

  private static let entries = Mutex<[Entry]>([])

  private static let finishesAtExit: Void = { _ = atexit { LiveDisplays.finishAll() } }()

  static func register(_ display: any PendingDisplay) {
    _ = finishesAtExit
    entries.withLock { entries in
      entries.removeAll { $0.display == nil }
      entries.append(Entry(display: display))
    }
  }

  /// Draws every state that has not been drawn yet.
  public static func drawPending() { for display in alive { display.drawPending(isLast: false) } }

  /// Draws every last state; a display that changes afterwards begins anew.
  public static func finishAll() { for display in alive { display.drawPending(isLast: true) } }

  private static var alive: [any PendingDisplay] { entries.withLock { $0.compactMap(\.display) } }
}
