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
    let (kept, side) = points.spread(place: place)
    drawDots(kept.map { place(points.x[$0], points.y[$0]) }, squares: side, into: &svg)
  }

  /// Draws dots that leave no white between the squares of which each has one.
  private func drawDots(
    _ points: [PixelPoint], squares side: Double = 0, into svg: inout SVGWriter
  ) {
    let size = max((points.count > 400 ? 2.5 : 5) * layer.weight, side)
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
    let bars = bars.merged(x: x, y: y, width: width, height: height)
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
        // A rim would hide the thinnest of bars.
        "stroke-width": .number(Double(bars.count) > width / 4 ? 0 : 0.5),
      ])
  }

  private func onEdge(_ point: PixelPoint) -> PixelPoint {
    PixelPoint(x: point.x.isFinite ? point.x : 0, y: point.y.isFinite ? point.y : height)
  }

  private func drawSegments(_ segments: [Mark.Segment], into svg: inout SVGWriter) {
    var path = SVGPath()
    let places = segments.map {
      Ends(start: place($0.x0, $0.y0), end: place($0.x1, $0.y1))
    }.filter(\.isFinite)
    for index in thinned(places, limit: 7000).kept {
      path.move(to: places[index].start.x, places[index].start.y)
      path.line(to: places[index].end.x, places[index].end.y)
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
    let known = labels.filter { self.x.position($0.x).isFinite && self.y.position($0.y).isFinite }
    let points = known.map { place($0.x, $0.y) }
    let kept = thinned(points.map { Ends(start: $0, end: $0) }, limit: 400, side: 6).kept
    for (label, point) in kept.map({ (known[$0], points[$0]) }) {
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
    let dashes = ["none", "7 3", "2 3", "9 3 2 3", "16 3", "4 2", "1 3", "12 3 2 3 2 3"]
    return dashes[round(series, of: 8)]
  }

  /// The place of a series among so many looks, one further with each round of the colours, so that
  /// the ninth series has another look as well as the first one's colour in another shade.
  static func round(_ series: Int, of count: Int) -> Int {
    (series % 8 + series / 8 % count) % count
  }
}
