import Display
import Testing

@Suite struct TextCanvasTests {
  @Test func whatIsOutsideIsNotThere() {
    var canvas = TextCanvas(columns: 3, rows: 1)
    canvas.put("x", column: 3, row: 0)
    canvas.put("x", column: 0, row: -1)
    canvas.write("abcdef", column: -1, row: 0)
    #expect(canvas.plain == "bcd")
    #expect(canvas[9, 9] == " ")
    #expect(TextCanvas(columns: -1, rows: -1).plain.isEmpty)
  }

  @Test func wideCharactersTakeTwoPlaces() {
    var canvas = TextCanvas(columns: 5, rows: 1)
    canvas.write("量子x", column: 0, row: 0)
    #expect(canvas.plain == "量子x")
    canvas.write("量", column: 4, row: 0)
    #expect(canvas.plain == "量子x")
  }

  @Test func codesOfTerminalsDoNotGetIn() {
    var canvas = TextCanvas(columns: 6, rows: 1)
    canvas.write("a\u{1B}[2J\u{7}b", column: 0, row: 0)
    #expect(canvas.plain == "a[2Jb ")
  }

  /// Whatever is put wherever, every row keeps its width.
  @Test(arguments: [Int.min, .min + 1, -2, -1, 0, 1, 2, 3, 4, 5, .max - 1, .max])
  func rowsStayRectangles(_ place: Int) {
    for text in ["量", "x", "\n", "\0", "\u{1B}", "量子", "e\u{301}", "\u{200B}", "👨‍👩‍👧‍👦"] {
      for row in [Int.min, -1, 0, 1, .max] {
        var canvas = TextCanvas(columns: 5, rows: 2)
        canvas.write("量子", column: 0, row: 0)
        canvas.write(text, column: place, row: row)
        canvas.write(text, centeredAt: place, row: row)
        canvas.write(text, endingAt: place, row: row)
        for character in text { canvas.put(character, column: place, row: row) }
        var sheet = TextCanvas(columns: 3, rows: 1)
        sheet.write("量x", column: 0, row: 0)
        canvas.paste(sheet, column: place, row: row)
        let lines = canvas.plain.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(
          lines.map(\.displayWidth) == [5, 5], "\(text.debugDescription) at \(place), \(row)")
      }
    }
  }

  @Test func halfAWideCharacterIsASpace() {
    var canvas = TextCanvas(columns: 5, rows: 1)
    canvas.write("量子", column: 0, row: 0)
    canvas.put("x", column: 1, row: 0)
    #expect(canvas.plain == " x子 ")
    canvas.put("y", column: 2, row: 0)
    #expect(canvas.plain == " xy  ")
    canvas.write("量z", column: -1, row: 0)
    #expect(canvas.plain == " zy  ")
  }

  @Test func coloursAreOpenedAndClosed() {
    var canvas = TextCanvas(columns: 3, rows: 1)
    canvas.put("x", column: 1, row: 0, ink: Color(0x0102FF))
    #expect(canvas.colored == " \u{1B}[0;38;2;1;2;255mx \u{1B}[0m")
  }

  @Test func textStandsWhereItShould() {
    var canvas = TextCanvas(columns: 9, rows: 3)
    canvas.write("mid", centeredAt: 4, row: 0)
    canvas.write("end", endingAt: 9, row: 1)
    canvas.write("wider than it", centeredAt: 4, row: 2)
    #expect(canvas.plain == "   mid   \n      end\nwider tha")
  }

  @Test(arguments: [
    ("abc", 3), ("é", 1), ("e\u{301}", 1), ("量子", 4), ("🎈", 2), ("⟨ψ|", 3), ("\u{0}\n", 0),
    ("❤️", 2), ("●○■", 3), ("ｱ", 1), ("한", 2), ("\u{200B}", 0),
  ])
  func widthIsThatOfATerminal(_ text: String, _ width: Int) {
    #expect(text.displayWidth == width)
  }
}
