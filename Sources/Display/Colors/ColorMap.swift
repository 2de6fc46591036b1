import Glibc

/// Colours for a range of numbers.
///
/// Each map is drawn through a few anchors in a space where equal steps look equal; a sequential one
/// grows steadily lighter, so that it also reads in grey and to the colour-blind.
public struct ColorMap: Hashable, Sendable {
  /// The name by which a map is known.
  public let name: String
  /// The colours for 0, 1/255 … 1.
  let colors: [Color]

  /// The colour of a place in the range, 0 to 1; what lies outside gets the colour of the edge.
  public func color(at place: Double) -> Color {
    guard place.isFinite else { return place == .infinity ? colors[255] : colors[0] }
    return colors[Int((min(max(place, 0), 1) * 255).rounded())]
  }

  /// Dark blue over green to yellow, for amounts.
  public static let sequential = ColorMap(
    "sequential", anchors: [0x2A1B5E, 0x2F5C9C, 0x22918C, 0x6DBE62, 0xF5E34F])
  /// Blue over white to orange, for what has two sides and a middle.
  public static let diverging = ColorMap(
    "diverging", anchors: [0x1D4E9E, 0x86B2DD, 0xF4F4F2, 0xEDA56E, 0xB3470B])
  /// White to dark, for drawings that should stay quiet.
  public static let greys = ColorMap("greys", anchors: [0xF4F5F7, 0x1F2933])
  /// A circle of hues of one lightness, for angles.
  public static let phase = ColorMap(
    "phase",
    colors: (0..<256).map { step in
      let angle = 2 * Double.pi * Double(step) / 255
      return PerceptualColor(
        lightness: 0.7, greenRed: 0.115 * cos(angle), blueYellow: 0.115 * sin(angle)
      ).color
    })

  private init(_ name: String, colors: [Color]) {
    self.name = name
    self.colors = colors
  }

  private init(_ name: String, anchors: [UInt32]) {
    let anchors = anchors.map { PerceptualColor(Color($0)) }
    self.init(
      name,
      colors: (0..<256).map { step in
        let place = Double(step) / 255 * Double(anchors.count - 1)
        let index = min(Int(place), anchors.count - 2)
        return anchors[index].mixed(with: anchors[index + 1], part: place - Double(index)).color
      })
  }
}
