/// Draws the marks of one layer as SVG, in the window of the plot.
struct SVGMarks {
  let layer: Chart.Layer
  let x: AxisScale
  let y: AxisScale
  let width: Double
  let height: Double

  func draw(into svg: inout SVGWriter) {
    switch layer.mark {
    case .line(let points): drawLine(points, into: &svg)
    case .points(let points): drawPoints(points, into: &svg)
    case .band(let band): drawBand(band, into: &svg)
    case .bars(let bars): drawBars(bars, into: &svg)
    case .cells(let grid): drawCells(grid, into: &svg)
    case .segments(let segments): drawSegments(segments, into: &svg)
    case .labels(let labels): drawLabels(labels, into: &svg)
    }
  }

  /// Where a value stands in the window.
  private func place(_ x: Double, _ y: Double) -> PixelPoint {
    PixelPoint(x: self.x.position(x) * width, y: (1 - self.y.position(y)) * height)
  }

  private func drawLine(_ points: PointList, into svg: inout SVGWriter) {
    var path = SVGPath()
    var lonely: [PixelPoint] = []
    for run in points.runs(width: width, place: place) {
      guard run.count > 1 else {
        lonely += run
        continue
      }
      path.move(to: run[0].x, run[0].y)
      for point in run.dropFirst() { path.line(to: point.x, point.y) }
    }
    if !path.isEmpty {
      svg.element(
        "path",
        [
          "d": .path(path), "fill": "none", "stroke": .color(layer.color),
          "stroke-width": .number(1.8 * layer.weight), "stroke-linejoin": "round",
          "stroke-dasharray": .text(SVGMarks.dashes(layer.series)),
        ])
    }
    if !lonely.isEmpty { drawDots(lonely, into: &svg) }
  }

  private func drawPoints(_ points: PointList, into svg: inout SVGWriter) {
    drawDots(points.spread(width: width, height: height, place: place), into: &svg)
  }

  private func drawDots(_ points: [PixelPoint], into svg: inout SVGWriter) {
    let size = (points.count > 400 ? 2.5 : 5) * layer.weight
    SVGSymbol(series: layer.series).draw(points, size: size, color: layer.color, into: &svg)
  }

  private func drawBand(_ band: Band, into svg: inout SVGWriter) {
    var path = SVGPath()
    for piece in band.pieces(x: x, y: y, columns: width) {
      func edge(_ values: [Double]) -> [PixelPoint] {
        PointList(pairing: piece.x, with: values).runs(width: width, place: place).flatMap(\.self)
      }
      let (upper, lower) = (edge(piece.upper), edge(piece.lower))
      guard let first = upper.first, let last = lower.last else { continue }
      if piece.x.count == 1 {
        // One place between two gaps has no width of its own.
        path.rectangle(
          x: first.x - 0.5, y: min(first.y, last.y), width: 1, height: abs(first.y - last.y))
        continue
      }
      path.move(to: first.x, first.y)
      for point in upper.dropFirst() + lower.reversed() { path.line(to: point.x, point.y) }
      path.close()
    }
    guard !path.isEmpty else { return }
    svg.element("path", ["d": .path(path), "fill": .color(layer.color), "fill-opacity": 0.2])
  }

  private func drawBars(_ bars: [Mark.Bar], into svg: inout SVGWriter) {
    var path = SVGPath()
    for bar in bars where bar.value.isFinite {
      let (start, end) = (bar.sides.lowerBound, bar.sides.upperBound)
      let corners =
        bar.isHorizontal
        ? (place(bar.base, start), place(bar.value, end))
        : (place(start, bar.base), place(end, bar.value))
      // On a logarithmic axis a bar stands on the edge of the window.
      let (first, last) = (onEdge(corners.0), onEdge(corners.1))
      path.rectangle(
        x: min(first.x, last.x), y: min(first.y, last.y), width: abs(first.x - last.x),
        height: abs(first.y - last.y))
    }
    guard !path.isEmpty else { return }
    svg.element(
      "path",
      [
        "d": .path(path), "fill": .color(layer.color), "stroke": .color(Palette.card),
        "stroke-width": 0.5,
      ])
  }

  private func onEdge(_ point: PixelPoint) -> PixelPoint {
    PixelPoint(x: point.x.isFinite ? point.x : 0, y: point.y.isFinite ? point.y : height)
  }

  private func drawSegments(_ segments: [Mark.Segment], into svg: inout SVGWriter) {
    var path = SVGPath()
    for segment in segments {
      let (start, end) = (place(segment.x0, segment.y0), place(segment.x1, segment.y1))
      guard start.x.isFinite, start.y.isFinite, end.x.isFinite, end.y.isFinite else { continue }
      path.move(to: start.x, start.y)
      path.line(to: end.x, end.y)
    }
    guard !path.isEmpty else { return }
    svg.element(
      "path",
      [
        "d": .path(path), "fill": "none", "stroke": .color(layer.color),
        "stroke-width": .number(1.4 * layer.weight), "stroke-linecap": "round",
      ])
  }

  private func drawLabels(_ labels: [Mark.Label], into svg: inout SVGWriter) {
    for label in labels {
      let point = place(label.x, label.y)
      guard point.x.isFinite, point.y.isFinite else { continue }
      svg.element(
        "text",
        [
          "x": .number(point.x), "y": .number(point.y + 4), "font-size": 12.0,
          "text-anchor": "middle", "fill": .color(layer.color),
        ], text: label.text)
    }
  }

  /// The dashes of a series, so that lines differ without their colours.
  static func dashes(_ series: Int) -> String {
    ["none", "7 3", "2 3", "9 3 2 3", "none", "4 2", "1 3", "12 3"][series % 8]
  }
}
