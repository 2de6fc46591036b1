import Display
import Foundation
import FoundationXML
import Testing

/// What holds for every picture, whatever it shows.
func checkPictureLaws(
  _ picture: some Picture, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let text = try picture.text()
  let widths = Set(
    text.split(separator: "\n", omittingEmptySubsequences: false).map(\.displayWidth))
  #expect(widths.count == 1, "the rows differ in width: \(text)", sourceLocation: sourceLocation)
  #expect(
    text.count { $0 == "\n" } + 1 == picture.preferredSize.rows, sourceLocation: sourceLocation)

  let svg = try picture.svg()
  let reader = SVGReader(svg)
  #expect(reader.isWellFormed, "not XML: \(svg.prefix(400))", sourceLocation: sourceLocation)
  #expect(reader.attributes["role"] == "img", sourceLocation: sourceLocation)
  // XML has no place for some characters, which are replaced.
  let words = picture.alternativeText.replacing(/[\u{0}\u{FFFF}]/, with: "\u{FFFD}")
  #expect(reader.description == words, sourceLocation: sourceLocation)
  #expect(
    !reader.hasNumbersThatAreNone, "NaN or infinity in \(svg.prefix(400))",
    sourceLocation: sourceLocation)
  #expect(
    svg == (try picture.svg()), "drawn twice, drawn differently", sourceLocation: sourceLocation)
  #expect(!picture.alternativeText.isEmpty, sourceLocation: sourceLocation)

  let bundle = picture.bundle
  #expect(bundle.text == text && bundle.text(.svg) == svg, sourceLocation: sourceLocation)
}

/// Reads an SVG drawing as the XML that it claims to be.
final class SVGReader: NSObject, XMLParserDelegate {
  private(set) var isWellFormed = false
  private(set) var attributes: [String: String] = [:]
  private(set) var elements: [String: Int] = [:]
  private(set) var hasNumbersThatAreNone = false
  private(set) var colors: Set<String> = []
  private var texts: [String: String] = [:]
  private var open: [String] = []

  init(_ svg: String) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    isWellFormed = parser.parse()
  }

  /// The words for those who cannot see the drawing.
  override var description: String { texts["desc"] ?? "" }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    if open.isEmpty { self.attributes = attributes }
    open.append(name)
    elements[name, default: 0] += 1
    for (key, value) in attributes {
      if ["nan", "inf", "∞"].contains(where: value.lowercased().contains) {
        hasNumbersThatAreNone = true
      }
      if ["fill", "stroke"].contains(key), value.hasPrefix("#") { colors.insert(value) }
    }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) { open.removeLast() }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    // The words of a picture within the picture are its own.
    if open.count == 2, let name = open.last { texts[name, default: ""] += text }
  }
}
