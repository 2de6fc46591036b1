import Terminal
import Testing

/// A terminal of a few lines that does what the code of this package asks of one.
struct Screen {
  let width: Int
  var rows: [[Character]] = [[]]
  var row = 0
  var column = 0
  private var saved = (row: 0, column: 0)

  init(width: Int) { self.width = width }

  var lines: [String] {
    rows.map { line in
      let text = String(line)
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// The lines down to the last that is not empty.
  var ink: [String] { Array(lines.reversed().drop { $0.isEmpty }.reversed()) }

  mutating func write(_ text: String) {
    var rest = Substring(text)
    while let scalar = rest.unicodeScalars.first {
      rest.unicodeScalars.removeFirst()
      switch scalar {
      case "\r": column = 0
      case "\n":
        (row, column) = (row + 1, 0)
        if row == rows.count { rows.append([]) }
      case "\u{1B}":
        switch rest.removeFirst() {
        case "7":
          saved = (row, column)
          continue
        case "8":
          (row, column) = saved
          continue
        case "P", "_":
          // A picture: nothing that this screen shows.
          while rest.popFirst() != "\u{1B}" {}
          rest.removeFirst()
          continue
        default: break
        }
        let number = rest.prefix { $0.isNumber || $0 == ";" }
        rest = rest.dropFirst(number.count)
        obey(rest.removeFirst(), Int(number) ?? 1)
      default: put(Character(scalar))
      }
    }
  }

  private mutating func put(_ character: Character) {
    if column == width {
      (row, column) = (row + 1, 0)
      if row == rows.count { rows.append([]) }
    }
    while rows[row].count <= column { rows[row].append(" ") }
    rows[row][column] = character
    column += 1
  }

  private mutating func obey(_ letter: Character, _ count: Int) {
    switch letter {
    case "A": row = max(row - count, 0)
    case "B": row = min(row + count, rows.count - 1)
    case "C": column = min(column + count, width - 1)
    case "K": rows[row] = Array(rows[row].prefix(column))
    case "J":
      rows[row] = Array(rows[row].prefix(column))
      rows.removeSubrange((row + 1)...)
    default: break
    }
  }
}

@Suite struct ScreenTests {
  func layout(_ width: Int, _ height: Int = 10) -> EditorLayout {
    EditorLayout(
      prompt: StyledRow("> "), continuation: StyledRow(". "), width: width, height: height)
  }

  @Test func linesArePutBehindPromptsAndBroken() {
    var layout = layout(8)
    let frame = layout.frame(of: EditedText("abcdefg\nx")) { _, _ in .plain }
    #expect(frame.rows.map { String($0.characters) } == ["> abcde", "  fg", ". x"])
    #expect((frame.cursorRow, frame.cursorColumn) == (2, 3))
  }

  @Test func theCursorBehindAFullRowStandsInTheLastColumn() {
    var layout = layout(8)
    let frame = layout.frame(of: EditedText("abcde")) { _, _ in .plain }
    #expect(frame.rows.count == 1 && (frame.cursorRow, frame.cursorColumn) == (0, 7))
  }

  @Test func ofALongTextThePartAroundTheCursorIsSeen() {
    var layout = layout(20, 3)
    var text = EditedText((1...9).map(String.init).joined(separator: "\n"))
    func rows() -> [String] {
      layout.frame(of: text) { _, _ in .plain }.rows.map { String($0.characters) }
    }
    #expect(rows() == [". 7", ". 8", ". 9"])
    text.moveLines(by: -3)
    #expect(rows() == [". 6", ". 7", ". 8"])
    text.moveToTextStart()
    #expect(rows() == ["> 1", ". 2", ". 3"])
    #expect(layout.whole(of: text) { _, _ in .plain }.rows.count == 9)
  }

  /// Whatever was drawn before, the screen shows the last frame.
  @Test(arguments: [8, 13, 40]) func framesAreDrawnOverEachOther(_ width: Int) {
    var seed: UInt64 = 5
    func next(_ count: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % count
    }
    var screen = Screen(width: width)
    screen.write("above\r\n")
    var writer = FrameWriter(hasColors: true)
    var layout = layout(width, 6)
    for _ in 0..<400 {
      let lines = (0...next(8)).map { _ in
        String(repeating: ["a", "b", "x"][next(3)], count: next(20))
      }
      var text = EditedText(lines.joined(separator: "\n"))
      text.move(toScalar: next(60))
      let below = (0..<next(3)).map { StyledRow("m\($0)", Style(reversed: true)) }
      let styles = [Style.plain, Style(.red), Style(bold: true)]
      let frame = layout.frame(of: text, below: below) { line, place in styles[(line + place) % 3] }
      screen.write(writer.draw(frame, width: width))
      #expect(
        screen.ink == ["above"]
          + frame.rows.map { row in
            String(String(row.characters).reversed().drop { $0 == " " }.reversed())
          })
      #expect((screen.row, screen.column) == (frame.cursorRow + 1, frame.cursorColumn))
    }
    screen.write(writer.remove(width: width))
    #expect(screen.lines == ["above", ""])
  }

  @Test func onlyWhatChangesIsWritten() {
    var writer = FrameWriter(hasColors: true)
    var layout = layout(80, 400)
    var text = EditedText(Array(repeating: "let a = 1", count: 300).joined(separator: "\n"))
    _ = writer.draw(layout.frame(of: text) { _, _ in .plain }, width: 80)
    text.insert("2")
    #expect(writer.draw(layout.frame(of: text) { _, _ in .plain }, width: 80) == "2")
  }

  @Test func withoutColoursThereAreNone() {
    var writer = FrameWriter(hasColors: false)
    let frame = Frame(
      rows: [StyledRow("a", Style(.red, bold: true))], cursorRow: 0, cursorColumn: 1)
    #expect(writer.draw(frame, width: 9) == "\u{1B}[0;1ma\u{1B}[0m")
  }

  @Test func whatMovesTheCursorIsShownAsASign() {
    #expect(String(StyledRow("a\u{1B}\u{7}\tb\u{202E}").characters) == "a??  b?")
    #expect(StyledRow("量é").width == 3)
  }

  @Test func displaysAreDrawnInTheirPlace() {
    var tail = OutputTail()
    var screen = Screen(width: 20)
    screen.write(tail.print("before", width: 20, height: 10))
    screen.write(tail.show("one\ntwo", at: "a", width: 20, height: 10))
    screen.write(tail.print("between\n", width: 20, height: 10))
    screen.write(tail.show("bar", at: "b", width: 20, height: 10))
    screen.write(tail.update("ONE", at: "a", width: 20, height: 10))
    screen.write(tail.update("bar bar bar bar bar bar bar", at: "b", width: 20, height: 10))
    screen.write(tail.print("end", width: 20, height: 10))
    screen.write(tail.finish(width: 20, height: 10))
    #expect(
      screen.lines == ["before", "ONE", "between", "bar bar bar bar bar", "bar bar", "end", ""])
  }

  @Test func aDisplayThatHasScrolledAwayIsShownAgain() {
    var tail = OutputTail()
    var text = tail.show("plot", at: "a", width: 20, height: 4)
    text += tail.print("1\n2\n3\n4\n", width: 20, height: 4)
    text += tail.update("PLOT", at: "a", width: 20, height: 4)
    text += tail.update("last", at: "a", width: 20, height: 4)
    #expect(text == "plot\n1\n2\n3\n4\nPLOT\n\r\u{1B}[1A\u{1B}[Jlast\n")
  }

  @Test func whatIsHigherThanTheScreenIsDrawnAtTheEnd() {
    var tail = OutputTail()
    _ = tail.show("1\n2\n3\n4\n5", at: "a", width: 20, height: 4)
    #expect(tail.update("1\n2\n3\n4\n6", at: "a", width: 20, height: 4).isEmpty)
    #expect(tail.finish(width: 20, height: 4) == "1\n2\n3\n4\n6\n")
  }

  @Test func picturesKeepTheirRows() throws {
    var tail = OutputTail()
    var screen = Screen(width: 20)
    func picture(_ rows: Int) -> TerminalPicture {
      TerminalPicture(codes: "\u{1B}Pq~\u{1B}\\", rows: rows, removal: "\u{1B}_Gd\u{1B}\\")
    }
    screen.write(tail.print("before", width: 20, height: 12))
    screen.write(tail.show(picture(3), at: "a", width: 20, height: 12))
    screen.write(tail.show("below", at: "b", width: 20, height: 12))
    #expect(screen.lines == ["before", "", "", "", "below", ""])
    let update = tail.update(picture(2), at: "a", width: 20, height: 12)
    #expect(update.hasPrefix("\u{1B}_Gd\u{1B}\\\r\u{1B}[4A\u{1B}[J"))
    screen.write(update)
    #expect(screen.lines == ["before", "", "", "below", ""])
    screen.write(tail.update("text", at: "a", width: 20, height: 12))
    screen.write(tail.finish(width: 20, height: 12))
    #expect(screen.lines == ["before", "text", "below", ""])
  }

  @Test func rowsThatATerminalCutsAreNotCountedTwice() {
    let frame = Frame(
      rows: [StyledRow(String(repeating: "a", count: 30)), StyledRow("b")], cursorRow: 1,
      cursorColumn: 1)
    var writer = FrameWriter(hasColors: false)
    _ = writer.draw(frame, width: 40)
    #expect(writer.hasLongRows(width: 20) && !writer.hasLongRows(width: 30))
    var other = writer
    other.breaksAnew = false
    #expect(writer.draw(frame, width: 20).hasPrefix("\u{1B}[2A\r\u{1B}[J"))
    #expect(other.draw(frame, width: 20).hasPrefix("\u{1B}[1A\r\u{1B}[J"))
  }

  @Test func clearedDisplaysGoWhenSomethingNewComes() {
    var tail = OutputTail()
    _ = tail.show("one", at: "a", width: 20, height: 9)
    #expect(tail.clear(waits: true, width: 20).isEmpty)
    #expect(tail.show("two", at: "b", width: 20, height: 9) == "\r\u{1B}[1A\u{1B}[Jtwo\n")
  }

  @Test func lettersForTerminalsOfASCII() {
    #expect(PlainLetters.text(of: "┤⡰⠒ ●─ θ é") == "+:. *- q ?")
  }

  @Test func aMenuHasNoMoreRowsThanThereIsRoomFor() {
    var menu = Menu(
      (0..<30).map { Menu.Item(text: "name\($0)", kind: "method", signature: "(Int) -> Int") })
    menu.move(by: -1)
    menu.note = "What it is."
    for (width, height) in [(40, 9), (10, 3), (80, 1), (5, 9), (3, 9), (40, 0)] {
      let rows = menu.rows(width: width, height: height)
      #expect(rows.count <= height && rows.allSatisfy { $0.width < max(width, 1) })
    }
    #expect(menu.item?.text == "name29")
    #expect(String(menu.rows(width: 40, height: 3)[1].characters).hasPrefix(" name29"))
  }
}

@Suite struct WordWrapTests {
  @Test(arguments: [
    ("one two three", 8, "one two\nthree"), ("  one two three", 8, "  one two three"),
    ("longerthanthat x", 8, "longerthanthat\nx"), ("", 8, ""), ("a\nb c", 8, "a\nb c"),
    ("\u{1B}[31mone two\u{1B}[0m x", 7, "\u{1B}[31mone two\u{1B}[0m\nx"), ("a b", 0, "a\nb"),
    ("\u{1B}[31m      ^\u{1B}[0m", 5, "\u{1B}[31m      ^\u{1B}[0m"),
    (":a  one two three", 12, ":a  one two\n    three"),
    ("longword  one two", 9, "longword \none two"),
    (":a B   one  two", 11, ":a B   one \n       two"),
  ])
  func linesAreBrokenBetweenWords(_ text: String, _ width: Int, _ broken: String) {
    #expect(WordWrap.text(text, width: width) == broken)
  }
}
