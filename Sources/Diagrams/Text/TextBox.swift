/// A box in text: words on one wire, or edges round several.
struct TextBox {
  private let lanes: ClosedRange<Int>
  private let ports: [Element.Port]
  private let passing: [Int]
  private let style: TextStyle
  private let wires: Lanes
  private let words: String
  /// How many characters it is wide.
  let width: Int

  init(_ part: Element.Part, _ wires: Lanes, _ style: TextStyle, room: Int) {
    (lanes, self.style, self.wires) = (part.lanes, style, wires)
    guard case .box(let words, let ports, let passing) = part.shape else {
      (self.ports, self.passing, self.words, width) = ([], [], "", 0)
      return
    }
    (self.ports, self.passing) = (ports, passing)
    if part.lanes.count == 1 {
      let edges = wires.all[part.lanes.lowerBound].edges(style)
      self.words = edges.left + style.words(words.line, upTo: room - edges.width) + edges.right
      width = self.words.columns
    } else {
      let beside = TextBox.besideWords(part.lanes, ports, passing, style)
      self.words = style.words(words.line, upTo: max(room - 4 - beside, 1))
      let widestPort = TextBox.widest(ports, style)
      width = max(self.words.columns + beside + 2, widestPort + 1) + 2
    }
  }

  /// How many characters a part is wide.
  static func width(
    of part: Element.Part, _ lanes: Lanes, _ style: TextStyle, room: Int
  ) -> Int {
    switch part.shape {
    case .box(let words, let ports, let passing):
      let line = style.words(words.line).columns
      if part.lanes.count == 1 {
        return min(line + lanes.all[part.lanes.lowerBound].edges(style).width, room)
      }
      let inside = line + 2 + besideWords(part.lanes, ports, passing, style)
      return min(max(inside, widest(ports, style) + 1) + 2, room)
    case .dot(_, let note):
      return note.isEmpty ? 1 : min(1 + 2 * style.words(note).columns, room)
    case .landing(let bit): return max(1, bit.count)
    default: return 1
    }
  }

  func draw(on canvas: inout TextSheet, left: Int) {
    if lanes.count == 1 {
      return canvas.write(words, column: left, row: 2 * lanes.lowerBound)
    }
    for row in 2 * lanes.lowerBound...2 * lanes.upperBound { drawRow(row, on: &canvas, left) }
    for port in ports {
      canvas.write(style.words(port.text), column: left + 1, row: 2 * port.lane)
    }
    let beside = TextBox.besideWords(lanes, ports, passing, style)
    let room = width - 2 - beside
    canvas.write(
      words, column: left + 1 + beside + (room - words.columns) / 2, row: wordsRow)
  }

  /// One row of the edges, and what is within.
  private func drawRow(_ row: Int, on canvas: inout TextSheet, _ left: Int) {
    let wire = row % 2 == 0 ? wires.all[row / 2].wire : .none
    let isEdge = row == 2 * lanes.lowerBound || row == 2 * lanes.upperBound
    let isPassing = row % 2 == 0 && passing.contains(row / 2)
    let edges = style.edges(wire)
    let isTop = row == 2 * lanes.lowerBound
    let ends: (left: Unicode.Scalar, right: Unicode.Scalar) =
      isTop
      ? (edges.topLeft, edges.topRight)
      : isEdge
        ? (edges.bottomLeft, edges.bottomRight)
        : isPassing
          ? (edges.crossing, edges.crossing)
          : wire == .none ? (style.side, style.side) : (edges.left, edges.right)
    let inside: Unicode.Scalar =
      isPassing || (isEdge && wire != .none)
      ? style.line(wire) : isEdge ? style.single : " "
    canvas.fill(inside, columns: left + 1..<left + width - 1, row: row)
    canvas.put(ends.left, column: left, row: row)
    canvas.put(ends.right, column: left + width - 1, row: row)
  }

  /// The row of the words: the middle, but not on a wire that passes.
  private var wordsRow: Int {
    let middle = lanes.lowerBound + lanes.upperBound
    return middle % 2 == 0 && passing.contains(middle / 2) ? middle - 1 : middle
  }

  /// The room that a number takes which stands in the row of the words.
  private static func besideWords(
    _ lanes: ClosedRange<Int>, _ ports: [Element.Port], _ passing: [Int], _ style: TextStyle
  ) -> Int {
    let middle = lanes.lowerBound + lanes.upperBound
    guard middle % 2 == 0, !passing.contains(middle / 2) else { return 0 }
    return widest(ports, style)
  }

  private static func widest(_ ports: [Element.Port], _ style: TextStyle) -> Int {
    ports.map { style.words($0.text).columns }.max() ?? 0
  }
}

extension Lane {
  /// What stands beside words on the wire: nothing for a qubit, and edges for bits, whose words are
  /// conditions.
  fileprivate func edges(_ style: TextStyle) -> (left: String, right: String, width: Int) {
    guard wire == .double else { return ("", "", 0) }
    return (String(style.onDouble.left), String(style.onDouble.right), 2)
  }
}
