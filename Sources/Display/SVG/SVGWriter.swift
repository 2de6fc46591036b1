/// Writes a drawing as SVG, element by element.
///
/// Numbers have at most two digits after the point and colours are always written out, so that one
/// drawing is one text, and looks the same wherever it is shown.
public struct SVGWriter: Sendable {
  /// The value of an attribute.
  public enum Value: ExpressibleByFloatLiteral, ExpressibleByStringLiteral,
    ExpressibleByStringInterpolation, Sendable
  {
    /// A length or a place.
    case number(Double)
    /// A word.
    case text(String)
    /// A colour.
    case color(Color)
    /// The outline of a `path`.
    case path(SVGPath)

    /// Makes a number from a literal.
    public init(floatLiteral value: Double) { self = .number(value) }
    /// Makes a word from a literal.
    public init(stringLiteral value: String) { self = .text(value) }
  }

  /// The attributes of an element, in the order in which they are written.
  public typealias Attributes = KeyValuePairs<StaticString, Value>

  private var bytes: [UInt8] = []
  private var open: [StaticString] = []

  /// Starts a drawing on a white card of a size, with a title and a description for those who
  /// cannot see it.
  public init(width: Double, height: Double, title: String, description: String) {
    begin(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "width": .number(width),
        "height": .number(height), "viewBox": "0 0 \(shortNumber(width)) \(shortNumber(height))",
        "role": "img", "font-family": "Helvetica, Arial, sans-serif", "font-size": 12.0,
      ])
    if !title.isEmpty { element("title", [:], text: title) }
    if !description.isEmpty { element("desc", [:], text: description) }
    element(
      "rect",
      [
        "width": .number(width), "height": .number(height), "rx": 4.0, "fill": .color(Palette.card),
      ])
  }

  /// Opens an element that holds others.
  public mutating func begin(_ name: StaticString, _ attributes: Attributes) {
    start(name, attributes)
    append(">\n")
    open.append(name)
  }

  /// Closes the element that was opened last.
  public mutating func end() {
    guard let name = open.popLast() else { return }
    append("</")
    append(name)
    append(">\n")
  }

  /// Writes an element that holds nothing, or a text.
  public mutating func element(
    _ name: StaticString, _ attributes: Attributes, text: String? = nil
  ) {
    start(name, attributes)
    guard let text else { return append("/>\n") }
    append(">")
    appendEscaped(text)
    append("</")
    append(name)
    append(">\n")
  }

  /// Puts a finished drawing into this one, with its upper left corner at a place.
  public mutating func nest(_ drawing: String, x: Double, y: Double) {
    begin("g", ["transform": "translate(\(shortNumber(x)) \(shortNumber(y)))"])
    append(drawing)
    end()
  }

  /// Closes what is open and gives the whole drawing.
  public consuming func finished() -> String {
    while !open.isEmpty { end() }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func start(_ name: StaticString, _ attributes: Attributes) {
    append("<")
    append(name)
    for (key, value) in attributes {
      append(" ")
      append(key)
      append("=\"")
      append(value)
      append("\"")
    }
  }

  private mutating func append(_ value: Value) {
    switch value {
    case .number(let number): appendFixed(number, to: &bytes)
    case .text(let text): appendEscaped(text)
    case .color(let color): bytes.append(contentsOf: color.hex.utf8)
    case .path(let path): bytes.append(contentsOf: path.bytes)
    }
  }

  private mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func appendEscaped(_ text: String) {
    bytes.append(contentsOf: escapedMarkup(text).utf8)
  }
}

/// Text as it may stand in SVG and HTML.
///
/// Characters that no XML file may hold are replaced.
func escapedMarkup(_ text: String) -> String {
  guard text.utf8.contains(where: { $0 < 0x20 || "<>&\"".utf8.contains($0) || $0 == 0xEF })
  else { return text }
  var escaped = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "<": escaped += "&lt;"
    case ">": escaped += "&gt;"
    case "&": escaped += "&amp;"
    case "\"": escaped += "&quot;"
    case "\t", "\n", "\r": escaped.unicodeScalars.append(scalar)
    case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
    default: escaped.unicodeScalars.append(scalar)
    }
  }
  return escaped
}
