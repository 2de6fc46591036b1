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
    /// Whether the character also takes the place to its right, which then holds `hidden`.
    var isWide = false

    /// The place that a wide character covers.
    static let hidden: Character = "\0"
  }

  /// How many characters fit in a row.
  public let columns: Int
  /// How many rows there are.
  public let rows: Int
  private var cells: [Cell]

  /// Makes an empty sheet; a negative size counts as none.
  ///
  /// No sheet is larger than 10,000 characters either way and ten million in all.
  public init(columns: Int, rows: Int) {
    (self.columns, self.rows) = TextCanvas.sensible(columns: columns, rows: rows)
    cells = Array(repeating: Cell(character: " "), count: self.columns * self.rows)
  }

  /// The size of the sheet that is made where another is asked for.
  static func sensible(columns: Int, rows: Int) -> (columns: Int, rows: Int) {
    let columns = min(max(columns, 0), 10_000)
    return (columns, min(max(rows, 0), 10_000, 10_000_000 / max(columns, 1)))
  }

  /// The character at a place, a space where nothing has been drawn or outside the sheet.
  public subscript(column: Int, row: Int) -> Character {
    contains(column, row) ? cells[row * columns + column].character : " "
  }

  /// Puts one character at a place, and colours it where colours are shown.
  ///
  /// A character that takes no room is left off; what is left of a wide one that is half overwritten,
  /// or that stands half outside, is a space.
  public mutating func put(
    _ character: Character, column: Int, row: Int, ink: Color? = nil, paper: Color? = nil
  ) {
    guard row >= 0, row < rows, column >= -1, column < columns else { return }
    let width = character.displayWidth
    guard width > 0 else { return }
    guard width == 2 else {
      guard column >= 0 else { return }
      set(Cell(character: character, ink: ink, paper: paper), column, row)
      return mend(row, around: column..<column + 1)
    }
    set(Cell(character: character, ink: ink, paper: paper, isWide: true), column, row)
    set(Cell(character: Cell.hidden, ink: ink, paper: paper), column + 1, row)
    mend(row, around: column..<column + 2)
  }

  private mutating func set(_ cell: Cell, _ column: Int, _ row: Int) {
    if contains(column, row) { cells[row * columns + column] = cell }
  }

  /// Turns the halves of wide characters that lost their other half into spaces.
  private mutating func mend(_ row: Int, around span: Range<Int>) {
    for column in [span.lowerBound - 1, span.lowerBound, span.upperBound - 1, span.upperBound] {
      guard contains(column, row) else { continue }
      let place = row * columns + column
      let isHalf =
        cells[place].isWide
        ? column + 1 == columns || cells[place + 1].character != Cell.hidden
        : cells[place].character == Cell.hidden && (column == 0 || !cells[place - 1].isWide)
      if isHalf { cells[place] = Cell(character: " ", ink: nil, paper: cells[place].paper) }
    }
  }

  /// Writes a text from a place to the right; what does not fit in the row is left off.
  public mutating func write(_ text: String, column: Int, row: Int, ink: Color? = nil) {
    // Far outside one place is as good as another, and leaves room for arithmetic.
    var column = TextCanvas.limited(column)
    for character in text {
      let width = character.displayWidth
      guard width > 0 else { continue }
      guard column + width <= columns else { return }
      put(character, column: column, row: row, ink: ink)
      column += width
    }
  }

  private static func limited(_ place: Int) -> Int { min(max(place, -1 << 40), 1 << 40) }

  /// Writes a text with its middle at a column.
  public mutating func write(_ text: String, centeredAt column: Int, row: Int, ink: Color? = nil) {
    let start = TextCanvas.limited(column) - text.displayWidth / 2
    write(text, column: max(0, min(start, columns - text.displayWidth)), row: row, ink: ink)
  }

  /// Writes a text so that it ends before a column.
  public mutating func write(_ text: String, endingAt column: Int, row: Int, ink: Color? = nil) {
    write(text, column: TextCanvas.limited(column) - text.displayWidth, row: row, ink: ink)
  }

  /// Puts another sheet on this one, its upper left corner at a place.
  public mutating func paste(_ canvas: TextCanvas, column: Int, row: Int) {
    let (column, row) = (TextCanvas.limited(column), TextCanvas.limited(row))
    for y in 0..<canvas.rows where row + y >= 0 && row + y < rows {
      for x in 0..<canvas.columns {
        set(canvas.cells[y * canvas.columns + x], column + x, row + y)
      }
      // What is cut off at an edge of the sheet may be half a character.
      let (first, last) = (max(column, 0), min(column + canvas.columns, columns))
      if first < last { mend(row + y, around: first..<last) }
    }
  }

  /// The drawing as lines of characters alone.
  public var plain: String { lines { String($0.map(\.character).filter { $0 != Cell.hidden }) } }

  /// The drawing with the colour codes of terminals (ISO 6429, 24-bit colours).
  public var colored: String { lines(TextCanvas.coloredRow) }

  private func lines(_ text: (ArraySlice<Cell>) -> String) -> String {
    (0..<rows).map { text(cells[$0 * columns..<($0 + 1) * columns]) }.joined(separator: "\n")
  }

  private static func coloredRow(_ row: ArraySlice<Cell>) -> String {
    var text = ""
    var ink: Color?
    var paper: Color?
    for cell in row where cell.character != Cell.hidden {
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
