/// Draws a chart in characters.
struct TextChart {
  let chart: Chart
  let scales: ChartScales
  let layout: TextLayout
  private var canvas: TextCanvas

  static func draw(_ chart: Chart, columns: Int, rows: Int) -> TextCanvas {
    var drawing = TextChart(chart, columns: columns, rows: rows)
    drawing.drawWords()
    drawing.drawMarks()
    if chart.frame != .bare { drawing.drawAxes() }
    if let grid = chart.coloredGrid { drawing.drawColorBar(grid) }
    return drawing.canvas
  }

  private init(_ chart: Chart, columns: Int, rows: Int) {
    let (columns, rows) = TextCanvas.sensible(columns: columns, rows: rows)
    let scales = ChartScales(chart)
    self.scales = scales
    (self.chart, layout) = chart.fitted {
      TextLayout($0, scales: scales, columns: columns, rows: rows)
    } hasRoom: {
      5 * $0.roomHeight >= 2 * rows
    }
    canvas = TextCanvas(columns: columns, rows: rows)
  }

  private mutating func drawWords() {
    let columns = canvas.columns
    if let row = layout.titleRow {
      canvas.write(
        chart.title.singleLine.shortened(to: columns), column: 0, row: row, ink: Palette.ink)
    }
    for (index, layers) in layout.legendRows.enumerated() {
      var column = 0
      for layer in layers {
        let row = (layout.legendRow ?? 0) + index
        canvas.write(TextMarks.sample(of: layer), column: column, row: row, ink: layer.color)
        let text = TextLayout.legendText(layer, columns: columns)
        canvas.write(text, column: column + 3, row: row)
        column += TextLayout.entryWidth(layer, columns: columns)
      }
    }
    if let row = layout.captionRow {
      let colors = TextLayout.colorCaption(of: chart)
      canvas.write(colors, endingAt: columns, row: row)
      let rightEnd = colors.isEmpty ? columns : columns - TextLayout.colorBarWidth
      let right = (chart.rightAxis?.caption ?? "").shortened(to: rightEnd / 2)
      canvas.write(right, endingAt: rightEnd, row: row)
      let room = right.isEmpty ? rightEnd : rightEnd - right.displayWidth - 1
      canvas.write(chart.y.caption.shortened(to: max(room, 0)), column: 0, row: row)
    }
  }

  private mutating func drawMarks() {
    var marks = TextMarks(width: layout.width, height: layout.height)
    let isAmongOthers = !chart.legend.isEmpty
    for layer in chart.layers {
      marks.draw(layer, x: scales.x, y: scales.vertical(for: layer), isAmongOthers: isAmongOthers)
    }
    canvas.paste(marks.finished(), column: layout.left, row: layout.top)
    if !chart.hasData {
      let middle = layout.left + layout.width / 2
      canvas.write("no data", centeredAt: middle, row: layout.top + layout.height / 2)
    }
  }

  private mutating func drawAxes() {
    let bottom = layout.top + layout.height
    let right = layout.left + layout.width
    for row in layout.top..<bottom {
      canvas.put("│", column: layout.left - 1, row: row)
      if scales.right != nil { canvas.put("│", column: right, row: row) }
    }
    for column in layout.left..<right { canvas.put("─", column: column, row: bottom) }
    canvas.put("└", column: layout.left - 1, row: bottom)
    if scales.right != nil { canvas.put("┘", column: right, row: bottom) }
    drawVerticalTicks(bottom: bottom, right: right)
    drawHorizontalTicks(bottom: bottom)
    let caption = chart.x.caption.shortened(to: canvas.columns)
    canvas.write(
      caption, centeredAt: layout.left + layout.width / 2, row: bottom + (chart.hasTicks ? 2 : 1))
  }

  private mutating func drawVerticalTicks(bottom: Int, right: Int) {
    for tick in layout.yTicks {
      let row = layout.top + TextMarks.row(of: tick.position, height: layout.height)
      canvas.put("┤", column: layout.left - 1, row: row)
      let label = tick.label.shortened(to: layout.left - 2)
      canvas.write(label, endingAt: layout.left - 1 - 1, row: row)
    }
    for tick in layout.rightTicks {
      let row = layout.top + TextMarks.row(of: tick.position, height: layout.height)
      canvas.put("├", column: right, row: row)
      canvas.write(tick.label, column: right + 2, row: row)
    }
  }

  private mutating func drawHorizontalTicks(bottom: Int) {
    for tick in layout.xTicks {
      let column = layout.left + TextMarks.column(of: tick.position, width: layout.width)
      canvas.put("┬", column: column, row: bottom)
      let label = tick.label.shortened(to: max(layout.width / max(layout.xTicks.count, 1), 3))
      canvas.write(label, centeredAt: column, row: bottom + 1)
    }
  }

  /// A column of the shades with the values of its two ends.
  private mutating func drawColorBar(_ grid: CellGrid) {
    let column = canvas.columns - TextLayout.colorBarWidth + 2
    for row in 0..<layout.height {
      let place = 1 - (Double(row) + 0.5) / Double(layout.height)
      let color = grid.colors.color(at: place)
      let shade = TextMarks.shade(at: place)
      canvas.put(shade, column: column, row: layout.top + row, ink: color, paper: color)
    }
    // One row has no room for the numbers of both ends.
    guard layout.height > 1 else { return }
    let ends = [(grid.range.upperBound, 0), (grid.range.lowerBound, layout.height - 1)]
    for (value, row) in ends {
      let text = shortNumber(value, digits: 3).shortened(to: TextLayout.colorBarWidth - 4)
      canvas.write(text, column: column + 2, row: layout.top + row)
    }
  }
}
