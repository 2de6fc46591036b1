/// A sheet of characters to draw on, row by row from the top.
///
/// Every row has the same width, so that a drawing is a rectangle wherever it is shown. What is
/// drawn outside the sheet is not there.
public struct TextCanvas: Sendable {
  /// One place of the sheet.
  struct Cell: Hashable, Sendable {
    var character: Character
    var ink: Color?
    var paper: Color?
  }

  /// How many characters fit in a row.
  public let columns: Int
  /// How many rows there are.
  public let rows: Int
  private var cells: [Cell]

  /// Makes an empty sheet; a negative size counts as none.
  public init(columns: Int, rows: Int) {
    self.columns = max(columns, 0)
    self.rows = max(rows, 0)
    cells = Array(repeating: Cell(character: " "), count: self.columns * self.rows)
  }

  /// The character at a place, a space where nothing has been drawn or outside the sheet.
  public subscript(column: Int, row: Int) -> Character {
    contains(column, row) ? cells[row * columns + column].character : " "
  }

  /// Puts one character at a place, and colours it where colours are shown.
  public mutating func put(
    _ character: Character, column: Int, row: Int, ink: Color? = nil, paper: Color? = nil
  ) {
    guard contains(column, row) else { return }
    cells[row * columns + column] = Cell(character: character, ink: ink, paper: paper)
  }

  /// Writes a text from a place to the right; what does not fit in the row is left off.
  public mutating func write(_ text: String, column: Int, row: Int, ink: Color? = nil) {
    var column = column
    for character in text {
      let width = character.displayWidth
      guard width > 0 else { continue }
      guard column + width <= columns else { return }
      put(character, column: column, row: row, ink: ink)
      // A wide character hides the place to its right.
      if width == 2 { put("\0", column: column + 1, row: row) }
      column += width
    }
  }

  /// Writes a text with its middle at a column.
  public mutating func write(_ text: String, centeredAt column: Int, row: Int, ink: Color? = nil) {
    let start = column - text.displayWidth / 2
    write(text, column: max(0, min(start, columns - text.displayWidth)), row: row, ink: ink)
  }

  /// Writes a text so that it ends before a column.
  public mutating func write(_ text: String, endingAt column: Int, row: Int, ink: Color? = nil) {
    write(text, column: column - text.displayWidth, row: row, ink: ink)
  }

  /// Puts another sheet on this one, its upper left corner at a place.
  public mutating func paste(_ canvas: TextCanvas, column: Int, row: Int) {
    for y in 0..<canvas.rows {
      for x in 0..<canvas.columns where contains(column + x, row + y) {
        cells[(row + y) * columns + column + x] = canvas.cells[y * canvas.columns + x]
      }
    }
  }

  /// The drawing as lines of characters alone.
  public var plain: String { lines { String($0.map(\.character).filter { $0 != "\0" }) } }

  /// The drawing with the colour codes of terminals (ISO 6429, 24-bit colours).
  public var colored: String { lines(TextCanvas.coloredRow) }

  private func lines(_ text: (ArraySlice<Cell>) -> String) -> String {
    (0..<rows).map { text(cells[$0 * columns..<($0 + 1) * columns]) }.joined(separator: "\n")
  }

  private static func coloredRow(_ row: ArraySlice<Cell>) -> String {
    var text = ""
    var ink: Color?
    var paper: Color?
    for cell in row where cell.character != "\0" {
      // The colour of a blank's ink cannot be seen, so it is not worth a code.
      let wanted = cell.character == " " ? ink : cell.ink
      if wanted != ink || cell.paper != paper {
        text += "\u{1B}[0" + code(38, wanted) + code(48, cell.paper) + "m"
        (ink, paper) = (wanted, cell.paper)
      }
      text.append(cell.character)
    }
    return ink == nil && paper == nil ? text : text + "\u{1B}[0m"
  }

  private static func code(_ layer: Int, _ color: Color?) -> String {
    color.map { ";\(layer);2;\($0.red);\($0.green);\($0.blue)" } ?? ""
  }

  private func contains(_ column: Int, _ row: Int) -> Bool {
    column >= 0 && column < columns && row >= 0 && row < rows
  }
}
