extension SVGMarks {
  /// Draws a grid as one outline for each of its colours, runs of equal colour in one piece.
  func drawCells(_ grid: CellGrid, into svg: inout SVGWriter) {
    var shown = grid.reduced(columns: Int(width / 2), rows: Int(height / 2))
    guard !shown.isEmpty else { return }
    var runs = SVGMarks.runs(of: shown)
    if runs.count > 7000 {
      // Noise has a run in every cell; cells of five units are small enough for it.
      shown = grid.reduced(columns: Int(width / 5), rows: Int(height / 5))
      runs = SVGMarks.runs(of: shown)
    }
    var outlines: [Int: SVGPath] = [:]
    for run in runs {
      let frame = self.frame(of: shown, row: run.row, columns: run.columns)
      outlines[run.level, default: SVGPath()].rectangle(
        x: frame.left, y: frame.top, width: frame.width, height: frame.height)
    }
    for (level, path) in outlines.sorted(by: { $0.key < $1.key }) {
      svg.element(
        "path",
        [
          "d": .path(path), "fill": .color(shown.colors.color(at: Double(level) / 127)),
          "shape-rendering": "crispEdges",
        ])
    }
    drawTexts(of: grid, into: &svg)
  }

  /// The neighbours of one colour in each row.
  private static func runs(of grid: CellGrid) -> [(row: Int, columns: Range<Int>, level: Int)] {
    var runs: [(row: Int, columns: Range<Int>, level: Int)] = []
    for row in grid.rows.indices {
      var start = 0
      while start < grid.columnCount {
        let level = level(grid, row, start)
        var end = start + 1
        while end < grid.columnCount, self.level(grid, row, end) == level { end += 1 }
        if let level { runs.append((row, start..<end, level)) }
        start = end
      }
    }
    return runs
  }

  /// The number of a cell's colour among 128; a cell without a value has none.
  private static func level(_ grid: CellGrid, _ row: Int, _ column: Int) -> Int? {
    let value = grid.rows[row][column]
    guard !value.isNaN else { return nil }
    return Int((min(max(grid.place(of: value), 0), 1) * 127).rounded())
  }

  /// The rectangle of some neighbouring cells.
  ///
  /// Its edges are rounded as they are written: a width that is rounded by itself would leave a gap that
  /// shows the card between two cells.
  private func frame(of grid: CellGrid, row: Int, columns: Range<Int>) -> PixelFrame {
    func across(_ column: Int) -> Double {
      let part = Double(column) / Double(grid.columnCount)
      return x.position(grid.x.lowerBound * (1 - part) + grid.x.upperBound * part) * width
    }
    func down(_ edge: Int) -> Double {
      let part = Double(edge) / Double(grid.rows.count)
      return (1 - y.position(grid.y.lowerBound * (1 - part) + grid.y.upperBound * part)) * height
    }
    func written(_ place: Double) -> Double { (place * 100).rounded() / 100 }
    let (left, right) = (written(across(columns.lowerBound)), written(across(columns.upperBound)))
    let (first, second) = (written(down(row)), written(down(row + 1)))
    return PixelFrame(
      left: min(left, right), top: min(first, second), width: abs(right - left),
      height: abs(second - first))
  }

  /// The text of each cell, dark on light and light on dark, where it fits.
  private func drawTexts(of grid: CellGrid, into svg: inout SVGWriter) {
    for (row, texts) in grid.texts.enumerated() {
      for (column, text) in texts.enumerated() {
        let frame = self.frame(of: grid, row: row, columns: column..<column + 1)
        let room = frame.width * 0.9 / max(textExtent(text, size: 1), 1)
        let size = min(12, frame.height * 0.6, room)
        guard size >= 5 else { continue }
        svg.element(
          "text",
          [
            "x": .number(frame.left + frame.width / 2),
            "y": .number(frame.top + frame.height / 2 + size / 3), "font-size": .number(size),
            "text-anchor": "middle", "fill": .color(grid.ink(row, column)),
          ], text: text)
      }
    }
  }
}

extension CellGrid {
  /// The colour of a cell; the card where it has no value.
  func paper(_ row: Int, _ column: Int) -> Color {
    let value = rows[row][column]
    return value.isNaN ? Palette.card : colors.color(at: place(of: value))
  }

  /// Of dark and light the one that reads better on a cell.
  func ink(_ row: Int, _ column: Int) -> Color {
    let paper = paper(row, column)
    return Palette.ink.contrast(to: paper) > Palette.card.contrast(to: paper)
      ? Palette.ink : Palette.card
  }
}
