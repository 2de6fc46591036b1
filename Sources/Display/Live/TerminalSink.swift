import Glibc
import Synchronization

/// Shows displays as text in a terminal.
///
/// In a terminal that can move its cursor the live displays stay at the bottom and are drawn in place;
/// what is printed between two drawings begins a line of its own below a progress bar. Elsewhere a
/// live display is written once, in its last state.
public final class TerminalSink: DisplaySink {
  private let columns: @Sendable () -> Int?
  private let write: @Sendable (String) -> Void
  private let state = Mutex(TerminalState())

  /// Makes a sink that hands its text to a function.
  ///
  /// - Parameters:
  ///   - columns: How wide the terminal is; nothing where the cursor cannot be moved.
  ///   - write: What to do with the text.
  public init(
    columns: @escaping @Sendable () -> Int?, write: @escaping @Sendable (String) -> Void
  ) {
    self.columns = columns
    self.write = write
  }

  /// Shows displays on standard output.
  static let standard = TerminalSink(columns: TerminalSink.widthOfOutput) { text in
    print(text, terminator: "")
    fflush(nil)
  }

  /// Writes a value on new lines.
  public func show(_ bundle: MIMEBundle, at id: DisplayID) {
    change { $0.show(bundle.text) }
  }

  /// Writes the first state of a value where it can be replaced later.
  public func showLive(_ bundle: MIMEBundle, at id: DisplayID) {
    guard let columns = columns() else { return }
    change { $0.update(bundle.text, at: id, isLast: false, columns: columns) }
  }

  /// Writes a value over its earlier state.
  public func update(_ bundle: MIMEBundle, at id: DisplayID, isLast: Bool) {
    if let columns = columns() {
      change { $0.update(bundle.text, at: id, isLast: isLast, columns: columns) }
    } else if isLast {
      change { $0.show(bundle.text) }
    }
  }

  /// Removes the live displays; what scrolls away with the text cannot be taken back.
  public func clear(waits: Bool) { change { $0.clear(waits: waits) } }

  /// Writes what a change leaves to be written.
  ///
  /// One thread writes at a time, without the lock: what writes may display something itself.
  private func change(_ change: (inout TerminalState) -> Void) {
    var next = state.withLock { state in
      change(&state)
      return state.beginWriting()
    }
    while let text = next {
      write(text)
      next = state.withLock { $0.continueWriting() }
    }
  }

  private static func widthOfOutput() -> Int? {
    guard isatty(STDOUT_FILENO) == 1, getenv("TERM").map({ String(cString: $0) }) != "dumb"
    else { return nil }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}

/// What stands at the bottom of a terminal, and what is still to be written.
struct TerminalState {
  private struct Region {
    let id: DisplayID
    var text: String
    var isFinished: Bool
  }

  /// The live displays, from the top.
  private var regions: [Region] = []
  /// The rows that they take on the screen.
  private var rows = 0
  private var outbox = ""
  /// Whether the live displays go when the next text comes.
  private var isClearing = false
  private var isWriting = false

  mutating func beginWriting() -> String? { isWriting ? nil : continueWriting() }

  mutating func continueWriting() -> String? {
    isWriting = !outbox.isEmpty
    defer { outbox = "" }
    return isWriting ? outbox : nil
  }

  /// Writes a text above nothing: live displays stay where they are and are not drawn again there.
  mutating func show(_ text: String) {
    if isClearing { clear(waits: false) }
    if !regions.isEmpty { outbox += "\n" }
    outbox += text + "\n"
    (regions, rows) = ([], 0)
  }

  mutating func update(_ text: String, at id: DisplayID, isLast: Bool, columns: Int) {
    if isClearing { clear(waits: false) }
    outbox += wayBack
    if let index = regions.firstIndex(where: { $0.id == id }) {
      (regions[index].text, regions[index].isFinished) = (text, isLast)
    } else {
      regions.append(Region(id: id, text: text, isFinished: isLast))
    }
    outbox += regions.map(\.text).joined(separator: "\n")
    rows = regions.reduce(0) { $0 + TerminalState.rows(of: $1.text, columns: columns) }
    if regions.allSatisfy(\.isFinished) {
      outbox += "\n"
      (regions, rows) = ([], 0)
    }
  }

  /// Removes the live displays from the screen, now or before the next text.
  mutating func clear(waits: Bool) {
    isClearing = waits
    if waits { return }
    outbox += wayBack
    (regions, rows) = ([], 0)
  }

  /// Moves the cursor to where the live displays begin, and removes them.
  private var wayBack: String {
    rows > 1 ? "\r\u{1B}[\(rows - 1)A\u{1B}[J" : rows == 1 ? "\r\u{1B}[J" : ""
  }

  /// The rows that a text takes, those among them that begin where a line is too long.
  private static func rows(of text: String, columns: Int) -> Int {
    text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { rows, line in
      rows + max(1, (line.displayWidth + columns - 1) / max(columns, 1))
    }
  }
}
