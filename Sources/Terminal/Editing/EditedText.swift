/// A text in lines with a place in it.
public struct EditedText: Hashable, Sendable {
  /// The lines, at least one, without their ends.
  public private(set) var lines: [[Character]] = [[]]
  /// The line of the cursor.
  public private(set) var row = 0
  /// How many characters stand before the cursor on its line.
  public private(set) var column = 0
  /// The column that moves up and down keep to where lines are long enough.
  private var wantedColumn: Int?

  /// Makes an empty text, or one with the cursor at its end.
  public init(_ text: String = "") {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
    if lines.isEmpty { lines = [[]] }
    moveToTextEnd()
  }

  /// The whole text.
  public var text: String { lines.map { String($0) }.joined(separator: "\n") }
  /// Whether there is nothing.
  public var isEmpty: Bool { lines.count == 1 && lines[0].isEmpty }
  /// The line of the cursor.
  public var line: [Character] { lines[row] }
  /// What stands before the cursor.
  public var textBefore: String {
    (lines[..<row].map { String($0) } + [String(line[..<column])]).joined(separator: "\n")
  }
  /// What stands before the cursor on its line.
  public var lineBefore: ArraySlice<Character> { line[..<column] }
  /// What stands behind the cursor on its line.
  public var lineBehind: ArraySlice<Character> { line[column...] }
  /// Whether the cursor stands on the first line.
  public var isOnFirstLine: Bool { row == 0 }
  /// Whether the cursor stands on the last line.
  public var isOnLastLine: Bool { row == lines.count - 1 }
  /// Whether nothing stands behind the cursor.
  public var isAtTextEnd: Bool { isOnLastLine && column == line.count }
  /// How many scalars stand before the cursor, as Jupyter counts places.
  public var scalarOffset: Int { textBefore.unicodeScalars.count }

  // MARK: Moves

  /// Moves by a character, over the end of a line to the next.
  public mutating func moveLeft() {
    if column > 0 {
      column -= 1
    } else if row > 0 {
      row -= 1
      column = line.count
    }
    wantedColumn = nil
  }

  /// Moves by a character, over the end of a line to the next.
  public mutating func moveRight() {
    if column < line.count {
      column += 1
    } else if !isOnLastLine {
      (row, column) = (row + 1, 0)
    }
    wantedColumn = nil
  }

  /// Moves by lines, up where the number is below 0.
  public mutating func moveLines(by count: Int) {
    let wanted = wantedColumn ?? column
    row = min(max(row + count, 0), lines.count - 1)
    column = min(wanted, line.count)
    wantedColumn = wanted
  }

  /// Moves to the beginning of the line: first to its first letter, then to its very beginning.
  public mutating func moveToLineStart() {
    let indent = line.prefix { $0 == " " }.count
    column = column == indent ? 0 : indent
    wantedColumn = nil
  }

  /// Moves to the end of the line.
  public mutating func moveToLineEnd() { (column, wantedColumn) = (line.count, nil) }

  /// Moves to the beginning of all.
  public mutating func moveToTextStart() { (row, column, wantedColumn) = (0, 0, nil) }

  /// Moves to the end of all.
  public mutating func moveToTextEnd() {
    row = lines.count - 1
    (column, wantedColumn) = (line.count, nil)
  }

  /// Moves to a place, counted in scalars.
  public mutating func move(toScalar offset: Int) {
    var left = max(offset, 0)
    for (number, line) in lines.enumerated() {
      var place = 0
      for character in line where left >= character.unicodeScalars.count {
        left -= character.unicodeScalars.count
        place += 1
      }
      if place < line.count || left == 0 || number == lines.count - 1 {
        (row, column, wantedColumn) = (number, place, nil)
        return
      }
      left -= 1
    }
  }

  /// Moves to the beginning of the word at the cursor or before it.
  public mutating func moveWordLeft() {
    if column == 0 { return moveLeft() }
    var place = column
    while place > 0, !EditedText.isPartOfWord(line[place - 1]) { place -= 1 }
    while place > 0, EditedText.isPartOfWord(line[place - 1]) { place -= 1 }
    (column, wantedColumn) = (place, nil)
  }

  /// Moves to the end of the word at the cursor or behind it.
  public mutating func moveWordRight() {
    if column == line.count { return moveRight() }
    var place = column
    while place < line.count, !EditedText.isPartOfWord(line[place]) { place += 1 }
    while place < line.count, EditedText.isPartOfWord(line[place]) { place += 1 }
    (column, wantedColumn) = (place, nil)
  }

  private static func isPartOfWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  // MARK: Changes

  /// Puts a text in at the cursor, which stands behind it then.
  public mutating func insert(_ text: String) {
    // What is put in may join the character before it, as an accent does.
    let joined = column > 0 ? [line[column - 1]] : []
    let pieces = (String(joined) + text)
      .split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
    let start = column - joined.count
    if pieces.count == 1 {
      lines[row].replaceSubrange(start..<column, with: pieces[0])
      column = start + pieces[0].count
    } else {
      let rest = Array(lineBehind)
      let first = Array(line[..<start]) + pieces[0]
      let last = pieces[pieces.count - 1]
      lines.replaceSubrange(
        row...row, with: [first] + pieces[1..<(pieces.count - 1)] + [last + rest])
      row += pieces.count - 1
      column = last.count
    }
    wantedColumn = nil
  }

  /// Removes what lies between the cursor and where a move takes it; what was removed.
  @discardableResult
  public mutating func remove(_ move: (inout EditedText) -> Void) -> String {
    var other = self
    move(&other)
    let (start, end) =
      (other.row, other.column) < (row, column) ? (other, self) : (self, other)
    let removed: String
    if start.row == end.row {
      removed = String(line[start.column..<end.column])
    } else {
      let middle = lines[(start.row + 1)..<end.row].map { String($0) }
      removed =
        ([String(lines[start.row][start.column...])] + middle
        + [String(lines[end.row][..<end.column])]).joined(separator: "\n")
    }
    let joined = lines[start.row][..<start.column] + lines[end.row][end.column...]
    lines.replaceSubrange(start.row...end.row, with: [Array(joined)])
    (row, column, wantedColumn) = (start.row, start.column, nil)
    return removed
  }

  /// Removes the character before the cursor; within an indentation two blanks.
  public mutating func deleteBack() {
    let isIndent = column > 1 && lineBefore.allSatisfy { $0 == " " } && column % 2 == 0
    remove { text in
      text.moveLeft()
      if isIndent { text.moveLeft() }
    }
  }

  /// Removes the character at the cursor.
  public mutating func deleteForward() { remove { $0.moveRight() } }

  /// Gives the line of the cursor so many blanks at its beginning; the cursor stays at its letter.
  public mutating func indentLine(to count: Int) {
    let old = line.prefix { $0 == " " }.count
    lines[row].replaceSubrange(0..<old, with: Array(repeating: " ", count: max(count, 0)))
    (column, wantedColumn) = (max(column + max(count, 0) - old, 0), nil)
  }
}
