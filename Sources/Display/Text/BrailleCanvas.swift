/// A fine sheet of dots, two across and four down in each character.
///
/// The dots of a character are bits of a code point in the Braille block of Unicode.
struct BrailleCanvas {
  let columns: Int
  let rows: Int
  private var patterns: [UInt8]
  private var inks: [Color?]

  init(columns: Int, rows: Int) {
    self.columns = max(columns, 0)
    self.rows = max(rows, 0)
    patterns = Array(repeating: 0, count: self.columns * self.rows)
    inks = Array(repeating: nil, count: self.columns * self.rows)
  }

  /// How many dots lie side by side.
  var width: Int { columns * 2 }
  /// How many dots lie one above the other.
  var height: Int { rows * 4 }

  /// Sets a dot; the one outside the sheet is not there.
  mutating func dot(_ x: Int, _ y: Int, ink: Color?) {
    guard x >= 0, x < width, y >= 0, y < height else { return }
    let cell = (y / 4) * columns + x / 2
    patterns[cell] |= BrailleCanvas.bits[(y % 4) * 2 + x % 2]
    inks[cell] = ink
  }

  /// Sets the dots of a straight line.
  ///
  /// Reference: J. E. Bresenham, "Algorithm for computer control of a digital plotter", 1965.
  mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), ink: Color?) {
    guard let (start, end) = clipped(start, end) else { return }
    let (dx, dy) = (abs(end.x - start.x), -abs(end.y - start.y))
    let (stepX, stepY) = (start.x < end.x ? 1 : -1, start.y < end.y ? 1 : -1)
    var (x, y, error) = (start.x, start.y, dx + dy)
    while true {
      dot(x, y, ink: ink)
      if x == end.x && y == end.y { return }
      let doubled = 2 * error
      if doubled >= dy {
        error += dy
        x += stepX
      }
      if doubled <= dx {
        error += dx
        y += stepY
      }
    }
  }

  /// Puts what has been drawn on a sheet of characters; empty places leave the sheet as it is.
  func draw(on canvas: inout TextCanvas, column: Int, row: Int) {
    for y in 0..<rows {
      for x in 0..<columns {
        let pattern = patterns[y * columns + x]
        guard pattern != 0, let scalar = Unicode.Scalar(0x2800 + UInt32(pattern)) else { continue }
        canvas.put(
          Character(scalar), column: column + x, row: row + y, ink: inks[y * columns + x])
      }
    }
  }

  /// The bit of each dot, left and right, from the top row to the bottom row.
  private static let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]

  /// The part of a line near the sheet, so that a far end costs no walk (Liang and Barsky, 1984).
  private func clipped(
    _ start: (x: Int, y: Int), _ end: (x: Int, y: Int)
  ) -> (start: (x: Int, y: Int), end: (x: Int, y: Int))? {
    let (x0, y0) = (Double(start.x), Double(start.y))
    let (dx, dy) = (Double(end.x) - x0, Double(end.y) - y0)
    var (enter, leave) = (0.0, 1.0)
    let sides = [
      (-dx, x0 + 1), (dx, Double(width) - x0), (-dy, y0 + 1), (dy, Double(height) - y0),
    ]
    for (step, room) in sides {
      if step == 0 {
        if room < 0 { return nil }
      } else if step < 0 {
        enter = max(enter, room / step)
      } else {
        leave = min(leave, room / step)
      }
    }
    guard enter <= leave else { return nil }
    func point(_ part: Double) -> (x: Int, y: Int) {
      (Int((x0 + part * dx).rounded()), Int((y0 + part * dy).rounded()))
    }
    return (point(enter), point(leave))
  }
}
