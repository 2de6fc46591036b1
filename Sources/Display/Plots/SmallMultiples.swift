/// Several pictures side by side, to be compared.
///
/// ```swift
/// SmallMultiples(encodings.map { heatmap(of: $0) }, columns: 3, title: "Three encodings")
/// ```
public struct SmallMultiples: Picture {
  /// The pictures, row by row.
  public let pictures: [any Picture]
  /// How many stand side by side.
  public let columns: Int
  /// What stands above them.
  public var title: String

  /// Puts pictures side by side, at most so many in a row.
  /// - Throws: ``DisplayError`` for a number of columns outside 1 to 12.
  public init(
    _ pictures: [any Picture], columns: Int = 3, title: String = ""
  ) throws(DisplayError) {
    guard (1...12).contains(columns) else {
      throw .outside("small multiples: columns", value: Double(columns), allowed: "1 to 12")
    }
    self.pictures = pictures
    self.columns = min(columns, max(pictures.count, 1))
    self.title = title
  }

  /// What each picture shows, in words.
  public var alternativeText: String {
    // A picture in a picture in a picture would otherwise be told of again at each level.
    let parts = pictures.prefix(12).enumerated().map {
      "\($0 + 1): \($1.alternativeText.shortened(to: 400))"
    }
    let rest = pictures.count > 12 ? " … and \(pictures.count - 12) more." : ""
    return "\(pictures.count) pictures. " + parts.joined(separator: " ") + rest
  }

  /// A page's width, and as high as the rows need.
  public var preferredSize: PictureSize {
    let heading = title.isEmpty ? 0 : 1
    return PictureSize(
      width: 720, height: Double(rowCount) * 720 / Double(columns) * 0.72 + Double(heading) * 34,
      columns: max(36 * columns, 72), rows: max(rowCount * 14 + heading, 2))
  }

  /// Draws the pictures in characters, each in its part of the sheet.
  public func canvas(columns width: Int, rows height: Int) -> TextCanvas {
    var canvas = TextCanvas(columns: width, rows: height)
    canvas.write(
      title.singleLine.shortened(to: canvas.columns), column: 0, row: 0, ink: Palette.ink)
    let heading = title.isEmpty ? 0 : 1
    let (cellWidth, cellHeight) = (canvas.columns / columns, (canvas.rows - heading) / rowCount)
    for (index, picture) in pictures.enumerated() {
      let part = picture.canvas(columns: cellWidth - 1, rows: cellHeight)
      canvas.paste(
        part, column: index % columns * cellWidth, row: heading + index / columns * cellHeight)
    }
    return canvas
  }

  /// Draws the pictures as SVG, each in its part of the card.
  public func drawing(width: Double, height: Double) -> String {
    let (width, height) = (ChartLayout.sensible(width), ChartLayout.sensible(height))
    var svg = SVGWriter(width: width, height: height, title: title, description: alternativeText)
    let heading = title.isEmpty ? 0.0 : 34
    if !title.isEmpty {
      svg.element(
        "text",
        [
          "x": 16.0, "y": 22.0, "font-size": 14.0, "font-weight": "bold",
          "fill": .color(Palette.ink),
        ], text: title)
    }
    let (cellWidth, cellHeight) = (
      width / Double(columns), (height - heading) / Double(rowCount)
    )
    for (index, picture) in pictures.enumerated() {
      svg.nest(
        picture.drawing(width: cellWidth, height: cellHeight),
        x: Double(index % columns) * cellWidth,
        y: heading + Double(index / columns) * cellHeight)
    }
    return svg.finished()
  }

  private var rowCount: Int { max((pictures.count + columns - 1) / columns, 1) }
}
