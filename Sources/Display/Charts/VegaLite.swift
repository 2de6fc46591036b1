/// A plot as a Vega-Lite specification, for front ends whose charts answer to the pointer.
///
/// ```swift
/// LinePlot(losses).interactive
/// ```
public struct InteractivePlot: Displayable, Hashable, Sendable {
  private let chart: Chart
  private let drawn: MIMEBundle

  /// Makes the interactive form of a plot.
  public init(_ plot: some Plot) {
    chart = plot.chart
    drawn = chart.bundle(size: plot.preferredSize)
  }

  /// The drawing as text, as SVG and as a Vega-Lite specification.
  public var bundle: MIMEBundle { drawn.adding(.vegaLite, .json(specification)) }

  /// The specification, version 5, with the data in it.
  public var specification: JSON {
    let scales = ChartScales(chart)
    func specifications(_ layers: [Chart.Layer]) -> [JSON] {
      layers.flatMap { VegaLayer(chart, $0, scales).specifications }
    }
    // All that is measured by one axis is one group, since each group has a scale of its own.
    let right = chart.layers.filter(\.usesRightAxis)
    let layers: [JSON] =
      right.isEmpty
      ? specifications(chart.layers)
      : [chart.layers.filter { !$0.usesRightAxis }, right].filter { !$0.isEmpty }.map {
        ["layer": .array(specifications($0))]
      }
    return [
      "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
      "title": .string(chart.title), "description": .string(chart.alternativeText),
      "width": 520, "height": 320,
      "layer": .array(layers),
      "resolve": right.isEmpty ? [:] : ["scale": ["y": "independent"]],
    ]
  }
}

extension Plot {
  /// The plot in a form that answers to the pointer where the front end can do that.
  public var interactive: InteractivePlot { InteractivePlot(self) }
}

/// Writes one layer of a chart as a layer of Vega-Lite.
private struct VegaLayer {
  /// How many things of a mark a front end is sent, and the size at which they are told apart.
  static let (limit, width, height) = (5000, 1000.0, 600.0)

  let chart: Chart
  let layer: Chart.Layer
  let horizontal: AxisScale
  let vertical: AxisScale

  init(_ chart: Chart, _ layer: Chart.Layer, _ scales: ChartScales) {
    self.chart = chart
    self.layer = layer
    horizontal = scales.x
    vertical = scales.vertical(for: layer)
  }

  private func place(_ x: Double, _ y: Double) -> PixelPoint {
    PixelPoint(
      x: horizontal.position(x) * Self.width, y: (1 - vertical.position(y)) * Self.height)
  }

  var specifications: [JSON] {
    switch layer.mark {
    case .line(let points):
      return [mark("line", rows(points), ["x": x("x"), "y": y("y"), "order": Self.field("i")])]
    case .points(let points):
      let rows = points.spread(limit: Self.limit, place: place).kept.map { row(points, $0) }
      return [mark("point", rows, ["x": x("x"), "y": y("y")])]
    case .band(let band):
      return [mark("area", rows(band), ["x": x("x"), "y": y("y"), "y2": Self.field("y2")])]
    case .bars(let bars):
      let shown = bars.merged(x: horizontal, y: vertical, width: Self.width, height: Self.height)
      return [mark("rect", shown.map(row), box)]
    case .cells(let grid): return [cells(grid)]
    case .segments(let segments): return [mark("rule", rows(segments), box)]
    case .labels(let labels):
      let places = labels.map { Ends(start: place($0.x, $0.y), end: place($0.x, $0.y)) }
      let rows = thinned(places, limit: 400, side: 6).kept.map { labels[$0] }.map {
        ["x": .number($0.x), "y": .number($0.y), "text": .string($0.text)] as JSON
      }
      return [mark("text", rows, ["x": x("x"), "y": y("y"), "text": Self.field("text")])]
    }
  }

  private func mark(_ kind: String, _ rows: [JSON], _ encoding: [String: JSON]) -> JSON {
    var encoding = encoding
    if let label = layer.label, !label.isEmpty { encoding["tooltip"] = ["value": .string(label)] }
    return [
      "mark": [
        "type": .string(kind), "color": .string(layer.color.hex), "clip": true,
        "opacity": { if case .band = layer.mark { 0.25 } else { 1.0 } }(),
      ],
      "data": ["values": .array(rows)], "encoding": .object(encoding),
    ]
  }

  private var box: [String: JSON] {
    ["x": x("x"), "x2": Self.field("x2"), "y": y("y"), "y2": Self.field("y2")]
  }

  private func x(_ field: String) -> JSON { channel(field, chart.x) }

  private func y(_ field: String) -> JSON {
    channel(field, layer.usesRightAxis ? chart.rightAxis ?? chart.y : chart.y)
  }

  private static func field(_ name: String) -> JSON { ["field": .string(name)] }

  private func channel(_ field: String, _ axis: Axis) -> JSON {
    var scale: [String: JSON] = ["zero": false, "reverse": .bool(axis.isReversed)]
    if axis.scale == .logarithmic { scale["type"] = "log" }
    if let range = axis.range, range.lowerBound.isFinite, range.upperBound.isFinite {
      scale["domain"] = [.number(range.lowerBound), .number(range.upperBound)]
    }
    var looks: [String: JSON] = ["title": .string(axis.caption)]
    if case .categories(let names) = axis.scale {
      scale["domain"] = [-0.5, .number(Double(names.count) - 0.5)]
      let step = max((names.count + 199) / 200, 1)
      let shown = Array(stride(from: 0, to: names.count, by: step))
      looks["values"] = .array(shown.map { .integer($0) })
      let listed = JSON.array(shown.map { .string(names[$0]) }).serialized
      looks["labelExpr"] = .string("\(listed)[datum.value\(step > 1 ? " / \(step)" : "")]")
    }
    return [
      "field": .string(field), "type": "quantitative", "scale": .object(scale),
      "axis": .object(looks),
    ]
  }

  private func row(_ points: PointList, _ index: Int) -> JSON {
    ["x": .number(points.x[index]), "y": .number(points.y[index]), "i": .integer(index)]
  }

  /// The points of a line that can be told apart, with a value of nothing where it breaks.
  private func rows(_ points: PointList) -> [JSON] {
    let runs = points.keptRuns(width: Self.width, limit: Self.limit / 4, place: place)
    var rows: [JSON] = []
    for run in runs {
      rows += run.map { row(points, $0) }
      // Its number keeps it where the line breaks, since front ends sort by it.
      if let last = run.last { rows.append(["x": .null, "y": .null, "i": .integer(last + 1)]) }
    }
    return Array(rows.dropLast())
  }

  private func rows(_ band: Band) -> [JSON] {
    var rows: [JSON] = []
    for piece in band.pieces(x: horizontal, y: vertical, columns: Self.width) {
      if !rows.isEmpty { rows.append(["x": .null, "y": .null, "y2": .null]) }
      let kept = [piece.lower, piece.upper].flatMap { edge in
        PointList(pairing: piece.x, with: edge)
          .keptRuns(width: Self.width, limit: Self.limit / 4, place: place).joined()
      }
      for index in Set(kept).sorted() {
        rows.append([
          "x": .number(piece.x[index]), "y": .number(piece.lower[index]),
          "y2": .number(piece.upper[index]),
        ])
      }
    }
    return rows
  }

  private func rows(_ segments: [Mark.Segment]) -> [JSON] {
    let places = segments.map { Ends(start: place($0.x0, $0.y0), end: place($0.x1, $0.y1)) }
    let known = places.indices.filter { places[$0].isFinite }
    return thinned(known.map { places[$0] }, limit: Self.limit).kept.map { index in
      let segment = segments[known[index]]
      return [
        "x": .number(segment.x0), "y": .number(segment.y0), "x2": .number(segment.x1),
        "y2": .number(segment.y1),
      ]
    }
  }

  private func row(_ bar: Mark.Bar) -> JSON {
    let (low, high) = (JSON.number(bar.sides.lowerBound), JSON.number(bar.sides.upperBound))
    let (base, value) = (JSON.number(bar.base), JSON.number(bar.value))
    return bar.isHorizontal
      ? ["x": base, "x2": value, "y": low, "y2": high]
      : ["x": low, "x2": high, "y": base, "y2": value]
  }

  private func cells(_ grid: CellGrid) -> JSON {
    let shown = grid.reduced(columns: 100, rows: 100)
    func edge(_ range: ClosedRange<Double>, _ index: Int, _ count: Int) -> JSON {
      let part = Double(index) / Double(count)
      return .number(range.lowerBound * (1 - part) + range.upperBound * part)
    }
    let rows = shown.rows.enumerated().flatMap { row, values in
      values.enumerated().map { column, value -> JSON in
        [
          "x": edge(grid.x, column, shown.columnCount),
          "x2": edge(grid.x, column + 1, shown.columnCount),
          "y": edge(grid.y, row, shown.rows.count), "y2": edge(grid.y, row + 1, shown.rows.count),
          "v": .number(value),
        ]
      }
    }
    var encoding = box
    let range = (0...8).map { JSON.string(grid.colors.color(at: Double($0) / 8).hex) }
    encoding["color"] = [
      "field": "v", "type": "quantitative", "title": .string(chart.colorCaption ?? ""),
      "scale": [
        "domain": [.number(grid.range.lowerBound), .number(grid.range.upperBound)],
        "range": .array(range),
      ],
    ]
    return mark("rect", rows, encoding)
  }
}
