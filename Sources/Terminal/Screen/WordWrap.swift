/// Lines of prose that are broken between words.
public enum WordWrap {
  /// The text with lines of at most so many columns, where there are blanks to break them.
  ///
  /// What goes on below a line of two columns, as a list has them, stands under the second. Lines that
  /// begin with a blank are no prose and stay. Codes of colours take no room.
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

  /// Where the second column of a line begins, if that leaves it room; 0 without one.
  private static func hanging(_ line: Substring, width: Int) -> Int {
    guard let gap = line.firstRange(of: "  ") else { return 0 }
    let start = line[gap.lowerBound...].firstIndex { $0 != " " } ?? line.endIndex
    let column = OutputTail.extent(of: String(line[..<start]), from: 0, width: .max).column
    return start < line.endIndex && column <= width * 2 / 3 ? column : 0
  }

  private static func line(_ line: Substring, width: Int) -> String {
    let hanging = hanging(line, width: width)
    var result = ""
    var column = 0
    for word in line.split(separator: " ", omittingEmptySubsequences: false) {
      let needed = OutputTail.extent(of: String(word), from: 0, width: .max).column
      if column > 0, column + 1 + needed > width {
        result += "\n" + String(repeating: " ", count: hanging)
        column = hanging
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
