import Display
import Foundation
import Testing

/// A million marks of every kind: drawn in a moment, small enough to be sent, no extreme lost.
@Suite(.serialized) struct ManyMarksTests {
  struct Crowd: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let make: @Sendable () throws -> any Plot

    init(_ name: String, _ make: @escaping @Sendable () throws -> any Plot) {
      testDescription = name
      self.make = make
    }
  }

  static let values = (0..<1_000_000).map { Double(($0 * 7919) % 977) }

  static let crowds: [Crowd] = [
    Crowd("line") { LinePlot(values) },
    Crowd("line with every second value missing") { LinePlot(withGaps(every: 2)) },
    Crowd("line with every third value missing") { LinePlot(withGaps(every: 3)) },
    Crowd("path through the plane with gaps") {
      LinePlot([try Series(x: values.reversed(), y: withGaps(every: 3))])
    },
    Crowd("line mostly outside its window") {
      LinePlot(values, x: Axis(range: 0...1e-3))
    },
    Crowd("steps") { StepPlot(["": values]) },
    Crowd("band") { LinePlot([try Series("", values).withBand(deviation: withGaps(every: 5))]) },
    Crowd("points") { try ScatterPlot(x: values, y: values.reversed()) },
    Crowd("bars") {
      try BarChart((0..<1_000_000).map { String($0) }, [.init("a", values)])
    },
    Crowd("bars that lie") {
      try BarChart(
        (0..<300_000).map { String($0) },
        [.init("a", values.prefix(300_000).map { 400 - $0 })], isHorizontal: true)
    },
    Crowd("bins") { try Histogram(values, bins: 10_000) },
    Crowd("segments") {
      Chart(layers: [
        Chart.Layer(
          .segments(values.enumerated().map { .init(x0: $1, y0: 0, x1: 1, y1: Double($0)) }))
      ])
    },
    Crowd("labels") {
      Chart(layers: [
        Chart.Layer(.labels(values.enumerated().map { .init("word", x: $1, y: Double($0)) }))
      ])
    },
    Crowd("contours") {
      try ContourPlot(x: 0...1, y: 0...1, resolution: 500, levels: 100) {
        sin(20 * $0) * cos(20 * $1)
      }
    },
    Crowd("contours of noise") {
      try ContourPlot(x: 0...1, y: 0...1, resolution: 500, levels: 100) {
        sin(1e7 * $0) * cos(1e8 * $1)
      }
    },
    Crowd("series") { LinePlot((0..<1000).map { Series("s\($0)", [1, 2]) }) },
    Crowd("boxes with outliers") {
      BoxPlot(["a": values.enumerated().map { $0 % 5 == 0 ? $1 * 1e3 : 1 + $1 * 1e-9 }])
    },
  ]

  static func withGaps(every step: Int) -> [Double] {
    values.enumerated().map { $0 % step == 0 ? .nan : $1 }
  }

  @Test(arguments: crowds) func isDrawnInAMomentAndSmall(_ crowd: Crowd) throws {
    let plot = try crowd.make()
    let clock = ContinuousClock()
    var bundle = MIMEBundle(text: "")
    let drawing = clock.measure { bundle = plot.bundle }
    let svg = try #require(bundle.text(.svg))
    var sent = ""
    let specification = clock.measure { sent = plot.interactive.specification.serialized }
    #expect(svg.utf8.count < 500_000)
    #expect(sent.utf8.count < 1_500_000)
    #expect(drawing < .seconds(3), "\(svg.utf8.count) bytes")
    #expect(specification < .seconds(3), "\(sent.utf8.count) bytes")
  }

  @Test func barsThatShareAPixelKeepTheirExtremes() throws {
    var values = Array(repeating: 1.0, count: 100_000)
    (values[33_333], values[66_666]) = (50, -30)
    let svg = try BarChart(values.map { "\($0)" }, [.init("a", values)]).svg()
    let window = try #require(svg.range(of: "overflow=\"hidden\""))
    let path = try #require(svg[window.upperBound...].firstMatch(of: /<path d="([^"]*)"/))
    let bars = path.1.matches(of: /M(-?[\d.]+) (-?[\d.]+)h(-?[\d.]+)v(-?[\d.]+)/).map {
      (top: Double($0.2) ?? .nan, height: Double($0.4) ?? .nan)
    }
    let size = try #require(svg.firstMatch(of: /<svg x="[^>]* height="([\d.]+)" overflow/))
    let height = try #require(Double(size.1))
    let unit = height / (80 * 1.1)
    #expect(bars.count < 1500)
    #expect(abs((bars.map(\.height).max() ?? 0) - 50 * unit) < 0.5)
    #expect(abs((bars.map { $0.top + $0.height }.max() ?? 0) - height + 4 * unit) < 0.5)
  }
}
