/// The axes of a chart with their ends settled.
struct ChartScales {
  let x: AxisScale
  let y: AxisScale
  let right: AxisScale?

  init(_ chart: Chart) {
    var (x, y, right) = (Extent(), Extent(), Extent())
    for layer in chart.layers {
      if layer.usesRightAxis && chart.rightAxis != nil {
        layer.mark.measure(&x, &right)
      } else {
        layer.mark.measure(&x, &y)
      }
    }
    // A grid and a bare drawing fill their frame; data in axes keeps off the edge.
    let isTight =
      chart.frame == .bare
      || chart.layers.contains { if case .cells = $0.mark { true } else { false } }
    let isLineOnly = !chart.layers.contains { if case .points = $0.mark { true } else { false } }
    self.x = AxisScale(
      chart.x, data: x, padding: isTight || isLineOnly ? 0 : 0.03,
      isWhole: chart.layers.allSatisfy(\.mark.countsAcross))
    self.y = AxisScale(
      chart.y, data: y, padding: isTight ? 0 : 0.05,
      isWhole: isTight && chart.layers.allSatisfy(\.mark.countsUp))
    self.right = chart.rightAxis.map { AxisScale($0, data: right, padding: 0.05) }
  }

  /// The vertical axis of a layer.
  func vertical(for layer: Chart.Layer) -> AxisScale {
    layer.usesRightAxis ? right ?? y : y
  }
}

extension Mark {
  /// Whether the horizontal axis counts something: cells, or values in their order.
  fileprivate var countsAcross: Bool {
    switch self {
    case .line(let points), .points(let points): points.x.allSatisfy(\.isCount)
    case .band(let band): band.x.allSatisfy(\.isCount)
    case .cells(let grid):
      grid.x.lowerBound == -0.5 && grid.x.upperBound == Double(grid.columnCount) - 0.5
    default: false
    }
  }

  /// Whether the vertical axis counts the rows of a grid.
  fileprivate var countsUp: Bool {
    guard case .cells(let grid) = self else { return false }
    return grid.y.lowerBound == -0.5 && grid.y.upperBound == Double(grid.rows.count) - 0.5
  }

  /// Adds what the mark takes up to the extents of the two axes.
  func measure(_ x: inout Extent, _ y: inout Extent) {
    switch self {
    case .line(let points), .points(let points):
      x.add(points.x)
      y.add(points.y)
    case .band(let band):
      x.add(band.x)
      y.add(band.lower)
      y.add(band.upper)
    case .bars(let bars):
      for bar in bars {
        if bar.isHorizontal {
          bar.measure(along: &x, across: &y)
        } else {
          bar.measure(along: &y, across: &x)
        }
      }
    case .cells(let grid):
      for place in [grid.x.lowerBound, grid.x.upperBound] { x.add(place) }
      for place in [grid.y.lowerBound, grid.y.upperBound] { y.add(place) }
    case .segments(let segments):
      for segment in segments {
        x.add([segment.x0, segment.x1])
        y.add([segment.y0, segment.y1])
      }
    case .labels(let labels):
      x.add(labels.map(\.x))
      y.add(labels.map(\.y))
    }
  }
}

extension Mark.Bar {
  fileprivate func measure(along length: inout Extent, across width: inout Extent) {
    for side in [sides.lowerBound, sides.upperBound] { width.add(side) }
    for end in [base, value] { length.add(end) }
    if base == 0 { length.hasBaseline = true }
  }
}

extension Double {
  fileprivate var isCount: Bool { self == rounded() }
}
