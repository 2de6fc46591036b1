/// Draws marks in characters: lines in Braille dots over fills of blocks, symbols and words on top.
struct TextMarks {
  let width: Int
  let height: Int
  var fills: TextCanvas
  var dots: BrailleCanvas
  private var words: [(text: String, column: Int, row: Int, ink: Color)] = []

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    fills = TextCanvas(columns: width, rows: height)
    dots = BrailleCanvas(columns: width, rows: height)
  }

  /// Draws one layer; among others of the legend it carries a symbol of its own.
  mutating func draw(_ layer: Chart.Layer, x: AxisScale, y: AxisScale, isAmongOthers: Bool) {
    let (lastAcross, lastDown) = (Double(width * 2 - 1), Double(height * 4 - 1))
    let place = { (horizontal: Double, vertical: Double) in
      PixelPoint(
        x: x.position(horizontal) * lastAcross, y: (1 - y.position(vertical)) * lastDown)
    }
    switch layer.mark {
    case .line(let points):
      drawLine(points, layer, place, isStamped: isAmongOthers && layer.label != nil)
    case .points(let points): drawPoints(points, layer, place, isAmongOthers: isAmongOthers)
    case .band(let band): drawBand(band, layer, x: x, y: y)
    case .bars(let bars): drawBars(bars, layer, x: x, y: y)
    case .cells(let grid): drawCells(grid, x: x, y: y)
    case .segments(let segments):
      let places = segments.map {
        Ends(start: place($0.x0, $0.y0), end: place($0.x1, $0.y1))
      }.filter(\.isFinite)
      for index in thinned(places, limit: 16_000).kept {
        drawStroke([places[index].start, places[index].end], ink: layer.color)
      }
    case .labels(let labels):
      let known = labels.filter { cell(of: place($0.x, $0.y)) != nil }
      let places = known.map { Ends(start: place($0.x, $0.y), end: place($0.x, $0.y)) }
      for label in thinned(places, limit: 400, side: 2).kept.map({ known[$0] }) {
        let point = place(label.x, label.y)
        guard let cell = cell(of: point) else { continue }
        write(label.text, column: cell.column - label.text.displayWidth / 2, row: cell.row, layer)
      }
    }
  }

  /// The sheet with everything on it.
  func finished() -> TextCanvas {
    var canvas = fills
    dots.draw(on: &canvas, column: 0, row: 0)
    for word in words { canvas.write(word.text, column: word.column, row: word.row, ink: word.ink) }
    return canvas
  }

  /// The row of characters in which a place of the vertical axis falls.
  static func row(of position: Double, height: Int) -> Int {
    limited((1 - position) * Double(height * 4 - 1)) / 4
  }

  /// The column of characters in which a place of the horizontal axis falls.
  static func column(of position: Double, width: Int) -> Int {
    limited(position * Double(width * 2 - 1)) / 2
  }

  /// The symbol of a series, so that series differ without their colours.
  static func symbol(_ series: Int) -> Character {
    let symbols: [Character] = [
      "●", "○", "■", "□", "▲", "△", "◆", "◇", "▼", "▽", "◐", "◑", "◒", "◓", "◧", "◨", "◭", "◮",
      "▶", "▷", "◀", "◁", "◉", "◎",
    ]
    return symbols[series % symbols.count]
  }

  /// What the legend shows for a layer.
  static func sample(of layer: Chart.Layer) -> String {
    switch layer.mark {
    case .bars: String(repeating: fill(layer.series), count: 2)
    case .band: "░░"
    case .points: String(symbol(layer.series))
    default: "─\(symbol(layer.series))"
    }
  }

  /// A shade for a part of a range, light to dark.
  static func shade(at place: Double) -> Character {
    place.isNaN ? "×" : [" ", "░", "▒", "▓", "█"][slot(place, of: 5)]
  }

  /// The block of a series of bars.
  static func fill(_ series: Int) -> Character {
    ["█", "▒", "░", "▓"][SVGMarks.round(series, of: 4)]
  }

  private mutating func drawLine(
    _ points: PointList, _ layer: Chart.Layer, _ place: (Double, Double) -> PixelPoint,
    isStamped: Bool
  ) {
    let runs = points.runs(width: Double(width * 2), place: place)
    for run in runs { drawStroke(run, ink: layer.color) }
    if isStamped { stamp(runs.joined().compactMap(cell), layer) }
  }

  /// Puts the symbol of a series on some of its cells, at other columns than the series before it.
  private mutating func stamp(_ cells: [(column: Int, row: Int)], _ layer: Chart.Layer) {
    let gap = max(width / 5, 4)
    let start = (layer.series % (3 * gap)) * gap / 3 % gap
    var next = start
    for cell in cells where cell.column >= next {
      write(String(TextMarks.symbol(layer.series)), column: cell.column, row: cell.row, layer)
      next = cell.column + gap
    }
    if let only = cells.last, next == start {
      write(String(TextMarks.symbol(layer.series)), column: only.column, row: only.row, layer)
    }
  }

  private mutating func drawStroke(_ run: [PixelPoint], ink: Color) {
    guard let first = run.first else { return }
    var last = (TextMarks.limited(first.x), TextMarks.limited(first.y))
    dots.dot(last.0, last.1, ink: ink)
    for point in run.dropFirst() {
      let next = (TextMarks.limited(point.x), TextMarks.limited(point.y))
      dots.line(from: last, to: next, ink: ink)
      last = next
    }
  }

  private mutating func drawPoints(
    _ points: PointList, _ layer: Chart.Layer, _ place: (Double, Double) -> PixelPoint,
    isAmongOthers: Bool
  ) {
    let usesSymbols = isAmongOthers || points.count <= 60
    for index in points.spread(place: place).kept {
      let point = place(points.x[index], points.y[index])
      if usesSymbols, let cell = cell(of: point) {
        write(String(TextMarks.symbol(layer.series)), column: cell.column, row: cell.row, layer)
      } else {
        dots.dot(TextMarks.limited(point.x), TextMarks.limited(point.y), ink: layer.color)
      }
    }
  }

  private mutating func write(_ text: String, column: Int, row: Int, _ layer: Chart.Layer) {
    let first = max(0, min(column, width - text.displayWidth))
    words.append((text, first, row, layer.color))
  }

  /// The character in which a dot lies, if it lies on the sheet.
  private func cell(of point: PixelPoint) -> (column: Int, row: Int)? {
    guard point.x.isFinite, point.y.isFinite else { return nil }
    let (x, y) = (TextMarks.limited(point.x), TextMarks.limited(point.y))
    guard x >= 0, x < width * 2, y >= 0, y < height * 4 else { return nil }
    return (x / 2, y / 4)
  }

  /// The nearest whole number, for places far outside the sheet one far enough outside.
  static func limited(_ value: Double) -> Int {
    value.isNaN ? -1_000_000 : Int(min(max(value.rounded(), -1_000_000), 1_000_000))
  }
}
