/// Lines of prose that are broken between words.
public enum WordWrap {
  /// The text with lines of at most so many columns, where there are blanks to break them.
  ///
  /// Lines that begin with a blank are no prose and stay. Codes of colours take no room.
  public static func text(_ text: String, width: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { isProse($0) ? line($0, width: width) : String($0) }
      .joined(separator: "\n")
  }

  /// Whether a line begins with a word, perhaps behind a code of colours.
  private static func isProse(_ line: Substring) -> Bool {
    let code = line.hasPrefix("\u{1B}[") ? line.firstIndex(of: "m") : nil
    let words = code.map { line[$0...].dropFirst() } ?? line
    return words.first != " "
  }

  private static func line(_ line: Substring, width: Int) -> String {
    var result = ""
    var column = 0
    for word in line.split(separator: " ", omittingEmptySubsequences: false) {
      let needed = OutputTail.extent(of: String(word), from: 0, width: .max).column
      if column > 0, column + 1 + needed > width {
        result += "\n"
        column = 0
      } else if column > 0 {
        result += " "
        column += 1
      }
      result += word
      column += needed
    }
    return result
  }
}
