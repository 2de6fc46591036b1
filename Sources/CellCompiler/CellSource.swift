/// The text of a cell as the compiler is given it.
///
/// The value of the last expression is handed to a function, and what else has to be said is put
/// before the words that it concerns. Nothing is put on a line of its own, so every line keeps its
/// number; the columns behind what was put in move, and are moved back.
struct CellSource {
  /// The function that shows a value.
  static let show = "quillShow"

  let text: String
  /// The line on which a value is shown.
  let shownLine: Int?
  private let insertions: [Insertion]

  /// A piece of text that was put into a line.
  private struct Insertion {
    let line: Int
    /// The column before which it was put, in bytes from 1, in the user's text.
    let column: Int
    let length: Int
  }

  init(_ syntax: CellSyntax) {
    var pieces = syntax.actorVariables.map { (offset: $0, text: "nonisolated(unsafe) ") }
    if let range = syntax.resultRange {
      pieces += [(range.lowerBound, "\(CellSource.show)("), (range.upperBound, ")")]
    }
    pieces.sort { $0.offset < $1.offset }
    let bytes = Array(syntax.text.utf8)
    var body: [UInt8] = []
    var insertions: [Insertion] = []
    var done = 0
    for piece in pieces {
      body += bytes[done..<piece.offset] + Array(piece.text.utf8)
      done = piece.offset
      let (line, column) = CellSource.place(of: piece.offset, in: bytes)
      insertions.append(Insertion(line: line, column: column, length: piece.text.utf8.count))
    }
    text = String(decoding: body + bytes[done...], as: UTF8.self)
    self.insertions = insertions
    shownLine = syntax.resultRange.map { CellSource.place(of: $0.lowerBound, in: bytes).line }
  }

  /// The column in the user's text of a column, in bytes from 1, in the compiler's.
  func userColumn(_ column: Int, line: Int) -> Int {
    var column = column
    for insertion in insertions where insertion.line == line && column > insertion.column {
      column = max(insertion.column, column - insertion.length)
    }
    return column
  }

  private static func place(of offset: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
    let head = bytes[..<offset]
    let start = head.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return (head.count { $0 == UInt8(ascii: "\n") } + 1, offset - start + 1)
  }
}
