/// The shape that stands at the points of a series: its outline for a size of one, about its middle.
struct SVGSymbol {
  let series: Int

  init(series: Int) { self.series = series }

  func draw(_ points: [PixelPoint], size: Double, color: Color, into svg: inout SVGWriter) {
    guard !points.isEmpty else { return }
    var path = SVGPath()
    let outline = SVGSymbol.outlines[SVGMarks.round(series, of: SVGSymbol.outlines.count + 1)]
    guard let outline else {
      for point in points { path.dot(at: point.x, point.y) }
      return svg.element(
        "path",
        [
          "d": .path(path), "stroke": .color(color), "stroke-width": .number(size),
          "stroke-linecap": "round", "fill": "none",
        ])
    }
    for point in points {
      for (index, corner) in outline.enumerated() {
        let (x, y) = (point.x + corner.x * size, point.y + corner.y * size)
        if index == 0 { path.move(to: x, y) } else { path.line(to: x, y) }
      }
      path.close()
    }
    svg.element("path", ["d": .path(path), "fill": .color(color)])
  }

  /// Square, triangle, diamond and a triangle on its tip; the first series has a disc, drawn as the
  /// round end of a stroke, which takes the fewest letters.
  private static let outlines: [Int: [(x: Double, y: Double)]] = [
    1: [(-0.45, -0.45), (0.45, -0.45), (0.45, 0.45), (-0.45, 0.45)],
    2: [(0, -0.6), (0.6, 0.45), (-0.6, 0.45)],
    3: [(0, -0.65), (0.65, 0), (0, 0.65), (-0.65, 0)],
    4: [(0, 0.6), (0.6, -0.45), (-0.6, -0.45)],
  ]
}

extension SVGMarks {
  /// What the legend shows for a layer, at a place.
  static func sample(of layer: Chart.Layer, x: Double, y: Double) -> (inout SVGWriter) -> Void {
    { svg in
      switch layer.mark {
      case .points:
        SVGSymbol(series: layer.series)
          .draw([PixelPoint(x: x + 11, y: y)], size: 7, color: layer.color, into: &svg)
      case .bars, .band, .cells:
        svg.element(
          "rect",
          [
            "x": .number(x + 4), "y": .number(y - 5), "width": 14.0, "height": 10.0,
            "fill": .color(layer.color),
            "fill-opacity": .number({ if case .band = layer.mark { 0.3 } else { 1 } }()),
          ])
      default:
        var path = SVGPath()
        path.move(to: x, y)
        path.line(to: x + 22, y)
        svg.element(
          "path",
          [
            "d": .path(path), "stroke": .color(layer.color), "stroke-width": 1.8, "fill": "none",
            "stroke-dasharray": .text(dashes(layer.series)),
          ])
      }
    }
  }
}
