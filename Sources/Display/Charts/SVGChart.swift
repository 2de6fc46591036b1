/// Draws a chart as SVG.
struct SVGChart {
  let chart: Chart
  let scales: ChartScales
  let layout: ChartLayout
  private var svg: SVGWriter

  static func draw(_ chart: Chart, width: Double, height: Double) -> String {
    var drawing = SVGChart(chart, width: width, height: height)
    drawing.drawTitle()
    if chart.frame != .bare { drawing.drawGrid() }
    drawing.drawMarks()
    if chart.frame != .bare { drawing.drawAxes() }
    drawing.drawLegend()
    if let grid = chart.coloredGrid { drawing.drawColorBar(grid) }
    return drawing.svg.finished()
  }

  /// Draws the marks alone, stretched over the card but for a margin.
  static func drawBare(
    _ chart: Chart, width: Double, height: Double, margin: Double, description: String
  ) -> String {
    let scales = ChartScales(chart)
    let (width, height) = (ChartLayout.sensible(width), ChartLayout.sensible(height))
    var svg = SVGWriter(width: width, height: height, title: "", description: description)
    svg.begin("g", ["transform": "translate(\(shortNumber(margin)) \(shortNumber(margin)))"])
    for layer in chart.layers {
      SVGMarks(
        layer: layer, x: scales.x, y: scales.y, width: max(width - 2 * margin, 1),
        height: max(height - 2 * margin, 1)
      ).draw(into: &svg)
    }
    return svg.finished()
  }

  private init(_ chart: Chart, width: Double, height: Double) {
    let (width, height) = (ChartLayout.sensible(width), ChartLayout.sensible(height))
    let scales = ChartScales(chart)
    self.scales = scales
    (self.chart, layout) = chart.fitted {
      ChartLayout($0, scales: scales, width: width, height: height)
    } hasRoom: {
      $0.room.height >= 0.4 * height
    }
    svg = SVGWriter(
      width: width, height: height, title: chart.title, description: chart.alternativeText)
  }

  private mutating func drawTitle() {
    guard !chart.title.isEmpty else { return }
    svg.element(
      "text",
      [
        "x": 16.0, "y": 22.0, "font-size": .number(ChartLayout.titleSize), "font-weight": "bold",
        "fill": .color(Palette.ink),
      ],
      text: shortened(chart.title, toExtent: layout.width - 28, size: 1.08 * ChartLayout.titleSize))
  }

  /// The faint lines by which values are read.
  private mutating func drawGrid() {
    let plot = layout.plot
    var lines = SVGPath()
    for tick in layout.yTicks where !chart.y.isCategorical {
      let y = plot.bottom - tick.position * plot.height
      lines.move(to: plot.left, y)
      lines.line(to: plot.right, y)
    }
    for tick in layout.xTicks where !chart.x.isCategorical {
      let x = plot.left + tick.position * plot.width
      lines.move(to: x, plot.top)
      lines.line(to: x, plot.bottom)
    }
    guard !lines.isEmpty else { return }
    svg.element("path", ["d": .path(lines), "stroke": .color(Palette.grid), "fill": "none"])
  }

  /// The marks in a window of their own, which cuts off what lies outside the axes.
  private mutating func drawMarks() {
    let plot = layout.plot
    svg.begin(
      "svg",
      [
        "x": .number(plot.left), "y": .number(plot.top), "width": .number(plot.width),
        "height": .number(plot.height), "overflow": chart.frame == .bare ? "visible" : "hidden",
      ])
    for layer in chart.layers {
      let marks = SVGMarks(
        layer: layer, x: scales.x, y: scales.vertical(for: layer), width: plot.width,
        height: plot.height)
      marks.draw(into: &svg)
    }
    if !chart.hasData {
      drawText(
        "no data", x: plot.width / 2, y: plot.height / 2, anchor: "middle", color: Palette.muted)
    }
    svg.end()
  }

  private mutating func drawAxes() {
    let plot = layout.plot
    var frame = SVGPath()
    frame.move(to: plot.left, plot.top)
    frame.line(to: plot.left, plot.bottom)
    frame.line(to: plot.right, plot.bottom)
    if scales.right != nil { frame.line(to: plot.right, plot.top) }
    svg.element("path", ["d": .path(frame), "stroke": .color(Palette.frame), "fill": "none"])
    for tick in layout.yTicks {
      let y = plot.bottom - tick.position * plot.height + 4
      drawText(tick.label, x: plot.left - 6, y: y, anchor: "end", color: Palette.muted)
    }
    for tick in layout.rightTicks {
      let y = plot.bottom - tick.position * plot.height + 4
      drawText(tick.label, x: plot.right + 6, y: y, anchor: "start", color: Palette.muted)
    }
    for tick in layout.xTicks {
      let x = plot.left + tick.position * plot.width
      drawText(tick.label, x: x, y: plot.bottom + 16, anchor: "middle", color: Palette.muted)
    }
    drawCaptions()
  }

  private mutating func drawCaptions() {
    let plot = layout.plot
    let (middleX, middleY) = (plot.left + plot.width / 2, plot.top + plot.height / 2)
    let caption = shortened(
      chart.x.caption, toExtent: 2 * min(middleX, layout.width - middleX) - 8,
      size: ChartLayout.captionSize)
    drawText(
      caption, x: middleX, y: plot.bottom + 36, anchor: "middle", color: Palette.ink,
      size: ChartLayout.captionSize)
    drawUpright(chart.y.caption, x: 16, y: middleY)
    guard let right = chart.rightAxis else { return }
    drawUpright(right.caption, x: layout.width - (chart.coloredGrid == nil ? 8 : 78), y: middleY)
  }

  private mutating func drawUpright(_ text: String, x: Double, y: Double) {
    guard !text.isEmpty else { return }
    svg.element(
      "text",
      [
        "x": .number(x), "y": .number(y), "font-size": .number(ChartLayout.captionSize),
        "text-anchor": "middle", "fill": .color(Palette.ink),
        "transform": "rotate(-90 \(shortNumber(x)) \(shortNumber(y)))",
      ],
      text: shortened(
        text, toExtent: layout.room.height + (layout.legend.isEmpty ? 20 : 0),
        size: ChartLayout.captionSize))
  }

  private mutating func drawLegend() {
    for entry in layout.legend {
      let sample = SVGMarks.sample(of: entry.layer, x: entry.x, y: entry.y)
      sample(&svg)
      drawText(
        entry.text, x: entry.x + 28, y: entry.y + 4, anchor: "start",
        color: Palette.ink, size: ChartLayout.captionSize)
    }
  }

  /// A column of the colours with the values that they stand for.
  private mutating func drawColorBar(_ grid: CellGrid) {
    let plot = layout.plot
    let left = plot.right + 14
    let steps = 48
    for step in 0..<steps {
      let top = plot.bottom - plot.height * Double(step + 1) / Double(steps)
      svg.element(
        "rect",
        [
          "x": .number(left), "y": .number(top), "width": 12.0,
          "height": .number(plot.height / Double(steps) + 0.5),
          "fill": .color(grid.colors.color(at: (Double(step) + 0.5) / Double(steps))),
        ])
    }
    let scale = AxisScale(Axis(range: grid.range), data: Extent(), padding: 0)
    for tick in scale.ticks(atMost: max(2, Int(plot.height / 50))) {
      let y = plot.bottom - tick.position * plot.height + 4
      drawText(tick.label, x: left + 17, y: y, anchor: "start", color: Palette.muted)
    }
    drawUpright(chart.colorCaption ?? "", x: layout.width - 8, y: plot.top + plot.height / 2)
  }

  private mutating func drawText(
    _ text: String, x: Double, y: Double, anchor: String, color: Color,
    size: Double = ChartLayout.tickSize
  ) {
    guard !text.isEmpty else { return }
    svg.element(
      "text",
      [
        "x": .number(x), "y": .number(y), "font-size": .number(size), "text-anchor": .text(anchor),
        "fill": .color(color),
      ], text: text)
  }
}

extension Axis {
  /// Whether the axis has names instead of numbers.
  var isCategorical: Bool { if case .categories = scale { true } else { false } }
}

extension Chart {
  /// Whether there is anything to draw.
  var hasData: Bool {
    layers.contains { layer in
      switch layer.mark {
      case .line(let points), .points(let points): points.undrawable < points.count
      case .band(let band): !band.x.isEmpty
      case .bars(let bars): !bars.isEmpty
      case .cells(let grid): !grid.isEmpty
      case .segments(let segments): !segments.isEmpty
      case .labels(let labels): !labels.isEmpty
      }
    }
  }
}
