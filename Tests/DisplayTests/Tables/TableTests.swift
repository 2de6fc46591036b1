import Display
import TestSupport
import Testing

@Suite struct TableTests {
  let table = try? Table(
    ["method", "accuracy", "runs"],
    [["Adam", 0.953, 1200], ["SPSA & co", 0.92, 400], ["量子", 1.0, 12]], title: "Optimisers")

  @Test func numbersStandToTheRight() {
    #expect(
      table?.text == """
        Optimisers               
        method     accuracy  runs
        ─────────────────────────
        Adam          0.953  1200
        SPSA & co      0.92   400
        量子              1    12
        """)
  }

  @Test func looksAsBefore() throws {
    let table = try #require(table)
    try expectGolden(table.text + "\n", "Display/table.txt")
    try expectGolden(table.html, "Display/table.html")
  }

  @Test func markupIsEscaped() throws {
    let html = try #require(table).html
    #expect(html.contains("SPSA &amp; co") && html.contains("<caption"))
    #expect(html.contains("text-align:right\">1200</td>"))
  }

  @Test func theMiddleOfALongTableIsLeftOut() throws {
    var long = try Table(["n"], (0..<1000).map { [.integer($0)] })
    long.shownRows = 4
    #expect(
      long.text.split(separator: "\n").map { $0.split(separator: " ")[0] } == [
        "n", "───", "0", "1", "⋮", "998", "999",
      ])
    long.shownRows = -5
    #expect(long.text.contains("998 more rows"))
  }

  @Test func aTableWithoutRowsOrColumnsIsATable() throws {
    #expect(try Table(["a", "b"], []).text == "a  b\n────")
    #expect(try Table([], []).bundle.text(.html)?.contains("<table") == true)
  }

  @Test func aRowOfAnotherLengthIsRefused() {
    #expect(throws: DisplayError.rowDiffers(row: 2, count: 1, headings: 2)) {
      try Table(["a", "b"], [[1, 2], [1]])
    }
  }

  @Test func lineBreaksStayInTheirCell() throws {
    #expect(try Table(["a\nb"], [["c\nd"]]).text.split(separator: "\n").count == 3)
  }

  @Test func nothingInATableReachesTheTerminalAsACode() throws {
    let code = "a\u{1B}[2J\r\n\u{7}\u{9B}b\u{202E}c"
    let table = try Table([code, "n"], [[.text(code), 1]], title: code)
    #expect(
      table.text == """
        a[2J bc   
        a[2J bc  n
        ──────────
        a[2J bc  1
        """)
    #expect(table.html.contains(">a[2J bc</caption>"))
  }

  @Test func aLongTableIsShownAtOnce() throws {
    let table = try Table(
      ["a", "b", "c"], (0..<200_000).map { [.integer($0), .number(0.5), .text("x")] })
    let time = ContinuousClock().measure { _ = table.text.count + table.html.count }
    #expect(time < .seconds(1))
  }
}
