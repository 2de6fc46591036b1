import Display
import Foundation
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
    #expect(layers.count == plot.chart.layers.count)
  }

  @Test func manyPointsAreThinned() throws {
    let plot = LinePlot((0..<100_000).map(Double.init))
    #expect(plot.interactive.specification.serialized.utf8.count < 400_000)
  }

  @Test func namesAndLogarithmsReachTheAxes() throws {
    let bars = BarChart(["a\"b": 1], y: Axis("n", scale: .logarithmic))
    let text = bars.interactive.specification.serialized
    #expect(text.contains(#""type":"log""#))
    #expect(text.contains(#"[\"a\\\"b\"][datum.value]"#))
  }
}
