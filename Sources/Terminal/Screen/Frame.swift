/// What stands on some rows of a terminal, and where the cursor is.
public struct Frame: Hashable, Sendable {
  /// The rows, from the top.
  public var rows: [StyledRow]
  /// The row of the cursor.
  public var cursorRow: Int
  /// The column of the cursor.
  public var cursorColumn: Int

  /// Makes a frame.
  public init(rows: [StyledRow], cursorRow: Int, cursorColumn: Int) {
    (self.rows, self.cursorRow, self.cursorColumn) = (rows, cursorRow, cursorColumn)
  }
}

/// Draws frames one over the other, and writes only what has changed.
///
/// The frames stand where the cursor was when the first was drawn; what is above is left alone.
public struct FrameWriter: Sendable {
  private let hasColors: Bool
  private var shown: Frame?
  /// The width of the terminal when the frame was drawn.
  private var width = 0
  /// Whether the terminal breaks rows anew when it becomes narrower; some cut them off.
  public var breaksAnew = true

  /// Makes a writer that has drawn nothing.
  public init(hasColors: Bool) { self.hasColors = hasColors }

  /// What is to be written so that a frame is seen in the place of the one before.
  ///
  /// - Parameters:
  ///   - frame: What is to be seen; no row may reach the last column.
  ///   - width: The columns of the terminal, which may have changed.
  /// - Returns: The text with the codes of a terminal.
  public mutating func draw(_ frame: Frame, width: Int) -> String {
    defer { (shown, self.width) = (frame, width) }
    guard let old = shown else { return whole(frame) }
    if width != self.width { return wayToTop(of: old, width: width) + whole(frame) }
    var text = ""
    var place = (row: old.cursorRow, column: old.cursorColumn)
    for (number, row) in frame.rows.enumerated() {
      guard number < old.rows.count else {
        text += FrameWriter.move(from: &place, toRow: max(number - 1, 0), column: 0)
        text += number == 0 ? "" : "\r\n"
        text += line(row, from: 0)
        place = (number, row.width)
        continue
      }
      let before = old.rows[number]
      if before == row { continue }
      let same = FrameWriter.commonStart(before, row)
      text += FrameWriter.move(from: &place, toRow: number, column: same.column)
      text += line(row, from: same.count)
      if row.width < before.width { text += "\u{1B}[K" }
      place.column = row.width
    }
    if old.rows.count > frame.rows.count {
      text += FrameWriter.move(from: &place, toRow: frame.rows.count, column: 0) + "\u{1B}[J"
    }
    return text + FrameWriter.move(from: &place, toRow: frame.cursorRow, column: frame.cursorColumn)
  }

  /// What is to be written so that a last frame stays, however long, and what follows stands below it.
  public mutating func finish(_ frame: Frame, width: Int) -> String {
    defer { shown = nil }
    guard let old = shown else { return whole(frame) + "\r\n" }
    var text = wayToTop(of: old, width: width)
    text += frame.rows.map { line($0, from: 0) }.joined(separator: "\r\n")
    return text + "\r\n"
  }

  /// What is to be written so that nothing is left of the frame.
  public mutating func remove(width: Int) -> String {
    defer { shown = nil }
    return shown.map { wayToTop(of: $0, width: width) } ?? ""
  }

  /// Forgets what was drawn: the screen is empty, and the cursor at its beginning.
  public mutating func forget() { shown = nil }

  /// Whether it matters for the next frame what the terminal does with rows that are too long now.
  public func hasLongRows(width: Int) -> Bool {
    shown?.rows.contains { $0.width > width } ?? false
  }

  /// To the first column of the first row, with nothing behind it.
  ///
  /// A terminal that has become narrower breaks rows that are too long now.
  private func wayToTop(of old: Frame, width: Int) -> String {
    let columns = breaksAnew ? max(width, 1) : .max / 2
    let above = old.rows.prefix(old.cursorRow).reduce(0) {
      $0 + max(($1.width + columns - 1) / columns, 1)
    }
    let up = above + old.cursorColumn / columns
    return (up > 0 ? "\u{1B}[\(up)A" : "") + "\r\u{1B}[J"
  }

  private func whole(_ frame: Frame) -> String {
    var place = (row: max(frame.rows.count - 1, 0), column: frame.rows.last?.width ?? 0)
    return frame.rows.map { line($0, from: 0) }.joined(separator: "\r\n")
      + FrameWriter.move(from: &place, toRow: frame.cursorRow, column: frame.cursorColumn)
  }

  private func line(_ row: StyledRow, from start: Int) -> String {
    var text = ""
    var style = Style.plain
    for place in start..<row.characters.count {
      if row.styles[place] != style {
        style = row.styles[place]
        text += style.code(withColors: hasColors)
      }
      text.append(row.characters[place])
    }
    return style == .plain ? text : text + Style.plain.code(withColors: hasColors)
  }

  /// How many characters two rows begin with that are the same, and how many columns these take.
  private static func commonStart(
    _ one: StyledRow, _ other: StyledRow
  ) -> (count: Int, column: Int) {
    var (count, column) = (0, 0)
    while count < min(one.characters.count, other.characters.count),
      one.characters[count] == other.characters[count], one.styles[count] == other.styles[count]
    {
      column += StyledRow.width(of: one.characters[count])
      count += 1
    }
    return (count, column)
  }

  private static func move(
    from place: inout (row: Int, column: Int), toRow row: Int, column: Int
  ) -> String {
    defer { place = (row, column) }
    var text = ""
    if row < place.row { text += "\u{1B}[\(place.row - row)A" }
    if row > place.row { text += "\u{1B}[\(row - place.row)B" }
    if column == place.column { return text }
    if column == 0 { return text + "\r" }
    return text + "\r\u{1B}[\(column)C"
  }
}
