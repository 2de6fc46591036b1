extension TextMarks {
  /// Shades the characters whose middle lies between two lines.
  mutating func drawBand(_ band: Band, _ layer: Chart.Layer, x: AxisScale, y: AxisScale) {
    var reach = Array(repeating: (low: Double.infinity, high: -Double.infinity), count: width)
    for piece in band.pieces(x: x, y: y, columns: Double(width)) {
      for values in [piece.lower, piece.upper] {
        let edge = PointList(pairing: piece.x, with: values).runs(width: Double(width)) {
          PixelPoint(x: x.position($0) * Double(width), y: y.position($1))
        }.flatMap(\.self)
        for (start, end) in zip(edge, edge.dropFirst()) { widen(&reach, start, end) }
      }
    }
    for (column, reach) in reach.enumerated() where reach.low <= reach.high {
      for row in 0..<height {
        let middle = 1 - (Double(row) + 0.5) / Double(height)
        guard reach.low <= middle, middle <= reach.high else { continue }
        fills.put("░", column: column, row: row, ink: layer.color)
      }
    }
  }

  /// Takes the columns that a piece of an edge crosses into their reach.
  private func widen(
    _ reach: inout [(low: Double, high: Double)], _ start: PixelPoint, _ end: PixelPoint
  ) {
    let (first, last) = (min(start.x, end.x), max(start.x, end.x))
    let low = max(TextMarks.limited(first.rounded(.down)), 0)
    let high = min(TextMarks.limited(last.rounded(.up)) - 1, width - 1)
    guard low <= high else { return }
    for column in low...high {
      let middle = min(max(Double(column) + 0.5, first), last)
      let part = last == first ? 0 : (middle - start.x) / (end.x - start.x)
      let value = start.y + part * (end.y - start.y)
      reach[column] = (min(reach[column].low, value), max(reach[column].high, value))
    }
  }

  /// Fills bars with blocks, the last of each in eighths where its fill is solid.
  mutating func drawBars(_ bars: [Mark.Bar], _ layer: Chart.Layer, x: AxisScale, y: AxisScale) {
    let shown = bars.merged(x: x, y: y, width: Double(width), height: Double(height))
    for bar in shown where bar.value.isFinite {
      if bar.isHorizontal {
        let span = TextMarks.span(bar, along: y, count: height).map { height - 1 - $0 }
        let ends = TextMarks.ends(bar, along: x, count: width)
        for row in span { drawBar(row: row, from: ends.0, to: ends.1, layer) }
      } else {
        let span = TextMarks.span(bar, along: x, count: width)
        let ends = TextMarks.ends(bar, along: y, count: height)
        for column in span { drawBar(column: column, from: ends.0, to: ends.1, layer) }
      }
    }
  }

  /// The characters that a bar covers across its length, at least one.
  private static func span(_ bar: Mark.Bar, along scale: AxisScale, count: Int) -> [Int] {
    let first = scale.position(bar.sides.lowerBound) * Double(count)
    let last = scale.position(bar.sides.upperBound) * Double(count)
    let (low, high) = (limited(first), limited(last) - 1)
    let middle = limited((first + last) / 2 - 0.5)
    return low <= high
      ? Array(max(low, 0)..<max(min(high + 1, count), max(low, 0)))
      : (0..<count).contains(middle) ? [middle] : []
  }

  /// Where a bar starts and ends, in characters from the lower end of the axis.
  private static func ends(
    _ bar: Mark.Bar, along scale: AxisScale, count: Int
  ) -> (Double, Double) {
    func place(_ value: Double) -> Double {
      let position = scale.position(value)
      return position.isFinite ? min(max(position, 0), 1) * Double(count) : 0
    }
    return (place(bar.base), place(bar.value))
  }

  private mutating func drawBar(
    column: Int, from base: Double, to value: Double, _ layer: Chart.Layer
  ) {
    let eighths: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    for row in 0..<height {
      let low = Double(height - 1 - row)
      guard let block = block(low, base, value, layer, eighths: eighths, half: "▀") else {
        continue
      }
      fills.put(block, column: column, row: row, ink: layer.color)
    }
  }

  private mutating func drawBar(
    row: Int, from base: Double, to value: Double, _ layer: Chart.Layer
  ) {
    let eighths: [Character] = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]
    for column in 0..<width {
      guard let block = block(Double(column), base, value, layer, eighths: eighths, half: "▐")
      else { continue }
      fills.put(block, column: column, row: row, ink: layer.color)
    }
  }

  /// The block for the character from `low` to `low + 1`, if the bar is in it.
  private func block(
    _ low: Double, _ base: Double, _ value: Double, _ layer: Chart.Layer,
    eighths: [Character], half: Character
  ) -> Character? {
    let (start, end) = (max(min(base, value), low), min(max(base, value), low + 1))
    guard end > start else { return nil }
    let isSolid = TextMarks.fill(layer.series) == "█"
    // Blocks that start at the far side exist for a half only.
    if start > low && end == low + 1 {
      return end - start >= 0.75 ? TextMarks.fill(layer.series) : end - start >= 0.25 ? half : nil
    }
    guard isSolid else { return end - start >= 0.5 ? TextMarks.fill(layer.series) : nil }
    let level = Int(((end - start) * 8).rounded())
    return level == 0 ? nil : eighths[level]
  }

  /// Shades each character by the cell under its middle.
  mutating func drawCells(_ grid: CellGrid, x: AxisScale, y: AxisScale) {
    let shown = grid.reduced(columns: width, rows: height)
    guard !shown.isEmpty else { return }
    for row in 0..<height {
      let up = y.value(at: 1 - (Double(row) + 0.5) / Double(height))
      guard let cellRow = CellGrid.index(of: up, in: grid.y, count: shown.rows.count) else {
        continue
      }
      for column in 0..<width {
        let across = x.value(at: (Double(column) + 0.5) / Double(width))
        guard let cellColumn = CellGrid.index(of: across, in: grid.x, count: shown.columnCount)
        else { continue }
        let place = shown.place(of: shown.rows[cellRow][cellColumn])
        let color = place.isNaN ? Palette.card : shown.colors.color(at: place)
        fills.put(
          TextMarks.shade(at: place), column: column, row: row, ink: color, paper: color)
      }
    }
    writeTexts(of: grid, isUpsideDown: !y.axis.isReversed)
  }

  /// The text of each cell in its middle, where there is room for it.
  private mutating func writeTexts(of grid: CellGrid, isUpsideDown: Bool) {
    guard height >= grid.rows.count else { return }
    let room = width / grid.columnCount
    for (row, texts) in grid.texts.enumerated() {
      for (column, text) in texts.enumerated() where text.displayWidth + 2 <= room {
        let middle = (2 * column + 1) * width / (2 * grid.columnCount)
        let down = isUpsideDown ? grid.rows.count - 1 - row : row
        let start = middle - (text.displayWidth + 2) / 2
        for (offset, character) in " \(text) ".enumerated() {
          fills.put(
            character, column: start + offset, row: (2 * down + 1) * height / (2 * grid.rows.count),
            ink: grid.ink(row, column), paper: grid.paper(row, column))
        }
      }
    }
  }
}
