import Display
import Testing

/// Series stay apart, however many there are.
@Suite struct ManySeriesTests {
  static let series = (0..<24).map { Series("s\($0)", [Double($0), Double($0) + 1]) }

  @Test func twentyFourLinesDiffer() throws {
    let svg = try LinePlot(Self.series).svg()
    let looks = svg.matches(
      of: /fill="none" stroke="(#\w+)" stroke-width="1.8"[^>]*dasharray="([\d ]+|none)"/)
    #expect(looks.count == 24)
    #expect(Set(looks.map { "\($0.1)" }).count == 24)
    // Also without their shades: with the eight colours that are told apart most easily.
    let plain = looks.enumerated().map { "\($0 % 8) \($1.2)" }
    #expect(Set(plain).count == 24)
  }

  @Test func twentyFourSymbolsDifferInText() throws {
    let text = try ScatterPlot(Self.series).text(columns: 120, rows: 40)
    let legend = text.split(separator: "\n").filter { $0.contains("s0") || $0.contains("s23") }
    #expect(!legend.isEmpty)
    let symbols = text.matches(of: /(\S) +s\d+/).map { "\($0.1)" }
    #expect(symbols.count == 24 && Set(symbols).count == 24)
  }

  @Test func aSeriesOnTheRightHasItsAxis() throws {
    let low = Series("low", [0, 1])
    let high = Series("high", [0, 1000]).onRightAxis()
    for plot in [LinePlot([low, high]), StepPlot([low, high])] as [any Plot] {
      let text = try plot.text()
      #expect(text.contains("├ 1000") && text.contains("┤") && text.contains("high →"))
      #expect(try plot.svg().contains(">1000</text>"))
    }
  }

  @Test func plotsAreMadeOfDataThatIsKnownLate() throws {
    let counts = ["11": 502, "00": 498]
    let made = try BarChart(counts: counts).svg()
    #expect(made == (try BarChart(["00": 498, "11": 502]).svg()))
    let groups = ["b", "a"].map { BoxPlot.Group($0, [1, 2, 3]) }
    #expect(BoxPlot(groups) == BoxPlot(["b": [1, 2, 3], "a": [1, 2, 3]]))
  }

  @Test(arguments: [6, 7, 8, 12]) func theWordsOfAColourBarDoNotMeet(rows: Int) throws {
    let map = try Heatmap(
      [[-1000, 1], [2, 2000]], y: "a caption that is much longer than its room", colors: "overlap")
    let text = try map.text(columns: 40, rows: rows)
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines[0].firstMatch(of: /^a caption.*… +overlap$/) != nil, "\(text)")
    for line in lines { #expect(!(line.contains("2000") && line.contains("-1000"))) }
  }
}
