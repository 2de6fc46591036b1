/// The text of a cell as the compiler is given it.
///
/// The value of the last expression is handed to a function, on the lines where it stands, so that
/// every line keeps its number; only the columns behind the call's name move, and are moved back.
struct CellSource {
  /// The function that shows a value.
  static let show = "quillShow"

  let text: String
  /// The line and the column, from 1, at which the call's name was put.
  private let inserted: (line: Int, column: Int)?

  /// The line on which a value is shown.
  var shownLine: Int? { inserted?.line }

  init(_ syntax: CellSyntax) {
    guard let range = syntax.resultRange else {
      (text, inserted) = (syntax.text, nil)
      return
    }
    let bytes = Array(syntax.text.utf8)
    let head = bytes[..<range.lowerBound]
    let opening = Array("\(CellSource.show)(".utf8)
    let body = head + opening + bytes[range] + [UInt8(ascii: ")")] + bytes[range.upperBound...]
    text = String(decoding: body, as: UTF8.self)
    let lineStart = head.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    inserted = (head.count { $0 == UInt8(ascii: "\n") } + 1, range.lowerBound - lineStart + 1)
  }

  /// The column in the user's text of a column, in bytes from 1, in the compiler's.
  func userColumn(_ column: Int, line: Int) -> Int {
    guard let inserted, inserted.line == line, column >= inserted.column else { return column }
    return max(inserted.column, column - CellSource.show.utf8.count - 1)
  }
}
