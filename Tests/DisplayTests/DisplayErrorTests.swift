import Display
import Testing

/// The words of every error that a plot, a table or a picture can throw.
@Suite struct DisplayErrorTests {
  static let cases: [(String, @Sendable () throws -> Void)] = [
    (
      "series \"loss\": there are 2 x values and 3 y values; give as many of the one as of the other",
      { _ = try Series("loss", x: [1, 2], y: [1, 2, 3]) }
    ),
    (
      "points: there are 1 x values and 0 y values; give as many of the one as of the other",
      { _ = try PointList(x: [1], y: []) }
    ),
    (
      "band of \"a\": there are 2 points and 1 lower values; give as many of the one as of the other",
      { _ = try Series("a", [1, 2]).withBand(lower: [0], upper: [1, 2]) }
    ),
    (
      "band of \"a\": there are 2 points and 3 deviations; give as many of the one as of the other",
      { _ = try Series("a", [1, 2]).withBand(deviation: [0, 1, 2]) }
    ),
    (
      "grid: row 1 has 1 values and row 0 has 2; give every row the same number",
      { _ = try Heatmap([[1, 2], [3]]) }
    ),
    (
      "matrix: real part: row 1 has 1 values and row 0 has 2; give every row the same number",
      { _ = try MatrixView(real: [[1, 2], [3]], imaginary: [[1, 2], [3, 4]]) }
    ),
    (
      "matrix: there are 1 real rows and 2 imaginary rows; give as many of the one as of the other",
      { _ = try MatrixView(real: [[1]], imaginary: [[1], [2]]) }
    ),
    (
      "bars of \"g\": there are 1 names and 2 values; give as many of the one as of the other",
      { _ = try BarChart(["a"], [.init("g", [1, 2])]) }
    ),
    (
      "histogram: bins: 0 is not allowed; give 1 to 10000",
      { _ = try Histogram([1], bins: 0) }
    ),
    (
      "histogram: there are 1 ranges and 2 counts; give as many of the one as of the other",
      { _ = try Histogram(edges: [0, 1], counts: [1, 2]) }
    ),
    (
      "histogram: edge: NaN is not allowed; give finite numbers",
      { _ = try Histogram(edges: [0, .nan], counts: [1]) }
    ),
    (
      "histogram: edges: number 2, 1, is not above the one before it; give numbers that grow",
      { _ = try Histogram(edges: [0, 1, 1], counts: [1, 2]) }
    ),
    (
      "histogram: count: -1 is not allowed; give 0 or more",
      { _ = try Histogram(edges: [0, 1], counts: [-1]) }
    ),
    (
      "band: there are 2 x values and 1 upper values; give as many of the one as of the other",
      { _ = try Band(x: [1, 2], lower: [0, 0], upper: [1]) }
    ),
    (
      "decision map: resolution: 1 is not allowed; give 2 to 500",
      { _ = try DecisionMap(x: 0...1, y: 0...1, resolution: 1) { $0 + $1 } }
    ),
    (
      "contour: range: ∞ is not allowed; give finite ends",
      { _ = try ContourPlot(x: 0...Double.infinity, y: 0...1) { $0 + $1 } }
    ),
    (
      "contour: levels: 0 is not allowed; give 1 to 100",
      { _ = try ContourPlot(x: 0...1, y: 0...1, levels: 0) { $0 + $1 } }
    ),
    (
      "Bloch vector \"ψ\": length: 2 is not allowed; give 0 to 1",
      { _ = try BlochSphere([.init("ψ", x: 0, y: 0, z: 2)]) }
    ),
    (
      "Bloch vector \"\": length: NaN is not allowed; give 0 to 1",
      { _ = try BlochSphere([.init(x: .nan, y: 0, z: 0)]) }
    ),
    (
      "small multiples: columns: 0 is not allowed; give 1 to 12",
      { _ = try SmallMultiples([], columns: 0) }
    ),
    (
      "table: row 1 has 3 values for 2 headings; give every row one value for each heading",
      { _ = try Table(["a", "b"], [[1, 2, 3]]) }
    ),
    (
      "text: columns: 3 is not allowed; give 20 to 1000",
      { _ = try LinePlot([1]).text(columns: 3) }
    ),
    ("text: rows: -1 is not allowed; give 6 to 1000", { _ = try LinePlot([1]).text(rows: -1) }),
    (
      "svg: width: NaN is not allowed; give 100 to 10000",
      { _ = try LinePlot([1]).svg(width: .nan) }
    ),
    (
      "svg: height: 1e9 is not allowed; give 60 to 10000",
      { _ = try LinePlot([1]).svg(height: 1e9) }
    ),
  ]

  @Test(arguments: cases) func saysWhatIsWrongAndWhatToDo(
    _ words: String, _ call: @Sendable () throws -> Void
  ) {
    let error = #expect(throws: DisplayError.self) { try call() }
    #expect(error?.description == words)
  }

  @Test func whatTheClassifierThrowsComesThrough() {
    struct Refusal: Error {}
    #expect(throws: Refusal.self) {
      try DecisionMap(x: 0...1, y: 0...1) { _, _ in throw Refusal() }
    }
  }

  @Test func uncheckedSizesDoNotTrap() {
    let plot = LinePlot(["a": [1, 2], "b": [3]], title: "t", x: "x", y: "y")
    for size in [0, -3, 1, 2, 5, .min, .min + 1] {
      #expect(plot.canvas(columns: size, rows: size).rows == max(size, 0))
      #expect(plot.drawing(width: Double(size), height: .nan).hasSuffix("</svg>\n"))
    }
    #expect(Sparkline([1, 2]).canvas(columns: -1, rows: 0).plain == "")
  }

  @Test func sizesBeyondAllMeasureAreBroughtBack() {
    let plot = LinePlot([1, 2], title: "t", x: "x", y: "y")
    #expect(plot.canvas(columns: 4, rows: .max).rows == 10_000)
    #expect(plot.canvas(columns: .max, rows: 3).columns == 10_000)
    let largest = TextCanvas(columns: .max, rows: .max)
    #expect(largest.columns == 10_000 && largest.rows == 1000)
    for length in [Double.infinity, -.infinity, .nan, 1e300, -1] {
      let size = PictureSize(width: length, height: length, columns: .max, rows: .min)
      #expect((1...10_000).contains(size.width) && size.width == size.height)
      #expect(size.columns == 1000 && size.rows == 1)
      #expect(!plot.drawing(width: length, height: length).contains("∞"))
    }
  }
}
