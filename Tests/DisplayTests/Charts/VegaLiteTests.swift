import Display
import Foundation
import TestSupport
import Testing

@Suite struct VegaLiteTests {
  @Test(arguments: Exhibit.all) func everyPlotHasASpecification(_ exhibit: Exhibit) throws {
    guard let plot = try exhibit.make() as? any Plot else { return }
    let bundle = plot.interactive.bundle
    #expect(bundle.text(.svg) == plot.bundle.text(.svg))
    guard case .json(.object(let specification)) = bundle[.vegaLite] else {
      return #expect(Bool(false), "there is no specification")
    }
    guard case .array(let layers) = specification["layer"] else { return #expect(Bool(false)) }
    let hasGroups = plot.chart.layers.contains(where: \.usesRightAxis)
    #expect(layers.count == (hasGroups ? 2 : plot.chart.layers.count))
  }

  @Test func isSpecifiedAsBefore() throws {
    let plot = LinePlot(
      [
        try Series("loss", [1, 0.5, .nan, 0.25]).withBand(deviation: [0.1, 0.1, 0, 0.1]),
        Series("accuracy", [50, 70, 80, 90]).onRightAxis(),
      ], title: "Training", x: "epoch", y: Axis("loss", scale: .logarithmic),
      right: Axis("accuracy", unit: "%", range: 0...100))
    try expectGolden(plot.interactive.specification.serialized + "\n", "Display/interactive.json")
  }

  @Test func manyPointsAreThinned() throws {
    let plot = LinePlot((0..<100_000).map(Double.init))
    #expect(plot.interactive.specification.serialized.utf8.count < 400_000)
  }

  @Test func manyMarksKeepTheirExtremes() throws {
    var values = Array(repeating: 1.0, count: 100_000)
    (values[33_333], values[66_666]) = (50.5, -30.5)
    let names = values.indices.map { "\($0)" }
    for plot in [
      LinePlot(values), try BarChart(names, [.init("a", values)]),
      try LinePlot([Series("", values).withBand(lower: values, upper: values)]),
      try ScatterPlot(x: values.indices.map(Double.init), y: values),
    ] as [any Plot] {
      let text = plot.interactive.specification.serialized
      #expect(text.contains(":50.5") && text.contains(":-30.5"))
      #expect(text.utf8.count < 400_000)
    }
  }

  @Test func aLineBreaksWhereAValueIsMissing() {
    let text = LinePlot([1, .nan, 2]).interactive.specification.serialized
    #expect(text.contains(#"{"i":1,"x":null,"y":null}"#))
  }

  @Test func namesAndLogarithmsReachTheAxes() throws {
    let bars = BarChart(["a\"b": 1], y: Axis("n", scale: .logarithmic))
    let text = bars.interactive.specification.serialized
    #expect(text.contains(#""type":"log""#))
    #expect(text.contains(#"[\"a\\\"b\"][datum.value]"#))
  }
}
