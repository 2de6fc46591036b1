/// About how wide a text is in a drawing, for leaving room before it.
///
/// Widths of the letters of a common sans-serif face; there is no font at hand to ask.
package func textExtent(_ text: String, size: Double = 12) -> Double {
  text.reduce(0) { $0 + extent(of: $1) } * size
}

/// The text cut to about a width in a drawing, with an ellipsis where something was cut.
package func shortened(_ text: String, toExtent width: Double, size: Double = 12) -> String {
  var kept = 0
  var used = 0.0
  let room = width / size - extent(of: "…")
  for (index, character) in text.enumerated() {
    used += extent(of: character)
    if used <= room { kept = index + 1 }
    // No more than what is left off need be measured to know that it does not fit.
    guard used * size <= width else { return width > 0 ? text.prefix(kept) + "…" : "" }
  }
  return text
}

private func extent(of character: Character) -> Double {
  switch character {
  case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!": 0.27
  case "f", "t", "r", "(", ")", "[", "]", "{", "}", "-", " ", "/", "\"", "°": 0.34
  case "m", "w", "M", "W", "@", "%", "—", "…": 0.88
  case "A"..."Z": 0.7
  default: character.displayWidth == 2 ? 1 : character.displayWidth == 0 ? 0 : 0.56
  }
}
