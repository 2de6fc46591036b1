/// The colours of every drawing.
///
/// A drawing brings its own white card, so that it reads the same on a light and on a dark page.
package enum Palette {
  /// The card that everything is drawn on.
  package static let card = Color(0xFFFFFF)
  /// Words and what matters most.
  package static let ink = Color(0x1F2933)
  /// Words of less weight: ticks, captions.
  package static let muted = Color(0x52606D)
  /// The lines of a frame.
  package static let frame = Color(0x7B8794)
  /// Lines to read values by.
  package static let grid = Color(0xE4E7EB)

  /// The colours of series, apart from each other also to the colour-blind.
  ///
  /// They follow the set of M. Okabe and K. Ito (2008), darkened until each stands off the card.
  package static let series: [Color] = [
    0x0072B2, 0xD55E00, 0x00906A, 0xA9417E, 0xA87900, 0x3B94C8, 0x4A4E57, 0x7D2A12,
  ].map { Color($0) }

  /// The colour of a series by its place; after the last come darker ones, and then the first again.
  package static func series(_ index: Int) -> Color {
    let color = series[index % series.count]
    let darkening = [0, 0.4, 0.65][index / series.count % 3]
    guard darkening > 0 else { return color }
    return PerceptualColor(color).mixed(with: PerceptualColor(ink), part: darkening).color
  }
}
