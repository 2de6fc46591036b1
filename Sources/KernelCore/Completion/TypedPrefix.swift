/// The beginning of a name that has been typed before a place.
package struct TypedPrefix {
  /// What has been typed; empty where no name has begun.
  package let text: String
  /// The place at which the name begins.
  package let start: CursorPlace

  /// Looks back from a place.
  package init(before place: CursorPlace) {
    let typed = place.before.reversed().prefix(while: TypedPrefix.isPartOfName)
    var text = String.UnicodeScalarView()
    text.append(contentsOf: typed.reversed())
    self.text = String(text)
    start = CursorPlace(text: place.text, scalars: place.scalars - typed.count)
  }

  /// Whether this is a number, which nobody wants completed.
  package var isNumber: Bool { text.first.map { $0.isASCII && $0.isNumber } ?? false }

  /// Letters, digits and signs that follow letters, and the pictures that Swift takes for letters.
  private static func isPartOfName(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar == "_" || scalar.properties.isXIDContinue }
    return scalar.properties.isXIDContinue || scalar.properties.isEmoji
      || scalar.properties.isVariationSelector || scalar == "\u{200D}"
  }
}
