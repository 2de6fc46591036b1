import Display
import Testing

/// Names, titles and ticks: read where there is room, and given up in order where there is none.
@Suite struct WordsTests {
  @Test func everyBarThatLiesHasItsName() throws {
    let names = (0..<20).map { "name \($0)" }
    let chart = try BarChart(names, [.init("", names.map { _ in 1 })], isHorizontal: true)
    let svg = try chart.svg()
    let text = try chart.text(columns: 80, rows: 24)
    for name in names {
      #expect(svg.contains(">\(name)</text>") && text.contains("\(name) ┤"), "\(name)")
    }
  }

  @Test func longNamesAreShortenedBeforeAnyIsLeftOut() throws {
    let names = (0..<6).map { "\($0) and a good many more words" }
    let chart = try BarChart(names, [.init("", names.map { _ in 1 })])
    let svg = try chart.svg()
    let text = try chart.text()
    for index in 0..<6 {
      #expect(svg.contains(">\(index) and") && text.contains("\(index) and"))
    }
    #expect(svg.contains("…</text>") && text.contains("…"))
  }

  @Test func namesThatWouldReadTheSameAreLeftOut() throws {
    let names = (0..<16).map { "00000000000000000000\($0 + 10)" }
    let svg = try BarChart(names, [.init("", names.map { _ in 1 })]).svg()
    #expect(svg.contains(">\(names[0])</text>") && !svg.contains("…</text>"))
  }

  @Test func longWordsEndInTheDrawing() throws {
    let long = (0..<60).map { "word\($0)" }.joined(separator: " ")
    let svg = try LinePlot(
      [Series(long, [1, 2]), Series("b", [2, 3])], title: long, x: Axis(long), y: Axis(long)
    ).svg()
    #expect(svg.contains("<title>\(long)</title>"))
    #expect(svg.matches(of: /…<\/text>/).count == 4)
    #expect(!svg.contains("word59</text>"))
  }

  @Test func aLongNameLeavesRoomForItsBar() throws {
    let name = String(repeating: "long ", count: 40)
    let svg = try BarChart([name], [.init("", [1])], isHorizontal: true).svg()
    let width = try #require(svg.firstMatch(of: /<svg x="[^>]* width="([\d.]+)" height/))
    #expect((Double(width.1) ?? 0) > 300)
  }

  @Test(arguments: [(100.0, 60.0), (160, 100), (240, 160), (320, 100)])
  func smallDrawingsAreMostlyMarks(width: Double, height: Double) throws {
    let series = (0..<8).map { Series("series \($0)", [1, 2, 3]) }
    let plot = LinePlot(
      series + [Series("right", [3]).onRightAxis()], title: "t", x: "x", y: "y", right: "r")
    let svg = try plot.svg(width: width, height: height)
    let window = try #require(svg.firstMatch(of: /<svg x="[^>]* height="([\d.]+)" overflow/))
    #expect((Double(window.1) ?? 0) >= 0.4 * height)
    #expect(svg.contains("<title>t</title>") && svg.contains("x across, y up"))
  }

  @Test(arguments: [6, 8, 10, 14]) func smallTextsAreMostlyMarks(rows: Int) throws {
    let series = (0..<8).map { Series("series \($0)", [1, 2, 3]) }
    let text = try LinePlot(series, title: "t", x: "x", y: "y").text(columns: 40, rows: rows)
    let marks = text.split(separator: "\n").count { $0.contains("│") || $0.contains("┤") }
    #expect(5 * marks >= 2 * rows, "\(text)")
  }
}
