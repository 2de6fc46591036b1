import Quill
import TestSupport
import Testing

/// What values look like in a cell.
@Suite struct DisplayTests {
  @Test func anExtrapolationShowsItsRawPointsAndItsCurve() throws {
    let curve = try Extrapolation(
      scales: [1, 2, 3], values: [0.81, 0.66, 0.53], fit: .exponential)
    let chart = curve.chart
    #expect(chart.layers.map(\.label) == ["exponential towards 0.0", "measured", "estimate"])
    #expect(
      chart.layers.map(\.mark).contains(.points(try PointList(x: [1, 2, 3], y: curve.values))))
    #expect(
      chart.layers.map(\.mark).contains(.points(try PointList(x: [0], y: [curve.estimate]))))
    try expectGolden(chart.svg(), "Quill/extrapolation.svg")
  }
}
