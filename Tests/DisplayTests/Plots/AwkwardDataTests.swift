import Display
import Testing

/// Data that a user will sooner or later plot: none, one point, no numbers, far too many.
@Suite struct AwkwardDataTests {
  static let lists: [[Double]] = [
    [], [3], [.nan], [.infinity], [-.infinity, .nan], [1, .nan, 2], [.nan, 1, .infinity, 2, .nan],
    [0, 0, 0], [5, 5, 5], [-1e308, 1e308], [1.7e308, -1.7e308, 1.7e308], [.leastNonzeroMagnitude],
    [0, .leastNonzeroMagnitude],
    [1e-300, 2e-300], [-0.0, 0.0], [1e15, 1e15 + 1], [1, 1 + 1e-15], [1e17, 1e17],
    [-3, -2, -1], [1e-12, 1e12], Array(repeating: .nan, count: 50),
  ]

  static let axes: [Axis] = [
    "", Axis("value", unit: "V", scale: .logarithmic), Axis(range: 0...0), Axis(range: -1...1),
    Axis(range: 0...Double.infinity),
    Axis(range: -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude),
    Axis(scale: .logarithmic, range: -1...10),
    Axis(scale: .logarithmic, range: .leastNonzeroMagnitude...1e308),
    Axis(scale: .categories([])), Axis(scale: .categories(["only"])),
    Axis("<&>\"\u{0}\u{FFFF}", scale: .categories(["<", "&", "\n", "\u{1B}[31m"])),
  ]

  @Test(arguments: lists, axes) func isDrawn(_ values: [Double], _ axis: Axis) throws {
    var reversed = axis
    reversed.isReversed = true
    let names: KeyValuePairs = ["first": values, "second": Array(values.reversed())]
    try checkPictureLaws(LinePlot(names, title: "t", x: reversed, y: axis))
    try checkPictureLaws(StepPlot(names, x: axis, y: axis))
    try checkPictureLaws(
      ScatterPlot([try Series("s", x: values, y: values)], x: axis, y: axis, hasEqualAxes: true))
    try checkPictureLaws(
      LinePlot([try Series("b", values).withBand(lower: values, upper: values.reversed())], y: axis)
    )
    try checkPictureLaws(
      LinePlot([Series("l", values), Series("r", values).onRightAxis()], x: axis, right: axis))
    try checkPictureLaws(Histogram(values, x: axis, y: axis))
    try checkPictureLaws(BoxPlot(names, y: axis))
    try checkPictureLaws(Sparkline(values))
    for isHorizontal in [true, false] {
      try checkPictureLaws(
        BarChart(values.map { "\($0)" }, [.init("g", values)], y: axis, isHorizontal: isHorizontal))
    }
  }

  @Test(arguments: lists) func isShownAsAGrid(_ values: [Double]) throws {
    try checkPictureLaws(Heatmap([values, values]).showingValues())
    try checkPictureLaws(MatrixView([values, values], title: "m"))
    try checkPictureLaws(MatrixView(real: [values], imaginary: [values]))
    for range in [0.0...0, -1...1, 0...Double.infinity] {
      try checkPictureLaws(Heatmap([values], map: .diverging, range: range))
    }
    let first = values.first ?? 0
    try checkPictureLaws(ContourPlot(x: -1...1, y: 0...0, resolution: 5) { x, _ in x * first })
    try checkPictureLaws(
      DecisionMap(x: -1e300...1e300, y: 0...1, resolution: 5) { x, y in first * x * y })
  }

  @Test func noPictures() throws {
    try checkPictureLaws(SmallMultiples([]))
    try checkPictureLaws(SmallMultiples([SmallMultiples([Sparkline([1, 2])])], title: "nested"))
    try checkPictureLaws(BlochSphere([]))
    try checkPictureLaws(BarChart([:]))
    try checkPictureLaws(Chart())
  }

  @Test func whatIsChangedByHandIsDrawn() throws {
    for series in [Int.min, -1, 0, 3, 1 << 40, .max - 1, .max] {
      let marks: [Mark] = [
        .line(PointList([1, 2])), .points(PointList([2, 1])),
        .bars([.init(sides: 0...1, value: 2)]), .band(try Band(x: [0], lower: [1], upper: [2])),
      ]
      let layers = marks.map { mark in
        var layer = Chart.Layer(mark, label: "a")
        layer.series = series
        return layer
      }
      #expect(layers.allSatisfy { $0.series >= 0 })
      try checkPictureLaws(Chart(layers: layers))
      _ = Chart(layers: layers).interactive.bundle
    }
  }

  @Test func countsMayAddUpToMoreThanAnInteger() throws {
    let histogram = try Histogram(edges: [0, 1, 2], counts: [.max, .max])
    try checkPictureLaws(histogram)
    #expect(histogram.alternativeText.contains("\(Int.max) values"))
  }

  @Test func aBandHasNoAreaWhereAnEdgeIsMissing() throws {
    let series = try Series("", [1, 2, 3, 4, 5, 6]).withBand(
      lower: [0, 1, 2, .nan, 4, 5], upper: [2, 3, 4, 5, .infinity, 7])
    let svg = try LinePlot([series]).svg()
    let outline = try pathLetters(svg)
    #expect(outline.count { $0 == "M" } == 2 && outline.count { $0 == "Z" } == 2)
  }

  @Test func aBandGoesDownToTheEndOfALogarithmicAxis() throws {
    let series = try Series("", [1, 1, 1]).withBand(lower: [-1, 0, 0.1], upper: [10, 10, 10])
    let svg = try LinePlot([series], y: Axis(scale: .logarithmic)).svg()
    let extremes = try verticalExtremes(ofPathIn: svg)
    #expect(abs(extremes.high - (try windowHeight(of: svg))) < 0.5)
    #expect(try pathLetters(svg).count { $0 == "L" } == 5)
  }

  @Test func aBandOfStepsHasSteps() throws {
    let series = try Series("", [1, 2, 3]).withBand(deviation: [1, 1, 1])
    let outline = try pathLetters(StepPlot([series]).svg())
    let places = outline.matches(of: /[ML](-?[\d.]+) (-?[\d.]+)/)
    for (start, end) in zip(places, places.dropFirst()) {
      #expect(start.1 == end.1 || start.2 == end.2)
    }
  }

  @Test func picturesWithinPicturesAreToldOfOnce() throws {
    var nested: any Picture = LinePlot([1, 2], title: "q")
    for _ in 0..<40 { nested = try SmallMultiples([nested], title: "n") }
    #expect(nested.alternativeText.count < 500)
    #expect(nested.drawing(width: 640, height: 400).utf8.count < 200_000)
  }

  @Test func aMillionPointsKeepTheirExtremes() throws {
    var values = (0..<1_000_000).map { Double($0 % 100) / 100 }
    values[123_456] = 7
    values[765_432] = -7
    let plot = LinePlot(values)
    let svg = try plot.svg()
    #expect(svg.utf8.count < 300_000)
    // The peaks stand a twentieth of the data's height from the edge of the window.
    let (low, high) = try verticalExtremes(ofPathIn: svg)
    let window = try windowHeight(of: svg)
    #expect(abs(low - window * 0.05 / 1.1) < 0.5 && abs(high - window * 1.05 / 1.1) < 0.5)

    let scatter = try ScatterPlot(x: values.indices.map(Double.init), y: values).svg()
    let extremes = try verticalExtremes(ofPathIn: scatter)
    #expect(scatter.utf8.count < 300_000)
    #expect(abs(extremes.low - low) < 0.5 && abs(extremes.high - high) < 0.5)
  }

  @Test func aPathThroughThePlaneKeepsItsExtremes() throws {
    var x = (0..<200_000).map { Double(($0 * 7919) % 1000) / 1000 }
    var y = (0..<200_000).map { Double(($0 * 104_729) % 1000) / 1000 }
    (x[77_777], y[123_123]) = (9, -9)
    let svg = try LinePlot([Series("", x: x, y: y)]).svg()
    #expect(svg.utf8.count < 300_000)
    let window = try windowHeight(of: svg)
    #expect(abs(try verticalExtremes(ofPathIn: svg).high - window * 1.05 / 1.1) < 0.5)
  }

  @Test func whatIsNotDrawnIsSaid() {
    let plot = LinePlot([1, .nan, 2, .infinity], title: "gaps")
    #expect(plot.alternativeText.contains("2 values are not finite and left out"))
    let logarithmic = LinePlot([1, 0, -2, 10], y: Axis(scale: .logarithmic))
    #expect(logarithmic.alternativeText.contains("2 values are not positive and left out"))
    #expect(LinePlot([Double]()).alternativeText.contains("There is no data"))
  }

  @Test func aLineBreaksWhereAValueIsMissing() throws {
    let whole = try LinePlot([1, 2, 3, 4]).svg()
    let broken = try LinePlot([1, 2, .nan, 4, 5]).svg()
    #expect(try pathLetters(whole).count { $0 == "M" } == 1)
    #expect(try pathLetters(broken).count { $0 == "M" } == 2)
  }

  /// The outline of the first mark.
  private func pathLetters(_ svg: String) throws -> Substring {
    let window = try #require(svg.range(of: "overflow=\"hidden\""))
    let path = try #require(svg[window.upperBound...].firstMatch(of: /<path d="([^"]*)"/))
    return path.1
  }

  private func verticalExtremes(ofPathIn svg: String) throws -> (low: Double, high: Double) {
    let places = try pathLetters(svg).matches(of: /[ML]-?[\d.]+ (-?[\d.]+)/).compactMap {
      Double($0.1)
    }
    return (try #require(places.min()), try #require(places.max()))
  }

  private func windowHeight(of svg: String) throws -> Double {
    let height = try #require(svg.firstMatch(of: /<svg x="[^>]* height="([\d.]+)" overflow/))
    return try #require(Double(height.1))
  }
}
