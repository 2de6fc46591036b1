import Glibc
import Synchronization

/// Shows displays as text in a terminal.
///
/// In a terminal that can move its cursor an update replaces what was drawn, as long as nothing else
/// has been shown since; elsewhere only the last state of a display is written.
public final class TerminalSink: DisplaySink {
  private let canRedraw: Bool
  private let write: @Sendable (String) -> Void
  /// The display that stands last on the screen, and how many rows it takes.
  private let lowest = Mutex<(id: DisplayID, rows: Int)?>(nil)

  /// Makes a sink that hands its text to a function.
  ///
  /// - Parameters:
  ///   - canRedraw: Whether the terminal understands codes that move its cursor.
  ///   - write: What to do with the text.
  public init(canRedraw: Bool, write: @escaping @Sendable (String) -> Void) {
    self.canRedraw = canRedraw
    self.write = write
  }

  /// Shows displays on standard output.
  static let standard = TerminalSink(canRedraw: isatty(STDOUT_FILENO) == 1) { text in
    print(text, terminator: "")
    fflush(nil)
  }

  /// Writes a value on new lines.
  public func show(_ bundle: MIMEBundle, at id: DisplayID) {
    lowest.withLock { lowest in
      lowest = (id, rows(of: bundle))
      write(bundle.text + "\n")
    }
  }

  /// Writes the first state of a value where it can be replaced later.
  public func showLive(_ bundle: MIMEBundle, at id: DisplayID) {
    if canRedraw { show(bundle, at: id) }
  }

  /// Writes a value over its earlier state.
  public func update(_ bundle: MIMEBundle, at id: DisplayID, isLast: Bool) {
    guard canRedraw else {
      if isLast { write(bundle.text + "\n") }
      return
    }
    lowest.withLock { lowest in
      var text = ""
      if let shown = lowest, shown.id == id {
        text = "\u{1B}[\(shown.rows)A\r\u{1B}[J"
      }
      lowest = (id, rows(of: bundle))
      write(text + bundle.text + "\n")
    }
  }

  private func rows(of bundle: MIMEBundle) -> Int { bundle.text.count { $0 == "\n" } + 1 }
}
