/// Texts for terminals that know ASCII alone.
public enum PlainLetters {
  /// The text with a sign of ASCII for what is drawn with lines and dots, and ? for other characters.
  public static func text(of text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    return String(text.map { $0.isASCII ? $0 : sign(for: $0) })
  }

  private static func sign(for character: Character) -> Character {
    guard let value = character.unicodeScalars.first?.value else { return "?" }
    if let sign = signs[character] { return sign }
    switch value {
    case 0x2800: return " "
    case 0x2801...0x28FF:
      return value.nonzeroBitCount - 2 > 4 ? "#" : value.nonzeroBitCount > 4 ? ":" : "."
    case 0x2500...0x257F: return "+"
    case 0x2580...0x259F: return "#"
    case 0x03B1...0x03C9: return greek[Int(value - 0x03B1)]
    default: return "?"
    }
  }

  /// α to ω.
  private static let greek = Array("abgdezhqiklmnxoprsstufxyo")

  private static let signs: [Character: Character] = [
    "─": "-", "━": "-", "═": "=", "│": "|", "┃": "|", "║": "|", "╌": "-", "┄": "-", "┆": "|",
    "●": "*", "○": "o", "■": "#", "□": "o", "▲": "^", "△": "^", "◆": "*", "◇": "o", "×": "x",
    "⊕": "+", "•": "*", "·": ".", "…": ".", "–": "-", "—": "-", "“": "\"", "”": "\"", "‘": "'",
    "’": "'", "⟩": ">", "⟨": "<", "†": "'", "√": "v", "⏎": "/", "→": ">", "←": "<", "°": "o",
    "−": "-", "≤": "<", "≥": ">", "≈": "~",
  ]
}
