/// The text of a cell as the compiler is given it.
///
/// The value of the last expression is handed to a function, loops look whether to stop, and what else
/// has to be said is put before the words that it concerns. Nothing is put on a line of its own, so
/// every line keeps its number; the columns behind what was put in move, and are moved back.
struct CellSource: Hashable, Sendable {
  /// The function that shows a value.
  static let show = "quillShow"

  let text: String
  /// The line on which a value is shown.
  let shownLine: Int?
  /// Whether loops look whether to stop.
  let hasPolls: Bool
  private let typed: CellText
  private let pieces: [Piece]
  private let lineStarts: [Int]
  private let userLineStarts: [Int]

  /// A piece of the compiler's text.
  private struct Piece: Hashable, Sendable {
    /// Where it begins in the compiler's text.
    let start: Int
    /// Where it begins in the user's text, or would.
    let userStart: Int
    /// Whether it is the user's own.
    let isUsers: Bool
  }

  init(_ syntax: CellSyntax, withPolls: Bool = true) {
    typed = syntax.typed
    let polls = withPolls ? syntax.polls : []
    hasPolls = !polls.isEmpty
    let edits = (CellSource.fixedEdits(of: syntax) + polls).enumerated()
      .sorted {
        ($0.element.place.lowerBound, $0.offset) < ($1.element.place.lowerBound, $1.offset)
      }
      .map(\.element)
    let bytes = Array(syntax.text.utf8)
    var writer = Writer(bytes: bytes)
    for edit in edits { writer.apply(edit) }
    writer.advance(to: bytes.count)
    text = String(decoding: writer.output, as: UTF8.self)
    pieces = writer.pieces
    lineStarts = CellSource.lineStarts(of: writer.output)
    userLineStarts = CellSource.lineStarts(of: bytes)
    shownLine = syntax.resultRange.map { range in
      bytes[..<range.lowerBound].count { $0 == UInt8(ascii: "\n") } + 1
    }
  }

  /// The column in the user's text of a column, in bytes from 1, in the compiler's.
  func userColumn(_ column: Int, line: Int) -> Int {
    guard let (piece, offset) = piece(at: column, line: line), line <= userLineStarts.count else {
      return column
    }
    let userOffset = piece.isUsers ? piece.userStart + offset - piece.start : piece.userStart
    return typed.typedColumn(max(userOffset - userLineStarts[line - 1] + 1, 1), line: line)
  }

  /// Whether what stands at a place was put there by us.
  func isOurs(_ column: Int, line: Int) -> Bool {
    piece(at: column, line: line).map { !$0.piece.isUsers } ?? false
  }

  private func piece(at column: Int, line: Int) -> (piece: Piece, offset: Int)? {
    guard line > 0, line <= lineStarts.count else { return nil }
    // A text may be compiled with blanks behind it, at the end of which the compiler then misses a brace.
    let offset = min(lineStarts[line - 1] + column - 1, text.utf8.count)
    return pieces.last { $0.start <= offset }.map { ($0, offset) }
  }

  private static func fixedEdits(of syntax: CellSyntax) -> [CellEdit] {
    var edits = syntax.actorVariables.map { CellEdit(at: $0, "nonisolated(unsafe) ") }
    if let range = syntax.resultRange {
      edits.append(CellEdit(at: range.lowerBound, "\(show)("))
      edits.append(CellEdit(at: range.upperBound, ")"))
    }
    return edits
  }

  private static func lineStarts(of bytes: [UInt8]) -> [Int] {
    [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  /// Puts the compiler's text together.
  private struct Writer {
    let bytes: [UInt8]
    var output: [UInt8] = []
    var pieces: [Piece] = []
    /// How much of the user's text has been used.
    var done = 0

    mutating func apply(_ edit: CellEdit) {
      advance(to: edit.place.lowerBound)
      for part in edit.parts {
        switch part {
        case .words(let words):
          pieces.append(Piece(start: output.count, userStart: done, isUsers: false))
          output += Array(words.utf8)
        case .copy(let range): copy(range)
        }
      }
      done = max(done, edit.place.upperBound)
    }

    /// Copies the user's text up to a place.
    mutating func advance(to offset: Int) {
      guard done < offset else { return }
      copy(done..<offset)
      done = offset
    }

    private mutating func copy(_ range: Range<Int>) {
      pieces.append(Piece(start: output.count, userStart: range.lowerBound, isUsers: true))
      output += bytes[range]
    }
  }
}

/// A change to the text of a cell: some words stand in the place of others, or before them.
struct CellEdit: Hashable, Sendable {
  /// What stands in a place.
  enum Part: Hashable, Sendable {
    case words(String)
    /// What stands in the user's text at another place, in bytes.
    case copy(Range<Int>)
  }

  /// The bytes that are replaced; none where something is only put in.
  let place: Range<Int>
  let parts: [Part]

  init(at offset: Int, _ words: String) {
    self.init(place: offset..<offset, [.words(words)])
  }

  init(place: Range<Int>, _ parts: [Part]) { (self.place, self.parts) = (place, parts) }
}
