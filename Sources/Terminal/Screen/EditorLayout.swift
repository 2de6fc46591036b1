import Display

/// Puts a text that is being written onto rows: prompts before it, long lines broken, and of a text that
/// is longer than the screen the part around the cursor.
public struct EditorLayout: Sendable {
  /// The prompt of the first line.
  public var prompt: StyledRow
  /// The prompt of the other lines, as wide.
  public var continuation: StyledRow
  /// The columns of the terminal.
  public var width: Int
  /// How many rows there are.
  public var height: Int
  /// The first row that is seen; it moves when the cursor would be outside.
  public private(set) var top = 0

  /// Makes a layout for a terminal.
  public init(prompt: StyledRow, continuation: StyledRow, width: Int, height: Int) {
    (self.prompt, self.continuation, self.width, self.height) = (
      prompt, continuation, width, height
    )
  }

  /// The frame of a text.
  ///
  /// - Parameters:
  ///   - text: The text with the cursor.
  ///   - below: Rows that are to be seen below it, as a menu.
  ///   - style: How a character of a line looks.
  /// - Returns: The rows that are seen, and where the cursor is on them.
  public mutating func frame(
    of text: EditedText, below: [StyledRow] = [], style: (_ line: Int, _ place: Int) -> Style
  ) -> Frame {
    let breaks = text.lines.map(self.breaks)
    let starts = breaks.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    let total = starts.last ?? 0
    let piece = (breaks[text.row].lastIndex { $0 <= text.column }) ?? 0
    let cursor = starts[text.row] + piece
    let room = max(height - below.count, 1)
    if cursor < top { top = cursor }
    if cursor >= top + room { top = cursor - room + 1 }
    top = max(min(top, total - room), 0)
    let visible = top..<min(top + room, total)
    let rows = rows(of: text, breaks: breaks, starts: starts, visible: visible, style: style)
    let before = text.line[breaks[text.row][piece]..<text.column]
    let column = prompt.width + before.reduce(0) { $0 + StyledRow.width(of: $1) }
    return Frame(rows: rows + below, cursorRow: cursor - top, cursorColumn: min(column, width - 1))
  }

  /// The frame of all of a text, however high the screen is.
  public func whole(
    of text: EditedText, style: (_ line: Int, _ place: Int) -> Style
  ) -> Frame {
    var copy = self
    copy.height = .max
    copy.top = 0
    return copy.frame(of: text, style: style)
  }

  /// The places at which the rows of a line begin; a row leaves the last column free, where terminals
  /// differ in when they break.
  private func breaks(of line: [Character]) -> [Int] {
    let room = max(width - 1 - prompt.width, 1)
    if line.count <= room, line.allSatisfy(\.isASCII), !line.contains("\t") { return [0] }
    var starts = [0]
    var used = 0
    for (place, character) in line.enumerated() {
      let needed = StyledRow.width(of: character)
      if used + needed > room, used > 0 {
        starts.append(place)
        used = 0
      }
      used += needed
    }
    return starts
  }

  private func rows(
    of text: EditedText, breaks: [[Int]], starts: [Int], visible: Range<Int>,
    style: (_ line: Int, _ place: Int) -> Style
  ) -> [StyledRow] {
    var rows: [StyledRow] = []
    for (number, line) in text.lines.enumerated() {
      guard starts[number + 1] > visible.lowerBound else { continue }
      if starts[number] >= visible.upperBound { break }
      for (piece, start) in breaks[number].enumerated()
      where visible.contains(starts[number] + piece) {
        let end = piece + 1 < breaks[number].count ? breaks[number][piece + 1] : line.count
        var row = number == 0 && piece == 0 ? prompt : continuation
        if piece > 0 { row = StyledRow(String(repeating: " ", count: prompt.width)) }
        for place in start..<end { row.add(line[place], style(number, place)) }
        rows.append(row)
      }
    }
    return rows
  }
}
