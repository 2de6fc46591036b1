/// A value that is drawn: as text for terminals, as SVG for notebooks.
///
/// ```swift
/// try LinePlot(["loss": losses]).svg(width: 480, height: 300)
/// ```
public protocol Picture: Displayable {
  /// What the drawing shows, in words.
  var alternativeText: String { get }

  /// The size that suits the drawing.
  var preferredSize: PictureSize { get }

  /// Draws at a size that has been checked.
  func canvas(columns: Int, rows: Int) -> TextCanvas

  /// Draws at a size that has been checked.
  func drawing(width: Double, height: Double) -> String
}

/// The size of a drawing in each of its two forms.
public struct PictureSize: Hashable, Sendable {
  /// The width of the SVG drawing.
  public let width: Double
  /// The height of the SVG drawing.
  public let height: Double
  /// How many characters a row of the text drawing has.
  public let columns: Int
  /// How many rows the text drawing has.
  public let rows: Int

  /// Makes a size; each number is brought to where drawings can be: lengths to 1 to 10,000,
  /// characters in a row to 1 to 1000, rows to 1 to 10,000.
  public init(width: Double = 640, height: Double = 400, columns: Int = 72, rows: Int = 20) {
    func length(_ value: Double) -> Double { value.isNaN ? 1 : min(max(value, 1), 10_000) }
    (self.width, self.height) = (length(width), length(height))
    (self.columns, self.rows) = (min(max(columns, 1), 1000), min(max(rows, 1), 10_000))
  }
}

extension Picture {
  /// The size of most drawings.
  public var preferredSize: PictureSize { PictureSize() }

  /// The drawing as text and as SVG.
  public var bundle: MIMEBundle {
    let size = preferredSize.fitted()
    return MIMEBundle(text: canvas(columns: size.columns, rows: size.rows).plain)
      .adding(.svg, drawing(width: size.width, height: size.height))
  }

  /// The drawing in characters.
  ///
  /// - Parameters:
  ///   - columns: How many characters a row has, 20 to 1000.
  ///   - rows: How many rows there are, 6 to 1000.
  ///   - colored: Whether to add the colour codes of terminals.
  /// - Returns: The rows, all of one width.
  /// - Throws: ``DisplayError`` for a size outside these ranges.
  public func text(
    columns: Int? = nil, rows: Int? = nil, colored: Bool = false
  ) throws(DisplayError) -> String {
    let (columns, rows) = (columns ?? preferredSize.columns, rows ?? preferredSize.rows)
    guard columns == preferredSize.columns || (20...1000).contains(columns) else {
      throw .outside("text: columns", value: Double(columns), allowed: "20 to 1000")
    }
    guard rows == preferredSize.rows || (6...1000).contains(rows) else {
      throw .outside("text: rows", value: Double(rows), allowed: "6 to 1000")
    }
    let canvas = canvas(columns: columns, rows: rows)
    return colored ? canvas.colored : canvas.plain
  }

  /// The drawing as SVG.
  ///
  /// - Parameters:
  ///   - width: The width, 100 to 10,000.
  ///   - height: The height, 60 to 10,000.
  /// - Returns: The whole of an SVG file.
  /// - Throws: ``DisplayError`` for a size outside these ranges.
  public func svg(width: Double? = nil, height: Double? = nil) throws(DisplayError) -> String {
    let (width, height) = (width ?? preferredSize.width, height ?? preferredSize.height)
    guard width == preferredSize.width || (100...10_000).contains(width) else {
      throw .outside("svg: width", value: width, allowed: "100 to 10000")
    }
    guard height == preferredSize.height || (60...10_000).contains(height) else {
      throw .outside("svg: height", value: height, allowed: "60 to 10000")
    }
    return drawing(width: width, height: height)
  }
}

/// A picture of data, all of which is in its chart.
public protocol Plot: Picture {
  /// The marks, the axes and the words.
  var chart: Chart { get }
}

extension Plot {
  /// What the chart shows, in words.
  public var alternativeText: String { chart.alternativeText }

  /// The drawing as text and as SVG, both of one chart.
  public var bundle: MIMEBundle { chart.bundle(size: preferredSize) }

  /// Draws the chart in characters.
  public func canvas(columns: Int, rows: Int) -> TextCanvas {
    TextChart.draw(chart, columns: columns, rows: rows)
  }

  /// Draws the chart as SVG.
  public func drawing(width: Double, height: Double) -> String {
    SVGChart.draw(chart, width: width, height: height)
  }
}

extension Chart: Plot {
  /// The chart as text and as SVG at a size.
  func bundle(size: PictureSize) -> MIMEBundle {
    let size = size.fitted()
    return MIMEBundle(text: canvas(columns: size.columns, rows: size.rows).plain)
      .adding(.svg, drawing(width: size.width, height: size.height))
  }

  /// The chart itself.
  public var chart: Chart { self }
}
