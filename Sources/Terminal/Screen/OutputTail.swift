import Display

/// What a cell has written at the bottom of a terminal, so that what it shows can be drawn again in its
/// place.
///
/// A display that has scrolled out of the screen cannot be reached any more; its next state is written
/// below. One that is higher than the screen is written again only at the end.
public struct OutputTail: Sendable {
  private struct Block {
    /// The place that a display has; nothing for text.
    let id: String?
    var text: String
    /// The picture that stands here instead of text, on a known number of rows.
    var picture: TerminalPicture?
  }

  /// From the first display that can be reached to the end.
  private var blocks: [Block] = []
  /// Displays that are too high to be drawn again and again, in their last states.
  private var late: [String: String] = [:]
  /// The column of the cursor.
  private var column = 0
  /// Whether displays go when the next thing comes.
  private var isClearing = false

  /// Begins at the beginning of a line.
  public init() {}

  /// What is to be written for text that was printed.
  public mutating func print(_ text: String, width: Int, height: Int) -> String {
    let cleared = clearIfDue(width: width)
    if let last = blocks.last, last.id == nil, last.picture == nil {
      blocks[blocks.count - 1].text += text
    } else if !blocks.isEmpty {
      blocks.append(Block(id: nil, text: text))
    }
    let extent = OutputTail.extent(of: text, from: column, width: width)
    column = extent.column
    if !extent.isPlain { blocks = [] }
    dropUnreachable(width: width, height: height)
    return cleared + text
  }

  /// What is to be written for a value that is shown; it begins and ends a line.
  public mutating func show(_ text: String, at id: String, width: Int, height: Int) -> String {
    let cleared = clearIfDue(width: width)
    let start = column > 0 ? "\n" : ""
    if !start.isEmpty, !blocks.isEmpty { blocks.append(Block(id: nil, text: start)) }
    blocks.append(Block(id: id, text: text + "\n"))
    column = 0
    if !OutputTail.extent(of: text, from: 0, width: width).isPlain { blocks = [] }
    dropUnreachable(width: width, height: height)
    return cleared + start + text + "\n"
  }

  /// What is to be written for a picture; it begins and ends a line.
  public mutating func show(
    _ picture: TerminalPicture, at id: String, width: Int, height: Int
  ) -> String {
    let cleared = clearIfDue(width: width)
    let start = column > 0 ? "\n" : ""
    if !start.isEmpty, !blocks.isEmpty { blocks.append(Block(id: nil, text: start)) }
    blocks.append(Block(id: id, text: picture.text, picture: picture))
    column = 0
    dropUnreachable(width: width, height: height)
    return cleared + start + picture.text
  }

  /// What is to be written for another picture in the place of what was shown.
  public mutating func update(
    _ picture: TerminalPicture, at id: String, width: Int, height: Int
  ) -> String {
    let cleared = clearIfDue(width: width)
    guard let place = blocks.firstIndex(where: { $0.id == id }) else {
      return cleared + show(picture, at: id, width: width, height: height)
    }
    let way = wayBack(to: place, width: width)
    blocks[place] = Block(id: id, text: picture.text, picture: picture)
    return cleared + way + rewritten(from: place, width: width, height: height)
  }

  /// What is to be written for a new state of a value that was shown.
  public mutating func update(_ text: String, at id: String, width: Int, height: Int) -> String {
    let cleared = clearIfDue(width: width)
    if OutputTail.extent(of: text, from: 0, width: width).rows >= height - 1 {
      late[id] = text
      return cleared
    }
    late[id] = nil
    guard let place = blocks.firstIndex(where: { $0.id == id }) else {
      return cleared + show(text, at: id, width: width, height: height)
    }
    if blocks[place].text == text + "\n" { return cleared }
    let way = wayBack(to: place, width: width)
    blocks[place] = Block(id: id, text: text + "\n")
    return cleared + way + rewritten(from: place, width: width, height: height)
  }

  private mutating func rewritten(from place: Int, width: Int, height: Int) -> String {
    let rest = blocks[place...].map(\.text).joined()
    column = OutputTail.extent(of: blocks[place...], width: width).column
    dropUnreachable(width: width, height: height)
    return rest
  }

  /// What is to be written so that what was shown goes, now or when something new comes.
  public mutating func clear(waits: Bool, width: Int) -> String {
    isClearing = waits
    guard !waits, !blocks.isEmpty else { return "" }
    defer { (blocks, column, late) = ([], 0, [:]) }
    return wayBack(to: 0, width: width)
  }

  /// What is to be written at the end, so that what follows begins a line.
  public mutating func finish(width: Int, height: Int) -> String {
    defer { self = OutputTail() }
    let rest = late.sorted { $0.key < $1.key }.map { $0.value + "\n" }.joined()
    return (column > 0 ? "\n" : "") + rest
  }

  private mutating func clearIfDue(width: Int) -> String {
    isClearing ? clear(waits: false, width: width) : ""
  }

  /// To where a block begins, with nothing behind it.
  private func wayBack(to place: Int, width: Int) -> String {
    let rows = OutputTail.extent(of: blocks[place...], width: width).rows
    let removals = blocks[place...].compactMap(\.picture?.removal).joined()
    return removals + "\r" + (rows > 0 ? "\u{1B}[\(rows)A" : "") + "\u{1B}[J"
  }

  private mutating func dropUnreachable(width: Int, height: Int) {
    while !blocks.isEmpty {
      if OutputTail.extent(of: blocks[...], width: width).rows < height { return }
      blocks.removeFirst()
      while let first = blocks.first, first.id == nil { blocks.removeFirst() }
    }
  }

  private static func extent(
    of blocks: ArraySlice<Block>, width: Int
  ) -> (rows: Int, column: Int) {
    var (rows, column) = (0, 0)
    for block in blocks {
      if let picture = block.picture {
        (rows, column) = (rows + max(picture.rows, 1), 0)
      } else {
        let more = extent(of: block.text, from: column, width: width)
        (rows, column) = (rows + more.rows, more.column)
      }
    }
    return (rows, column)
  }

  /// How far a text moves the cursor down, and to which column; and whether that is known.
  static func extent(
    of text: String, from start: Int, width: Int
  ) -> (rows: Int, column: Int, isPlain: Bool) {
    var (rows, column) = (0, start)
    var isPlain = true
    var rest = Substring(text)
    while let character = rest.popFirst() {
      switch character {
      case "\n", "\r\n": (rows, column) = (rows + 1, 0)
      case "\r": column = 0
      case "\t": column = min((column / 8 + 1) * 8, max(width - 1, 0))
      case "\u{8}": column = max(column - 1, 0)
      case "\u{1B}":
        let code = rest.prefix { "[0123456789;".contains($0) }
        rest = rest.dropFirst(code.count)
        isPlain = isPlain && code.hasPrefix("[") && rest.popFirst() == "m"
      default:
        let needed = character.asciiValue.map { $0 < 0x20 ? 0 : 1 } ?? character.displayWidth
        if column + needed > width { (rows, column) = (rows + 1, 0) }
        column += needed
      }
    }
    return (rows, column, isPlain)
  }
}
