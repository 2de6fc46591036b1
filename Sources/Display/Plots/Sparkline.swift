/// A line of values no taller than a word.
///
/// ```swift
/// Sparkline(losses)   // ▇▅▃▂▂▁▁
/// ```
public struct Sparkline: Picture, Hashable, Sendable {
  /// The values.
  public let values: [Double]

  /// Makes a line of values.
  public init(_ values: [Double]) { self.values = values }

  /// The least, the greatest and the last value, in words.
  public var alternativeText: String { "Sparkline of \(Series("", values).rangeInWords)." }

  /// The height of a line of text, and at most sixty characters.
  public var preferredSize: PictureSize {
    PictureSize(width: 160, height: 28, columns: min(max(values.count, 1), 60), rows: 1)
  }

  /// Draws the line with a block for each value, or for the values that fall on one place.
  public func canvas(columns: Int, rows: Int) -> TextCanvas {
    var canvas = TextCanvas(columns: columns, rows: rows)
    let shown = min(values.count, canvas.columns)
    guard shown > 0 else { return canvas }
    let range = CellGrid.range(of: [values])
    let row = [values.map { $0.isFinite ? $0 : .nan }]
    let grid = try? CellGrid(row, range: range).reduced(columns: shown, rows: 1)
    for (column, value) in (grid?.rows[0] ?? []).enumerated() {
      let place = grid?.place(of: value) ?? .nan
      canvas.put(Sparkline.block(place), column: column, row: 0, ink: Palette.series(0))
    }
    return canvas
  }

  /// Draws the line with a dot at its end.
  public func drawing(width: Double, height: Double) -> String {
    let last = values.indices.last { values[$0].isFinite }
    let end = PointList(pairs: last.map { [(Double($0), values[$0])] } ?? [])
    let chart = Chart(
      x: Axis(range: -0.5...Double(max(values.count, 2)) - 0.5),
      layers: [
        Chart.Layer(.line(PointList(values))),
        Chart.Layer(.points(end), color: Palette.series(1)),
      ])
    return SVGChart.drawBare(
      chart, width: width, height: height, margin: 4, description: alternativeText)
  }

  private static func block(_ place: Double) -> Character {
    guard place.isFinite else { return " " }
    let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    return blocks[slot(place, of: blocks.count)]
  }
}
