internal import Display

/// A sheet of characters that is quickly filled: most places hold one scalar of one column.
struct TextSheet {
  let columns: Int
  let rows: Int
  /// A scalar; or, from `firstCluster` on, the place of a longer character in `clusters`.
  private var cells: [UInt32]
  private var clusters: [Character] = []

  private static let firstCluster: UInt32 = 0x11_0000
  /// What a wide character to the left covers.
  private static let covered: UInt32 = 0
  private static let space: UInt32 = 0x20

  init(columns: Int, rows: Int) {
    (self.columns, self.rows) = (columns, rows)
    cells = Array(repeating: TextSheet.space, count: columns * rows)
  }

  /// Puts a sign of one column at a place; outside the sheet it is not there.
  mutating func put(_ sign: Unicode.Scalar, column: Int, row: Int) {
    guard 0..<columns ~= column, 0..<rows ~= row else { return }
    cells[row * columns + column] = sign.value
  }

  /// Puts a sign at every place of a range.
  mutating func fill(_ sign: Unicode.Scalar, columns range: Range<Int>, row: Int) {
    for column in range.clamped(to: 0..<columns) { put(sign, column: column, row: row) }
  }

  /// Writes a text from a place to the right.
  mutating func write(_ text: String, column: Int, row: Int) {
    var column = column
    if text.hasSimpleCharacters {
      for scalar in text.unicodeScalars {
        put(scalar, column: column, row: row)
        column += 1
      }
      return
    }
    for character in text {
      let width = character.displayWidth
      guard width > 0 else { continue }
      guard column >= 0, column + width <= columns, 0..<rows ~= row else { return }
      cells[row * columns + column] = TextSheet.firstCluster + UInt32(clusters.count)
      clusters.append(character)
      if width == 2 { cells[row * columns + column + 1] = TextSheet.covered }
      column += width
    }
  }

  /// The rows, each as wide as the sheet.
  var lines: [String] { (0..<rows).map(line) }

  private func line(_ row: Int) -> String {
    var line = String.UnicodeScalarView()
    line.reserveCapacity(3 * columns)
    var place = row * columns
    let end = place + columns
    while place < end {
      let cell = cells[place]
      place += 1
      if cell < TextSheet.firstCluster {
        // Half of a character that was written over is a space.
        line.append(Unicode.Scalar(cell == TextSheet.covered ? TextSheet.space : cell) ?? " ")
        continue
      }
      let character = clusters[Int(cell - TextSheet.firstCluster)]
      let isWide = character.displayWidth == 2
      if isWide && (place == end || cells[place] != TextSheet.covered) {
        line.append(" ")
      } else {
        line.append(contentsOf: character.unicodeScalars)
        if isWide { place += 1 }
      }
    }
    return String(line)
  }
}

extension String {
  /// Whether each scalar is a character of one column, as letters of Latin and Greek and most signs are.
  var hasSimpleCharacters: Bool {
    unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x20..<0x7F, 0xA0..<0x300, 0x391...0x3C9, 0x2010...0x2027, 0x2070...0x209C,
        0x2190...0x22FF, 0x2500...0x257F:
        true
      default: false
      }
    }
  }

  /// How many columns of a terminal the text takes.
  var columns: Int { hasSimpleCharacters ? unicodeScalars.count : displayWidth }

  /// The text cut to so many columns, with an ellipsis where something was cut.
  func cut(to columns: Int) -> String {
    // No character has more columns than bytes.
    utf8.count <= columns ? self : shortened(to: columns)
  }
}
