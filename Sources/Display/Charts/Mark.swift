/// What is drawn for some data, in the units of the data.
///
/// A plot turns its data into marks; the marks alone know how they are drawn as text and as SVG. A
/// new kind of plot is therefore one new file.
public enum Mark: Hashable, Sendable {
  /// A line through points; it breaks where a point is not finite.
  case line(PointList)
  /// A symbol at each point.
  case points(PointList)
  /// The area between two lines.
  case band(Band)
  /// Rectangles from a base line.
  case bars([Bar])
  /// A grid of colours.
  case cells(CellGrid)
  /// Straight lines from one point to another.
  case segments([Segment])
  /// Words at points.
  case labels([Label])

  /// A rectangle that stands on a base line.
  public struct Bar: Hashable, Sendable {
    /// The two sides.
    public let sides: ClosedRange<Double>
    /// Where it starts.
    public let base: Double
    /// Where it ends.
    public let value: Double
    /// Whether it lies along the horizontal axis instead of standing.
    public let isHorizontal: Bool

    /// Makes a bar from its sides, its base and its value.
    public init(
      sides: ClosedRange<Double>, base: Double = 0, value: Double, isHorizontal: Bool = false
    ) {
      self.sides = sides
      self.base = base
      self.value = value
      self.isHorizontal = isHorizontal
    }
  }

  /// A straight line.
  public struct Segment: Hashable, Sendable {
    /// Where it starts along the horizontal axis.
    public let x0: Double
    /// Where it starts along the vertical axis.
    public let y0: Double
    /// Where it ends along the horizontal axis.
    public let x1: Double
    /// Where it ends along the vertical axis.
    public let y1: Double

    /// Makes a line from its two ends.
    public init(x0: Double, y0: Double, x1: Double, y1: Double) {
      (self.x0, self.y0, self.x1, self.y1) = (x0, y0, x1, y1)
    }
  }

  /// A word at a point.
  public struct Label: Hashable, Sendable {
    /// Where it stands along the horizontal axis.
    public let x: Double
    /// Where it stands along the vertical axis.
    public let y: Double
    /// The word.
    public let text: String

    /// Makes a word at a point.
    public init(_ text: String, x: Double, y: Double) {
      self.text = text
      self.x = x
      self.y = y
    }
  }
}
