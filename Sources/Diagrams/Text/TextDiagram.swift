internal import Display

/// Writes a layout as text: wires in every second row, links in the rows between them.
struct TextDiagram {
  let layout: Layout
  let style: TextStyle
  private let width: Int
  private let labels: [String]
  /// How many characters stand before the wires.
  private let gutter: Int
  /// How wide each column is.
  private let widths: [Int]

  init(_ layout: Layout, style: TextStyle, width: Int) {
    let width = min(max(width, 20), 10_000)
    let labels = layout.lanes.all.map { style.words($0.label) }
    let gutter = labels.map(\.columns).max() ?? 0
    let room = max(width - gutter - 4, 6)
    (self.layout, self.style, self.width) = (layout, style, width)
    (self.labels, self.gutter) = (labels, gutter)
    widths = layout.columns.map { elements in
      elements.reduce(1) { widest, element in
        element.parts.reduce(widest) {
          max($0, TextBox.width(of: $1, layout.lanes, style, room: room))
        }
      }
    }
  }

  /// The drawing below a title and above its notes.
  func drawn(_ title: String) -> String {
    var lines: [(text: String, width: Int)] = []
    func add(_ text: String) { lines.append((text, text.columns)) }
    if !title.isEmpty { wrapped(style.words(title), to: width).forEach(add) }
    for (index, section) in sections.enumerated() where !labels.isEmpty {
      if index > 0 { add("") }
      let canvas = canvas(of: section)
      lines += canvas.lines.map { ($0, canvas.columns) }
    }
    for note in layout.notes + layout.flaws.map({ "! \($0)" }) {
      wrapped(style.words(note.singleLine), to: width).forEach(add)
    }
    let widest = lines.map(\.width).max() ?? 0
    return lines.map { $0.text + String(repeating: " ", count: widest - $0.width) }
      .joined(separator: "\n")
  }

  /// As many columns in each row of the drawing as there is room for.
  private var sections: [Range<Int>] {
    var sections: [Range<Int>] = []
    var (start, used) = (0, gutter + 2)
    for (column, columnWidth) in widths.enumerated() {
      if used + columnWidth + 1 > width, column > start {
        sections.append(start..<column)
        (start, used) = (column, gutter + 2)
      }
      used += columnWidth + 1
    }
    return sections + [start..<widths.count]
  }

  private func canvas(of section: Range<Int>) -> TextSheet {
    let lanes = layout.lanes.all
    let isLast = section.upperBound == widths.count
    // What goes on has a sign at its end; where nothing is done, a wire is three characters long.
    let end: Unicode.Scalar? = isLast ? (layout.leftOff > 0 ? style.cut : nil) : style.goesOn
    let drawn = section.isEmpty ? 2 : widths[section].reduce(0) { $0 + $1 + 1 }
    let columns = gutter + 1 + drawn + (end == nil ? 0 : 1)
    let rows = 2 * lanes.count - 1 + (layout.lanes.isBundled ? 1 : 0)
    var canvas = TextSheet(columns: columns, rows: rows)
    for (place, lane) in lanes.enumerated() {
      canvas.write(labels[place], column: gutter - labels[place].columns, row: 2 * place)
      guard lane.wire != .none else { continue }
      let line = style.line(lane.wire)
      canvas.fill(line, columns: gutter..<columns, row: 2 * place)
      if let end { canvas.put(end, column: columns - 1, row: 2 * place) }
    }
    var left = gutter + 1
    for column in section {
      for element in layout.columns[column] {
        draw(element, on: &canvas, left: left, width: widths[column])
      }
      left += widths[column] + 1
    }
    return canvas
  }

  private func draw(_ element: Element, on canvas: inout TextSheet, left: Int, width: Int) {
    let middle = left + (width - 1) / 2
    for link in element.links {
      for row in 2 * link.lanes.lowerBound...2 * link.lanes.upperBound {
        let wire = row % 2 == 0 ? layout.lanes.all[row / 2].wire : .none
        canvas.put(style.link(isClassical: link.isClassical, over: wire), column: middle, row: row)
      }
    }
    for part in element.parts { draw(part, on: &canvas, middle: middle, left: left, width: width) }
  }

  private func draw(
    _ part: Element.Part, on canvas: inout TextSheet, middle: Int, left: Int, width: Int
  ) {
    let row = 2 * part.lanes.lowerBound
    switch part.shape {
    case .box:
      let box = TextBox(part, layout.lanes, style, room: width)
      box.draw(on: &canvas, left: middle - (box.width - 1) / 2)
    case .dot(let isOpen, let note):
      canvas.put(isOpen ? style.openDot : style.dot, column: middle, row: row)
      let words = style.words(note, upTo: (width - 1) / 2)
      canvas.write(words, column: middle + 1, row: row)
    case .choice: canvas.put(style.choice, column: middle, row: row)
    case .plus: canvas.put(style.plus, column: middle, row: row)
    case .cross: canvas.put(style.cross, column: middle, row: row)
    case .meter: canvas.put("M", column: middle, row: row)
    case .folded: canvas.put(style.folded, column: middle, row: row)
    case .landing(let bit):
      canvas.put(style.landing, column: middle, row: row)
      canvas.write(bit, column: middle - (bit.count - 1) / 2, row: row + 1)
    case .barrier:
      for row in row...2 * part.lanes.upperBound {
        canvas.put(style.barrier, column: middle, row: row)
      }
    }
  }
}

extension Lane {
  /// What stands before the row.
  fileprivate var label: String {
    if isFolded { return name.letter + name.number + " " }
    return kind == .bundle ? "c/\(members.count): " : name.letter + name.number + ": "
  }
}

/// Lines of at most so many columns, broken between words; a longer word is cut into pieces.
func wrapped(_ text: String, to columns: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ") {
    var word = String(word)
    let joined = line.isEmpty ? word : line + " " + word
    if joined.columns <= columns {
      line = joined
      continue
    }
    if !line.isEmpty { lines.append(line) }
    while word.columns > columns {
      var piece = word.prefix(columns)
      while piece.displayWidth > columns, piece.count > 1 { piece = piece.dropLast() }
      lines.append(String(piece))
      word = String(word.dropFirst(piece.count))
    }
    line = word
  }
  return line.isEmpty ? lines : lines + [line]
}
