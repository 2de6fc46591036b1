/// The outline of a shape, as the letters and numbers of an SVG path.
public struct SVGPath: Sendable {
  private(set) var bytes: [UInt8] = []

  /// Makes an outline of nothing.
  public init() {}

  /// Whether nothing has been drawn yet.
  public var isEmpty: Bool { bytes.isEmpty }

  /// Lifts the pen and puts it down at a place.
  public mutating func move(to x: Double, _ y: Double) { append("M", x, y) }

  /// Draws a straight line to a place.
  public mutating func line(to x: Double, _ y: Double) { append("L", x, y) }

  /// Draws a curve to a place with two handles.
  public mutating func curve(
    to x: Double, _ y: Double, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double
  ) {
    append("C", x1, y1)
    append(" ", x2, y2)
    append(" ", x, y)
  }

  /// Draws a straight line back to where the pen was put down.
  public mutating func close() { bytes.append(UInt8(ascii: "Z")) }

  /// Draws a rectangle from its upper left corner.
  public mutating func rectangle(x: Double, y: Double, width: Double, height: Double) {
    append("M", x, y)
    append("h", width)
    append("v", height)
    append("h", -width)
    close()
  }

  /// Draws a dot, which a stroke with round ends makes visible.
  public mutating func dot(at x: Double, _ y: Double) {
    append("M", x, y)
    bytes.append(contentsOf: "h0".utf8)
  }

  private mutating func append(_ letter: Unicode.Scalar, _ x: Double, _ y: Double) {
    append(letter, x)
    bytes.append(UInt8(ascii: " "))
    appendFixed(y, to: &bytes)
  }

  private mutating func append(_ letter: Unicode.Scalar, _ number: Double) {
    bytes.append(UInt8(ascii: letter))
    appendFixed(number, to: &bytes)
  }
}
