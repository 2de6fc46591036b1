import JSONTrees

/// A text and a place in it, as front ends send them: the place counts Unicode scalars.
package struct CursorPlace {
  /// The text.
  package let text: String
  /// How many scalars stand before the place.
  package let scalars: Int
  /// How many bytes of UTF-8 stand before the place.
  package let bytes: Int

  /// Takes a place; one outside the text is moved to its nearer end.
  package init(text: String, scalars: Int) {
    let index =
      scalars <= 0
      ? text.startIndex
      : text.unicodeScalars.index(
        text.startIndex, offsetBy: scalars, limitedBy: text.endIndex) ?? text.endIndex
    self.text = text
    self.scalars = text.unicodeScalars[..<index].count
    bytes = text.utf8[..<index].count
  }

  /// Reads a request; without a place it means the end of the text.
  /// - Throws: ``PlaceError`` where the text is no text or the place is no whole number.
  package init(_ request: JSON) throws(PlaceError) {
    guard let text = request["code"]?.string else { throw .noText }
    guard let place = request["cursor_pos"] else {
      self.init(text: text, scalars: .max)
      return
    }
    guard let scalars = place.integer else { throw .noPlace(place.serialized) }
    self.init(text: text, scalars: scalars)
  }

  /// The text before the place.
  package var before: Substring.UnicodeScalarView { text.unicodeScalars.prefix(scalars) }
}

/// Why a request points at nothing.
package enum PlaceError: Error, Hashable {
  /// There is no text.
  case noText
  /// The place is no whole number, but this.
  case noPlace(String)
}

extension PlaceError: CustomStringConvertible {
  /// What is wrong and what would be right.
  package var description: String {
    switch self {
    case .noText: "there is no text under \"code\""
    case .noPlace(let given):
      "cursor_pos has to be a whole number of characters, not \(given.prefix(80))"
    }
  }
}
