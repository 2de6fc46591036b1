import CellCompiler
import Display
import Glibc
import Terminal

/// Reads cells from a terminal: keys in, a text out, with colours, history and names on the way.
final class CellReader {
  /// What was read.
  enum Reading: Equatable {
    case cell(String)
    /// ^C on an empty line.
    case interrupted
    /// ^D, or the terminal is gone.
    case end
  }

  /// What keys do besides editing.
  enum Mode {
    case editing
    case searching(HistorySearch)
  }

  let device: TerminalDevice
  let look: TerminalLook
  let helper: Helper
  /// What was typed before, the oldest first.
  var history: [String]
  /// Whether somebody wants the program to end.
  var isEnding: () -> Bool = { false }

  var decoder = KeyDecoder()
  var keys: [Key] = []
  var editor = Editor()
  var mode = Mode.editing
  var walk: HistoryWalk?
  var completion = Completion()
  let pieces = SwiftPieces()
  var lastSwift: SwiftText?
  var layout = EditorLayout(
    prompt: StyledRow(), continuation: StyledRow(), width: 80, height: 24)
  var writer: FrameWriter
  /// What the terminal has said of itself.
  var answers: [Key.Answer] = []
  /// Whether it has been asked.
  var hasAsked = false

  init(device: TerminalDevice, look: TerminalLook, helper: Helper, history: [String]) {
    (self.device, self.look, self.helper, self.history) = (device, look, helper, history)
    writer = FrameWriter(hasColors: look.hasColors)
  }

  /// Reads a cell.
  ///
  /// - Parameters:
  ///   - number: The number in the prompt.
  ///   - start: What is there at the beginning.
  /// - Returns: The cell, or why there is none.
  func read(number: Int, start: String = "") -> Reading {
    device.enter(.keys)
    device.write("\u{1B}[?2004h")
    defer {
      device.write("\u{1B}[?2004l")
      device.enter(.running)
    }
    (editor, mode, walk, completion) = (Editor(start), .editing, nil, Completion())
    let words = "In [\(number)]: "
    layout = EditorLayout(
      prompt: StyledRow(words, Style(.green)),
      continuation: StyledRow(CellReader.dots(words.count), Style(.green)), width: 80, height: 24)
    draw()
    while true {
      while !keys.isEmpty {
        if let reading = press(keys.removeFirst()) { return reading }
      }
      if !hasMore { draw() }
      if !waitForKeys() { return .end }
    }
  }

  static func dots(_ width: Int) -> String {
    String(repeating: " ", count: max(width - 5, 0)) + "...: "
  }

  /// Whether keys wait that have not been read, so that drawing can wait for them.
  var hasMore: Bool {
    var watched = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return decoder.isPasting || poll(&watched, 1, 0) > 0
  }

  /// False where there will be no more.
  func waitForKeys() -> Bool {
    // A paste whose end is lost would swallow every key.
    let patience: Int32 = decoder.isPasting ? 1000 : decoder.isWaiting ? 40 : -1
    switch device.wait(milliseconds: patience) {
    case .bytes(let bytes): keys += decoder.keys(of: bytes)
    case .silence: keys += decoder.flush()
    case .woken: for answer in helper.take() { take(answer) }
    case .gone: return false
    }
    return !isEnding()
  }

  // MARK: Keys

  func press(_ key: Key) -> Reading? {
    if case .answer(let answer) = key {
      answers.append(answer)
      return nil
    }
    if case .searching(let search) = mode { return press(key, in: search) }
    if completion.menu != nil, pressInMenu(key) { return nil }
    if acceptsSuggestion(key) { return nil }
    if key != .up && key != .down && key != .control("p") && key != .control("n") { walk = nil }
    if case .text(let text) = key, text == "?" { completion = Completion() }
    let request = editor.press(key)
    if case .text(let text) = key { hasTyped(text) } else { completion.close() }
    guard let request else { return nil }
    return obey(request)
  }

  func obey(_ request: Editor.Request) -> Reading? {
    switch request {
    case .enter: return enter()
    case .complete: complete()
    case .interrupt: return interrupt()
    case .endOfInput:
      finish()
      return .end
    case .searchBack: mode = .searching(HistorySearch(history))
    case .clearScreen:
      writer.forget()
      device.write("\u{1B}[H\u{1B}[2J")
    case .suspend: suspend()
    case .historyBack: walkHistory { $0.back() }
    case .historyForward: walkHistory { $0.forward() }
    }
    return nil
  }

  func interrupt() -> Reading? {
    let wasEmpty = editor.content.isEmpty
    finish()
    if wasEmpty { return .interrupted }
    (editor, walk, completion) = (Editor(), nil, Completion())
    return nil
  }

  /// Runs what is whole; what is not goes on in the next line.
  func enter() -> Reading? {
    let text = editor.content.text
    if text.allSatisfy(\.isWhitespace) { return nil }
    guard editor.content.isOnLastLine, isWhole(text) else {
      newline()
      return nil
    }
    finish()
    let cell = String(text.reversed().drop(while: \.isWhitespace).reversed())
    if history.last != cell { history.append(cell) }
    return .cell(cell)
  }

  func isWhole(_ text: String) -> Bool {
    let lines = editor.content.lines
    // An empty line at the end runs whatever there is.
    if lines.count > 1, lines.last?.allSatisfy(\.isWhitespace) == true { return true }
    if text.hasPrefix("%%") { return false }
    if SwiftText.isCommand(text) { return true }
    let read = swift(of: editor.content).pieces
    // A text that is very long is not read in pieces.
    if read.isEmpty { return CellReader.isComplete(text) }
    let ending = SwiftEnding(read)
    if ending.isOpen { return false }
    return CellReader.isComplete(ending.text)
  }

  private static func isComplete(_ text: String) -> Bool {
    if case .incomplete = CellSyntax(text).completeness { return false }
    return true
  }

  /// What the parser knows of a text; it is asked once for each.
  func swift(of text: EditedText) -> SwiftText {
    if let swift = lastSwift, swift.lines == text.lines { return swift }
    let swift = SwiftText(text, pieces)
    lastSwift = swift
    return swift
  }

  func newline() {
    let (indent, isOpen) = swift(of: editor.content).indent(after: editor.content)
    let closes = editor.content.lineBehind.first { $0 != " " }.map { ")]}".contains($0) } ?? false
    let blanks = String(repeating: " ", count: indent)
    editor.change { text in
      if isOpen && closes {
        let place = text.scalarOffset
        text.insert("\n" + String(repeating: " ", count: max(indent - 2, 0)))
        text.move(toScalar: place)
      }
      text.insert("\n" + blanks)
    }
  }

  /// A bracket that closes moves to the column of the line that it closes.
  func hasTyped(_ text: String) {
    if let last = text.last, ")]}".contains(last), text.count == 1,
      editor.content.lineBefore.dropLast().allSatisfy({ $0 == " " })
    {
      let swift = swift(of: editor.content)
      if let line = swift.lineOfPartner(before: editor.content) {
        let indent = editor.content.lines[line].prefix { $0 == " " }.count
        editor.move { $0.indentLine(to: indent) }
      }
    }
    if completion.menu != nil || completion.isAwaited {
      let isName = text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      if isName { ask(isFirst: false) } else { completion.close() }
    }
  }

  func walkHistory(_ step: (inout HistoryWalk) -> String?) {
    var walk =
      self.walk
      ?? HistoryWalk(
        history, draft: editor.content.text, prefix: editor.content.textBefore)
    if let text = step(&walk) { editor.replace(with: text) }
    self.walk = walk
  }

  func suspend() {
    device.write(writer.remove(width: device.size.width) + "\u{1B}[?2004l")
    device.enter(.usual)
    kill(getpid(), SIGTSTP)
    device.enter(.keys)
    device.write("\u{1B}[?2004h")
  }

  // MARK: Search

  func press(_ key: Key, in search: HistorySearch) -> Reading? {
    var search = search
    switch key {
    case .text(let text): search.add(text)
    case .paste(let text): search.add(Transcript.text(of: text))
    case .backspace: search.removeLast()
    case .control("r"): search.back()
    case .control("g"), .control("c"), .escape:
      mode = .editing
      return nil
    default:
      mode = .editing
      if let found = search.found { editor.replace(with: found) }
      // Enter takes what was found; it is run by the next.
      return key == .enter ? nil : press(key)
    }
    mode = .searching(search)
    return nil
  }

  // MARK: Drawing

  func draw() {
    let (width, height) = device.size
    (layout.width, layout.height) = (width, height)
    if writer.hasLongRows(width: width) { writer.breaksAnew = terminalBreaksAnew() }
    if case .searching(let search) = mode { return draw(search, width) }
    let room = max(min(height - 2, 9), 0)
    let below = completion.menu?.rows(width: width, height: room) ?? []
    var frame = layout.frame(of: editor.content, below: below, style: styles(of: editor.content))
    if let rest = suggestion, frame.rows.indices.contains(frame.cursorRow) {
      let used = frame.rows[frame.cursorRow].width
      frame.rows[frame.cursorRow].add(
        CellReader.firstLine(of: rest).shortened(to: max(width - 1 - used, 0)), Style(.gray))
    }
    show(frame, width)
  }

  func show(_ frame: Frame, _ width: Int) {
    device.write(look.shown(writer.draw(frame, width: width)))
  }

  func draw(_ search: HistorySearch, _ width: Int) {
    let text = EditedText(search.found ?? editor.content.text)
    var frame = layout.frame(of: text, style: styles(of: text))
    let word = search.hasFailed ? "nothing older has" : "search"
    var row = StyledRow("\(word): ", Style(.yellow))
    row.add(String(search.query.suffix(max(width - 20, 1))))
    frame.rows.append(row)
    (frame.cursorRow, frame.cursorColumn) = (frame.rows.count - 1, min(row.width, width - 1))
    if frame.rows.count > layout.height { frame.rows.removeFirst(); frame.cursorRow -= 1 }
    show(frame, width)
  }

  /// How the characters of a text look; each line is asked for its styles once.
  func styles(of text: EditedText) -> (Int, Int) -> Style {
    let swift = swift(of: text)
    return styles(of: text, swift, marked: swift.brackets(at: text))
  }

  func styles(
    of text: EditedText, _ swift: SwiftText, marked: Set<Int>
  ) -> (Int, Int) -> Style {
    var (last, styles): (Int, [Style]) = (-1, [])
    return { line, place in
      if line != last { (last, styles) = (line, swift.styles(ofLine: line, marked: marked)) }
      return place < styles.count ? styles[place] : .plain
    }
  }

  /// A text that is longer is not written whole once more.
  static let longestEcho = 200_000

  /// Leaves the whole text on the screen, and the cursor below it.
  func finish() {
    let width = device.size.width
    layout.width = width
    var text = editor.content
    text.moveToTextEnd()
    let swift = swift(of: text)
    let style = styles(of: text, swift, marked: [])
    let size = text.lines.reduce(0) { $0 + $1.count + 1 }
    let frame =
      size <= CellReader.longestEcho
      ? layout.whole(of: text, style: style) : layout.frame(of: text, style: style)
    device.write(look.shown(writer.finish(frame, width: width)))
  }
}
