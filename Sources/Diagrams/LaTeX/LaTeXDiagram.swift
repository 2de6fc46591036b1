internal import Circuits
internal import Display

/// Writes a layout as a table of quantikz, version 2.
///
/// A. Kay, "Tutorial on the Quantikz Package", arXiv:1809.03842 (2018).
struct LaTeXDiagram {
  private let layout: Layout
  /// What stands in each row and column.
  private var cells: [[String]]

  init(_ layout: Layout) {
    self.layout = layout
    cells = Array(
      repeating: Array(repeating: "", count: layout.columns.count), count: layout.lanes.all.count)
    for (column, elements) in layout.columns.enumerated() {
      for element in elements { write(element, column) }
    }
    for frame in layout.frames {
      cells[frame.lanes.lowerBound][frame.columns.lowerBound] +=
        "\\gategroup[\(frame.lanes.count),steps=\(frame.columns.count),"
        + "style={dashed,rounded corners}]{$\(LaTeXWords.label(frame.label))$}"
    }
  }

  func drawn(_ title: String) -> String {
    let lanes = layout.lanes.all
    var lines = ["% \\usepackage{tikz} \\usetikzlibrary{quantikz2}"]
    if !title.isEmpty { lines.append("% \(title)") }
    guard !lanes.isEmpty else { return (lines + comments).joined(separator: "\n") }
    let heads = lanes.map { "\\lstick{$\(LaTeXWords.name(of: $0))$}" }
    let widths = layout.columns.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    let headWidth = heads.map(\.count).max() ?? 0
    lines.append("\\begin{quantikz}[wire types={\(lanes.map(\.wireType).joined(separator: ","))}]")
    for (row, head) in heads.enumerated() {
      let filled = zip(cells[row], widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      let start = head + String(repeating: " ", count: headWidth - head.count)
      let end = layout.leftOff > 0 && !lanes[row].isFolded ? "\\ \\ldots\\ " : ""
      let line = "  " + ([start] + filled + [end]).joined(separator: " & ")
      lines.append(line + (row == heads.count - 1 ? "" : " \\\\"))
    }
    return (lines + ["\\end{quantikz}"] + comments).joined(separator: "\n")
  }

  private var comments: [String] {
    layout.notes.map { "% \($0.singleLine)" } + layout.flaws.map { "% flaw: \($0.singleLine)" }
  }

  private mutating func write(_ element: Element, _ column: Int) {
    for part in element.parts { write(part, column) }
    writeLinks(element, column)
    for link in element.links where link.isClassical { writeClassical(link, element, column) }
  }

  private mutating func write(_ part: Element.Part, _ column: Int) {
    let lane = part.lanes.lowerBound
    switch part.shape {
    case .box(let words, let ports, let passing):
      let size = part.lanes.count == 1 ? "" : "[\(part.lanes.count)]"
      cells[lane][column] += "\\gate\(size){\(words.latex)}"
      for port in ports where !passing.contains(port.lane) {
        cells[port.lane][column] += "\\gateinput{$\(LaTeXWords.label(port.text))$}"
      }
      for lane in passing { cells[lane][column] += "\\linethrough" }
    case .plus: cells[lane][column] += "\\targ{}"
    case .cross: cells[lane][column] += "\\targX{}"
    case .meter: cells[lane][column] += "\\meter{}"
    case .barrier: cells[lane][column] += "\\slice{}"
    case .folded: cells[lane][column] += "\\vdots"
    case .landing(let bit):
      if !bit.isEmpty { cells[lane][column] += "\\push{\\scriptstyle \(bit)}" }
    case .dot, .choice: break
    }
  }

  /// Lines between marks: a dot draws the one to its neighbour, and what is left a wire.
  private mutating func writeLinks(_ element: Element, _ column: Int) {
    let parts = element.parts.filter { !layout.lanes.all[$0.lanes.lowerBound].isClassicalWire }
      .sorted { $0.lanes.lowerBound < $1.lanes.lowerBound }
    var written = Set<Int>()
    let isLinked = element.links.contains { !$0.isClassical }
    for (upper, lower) in zip(parts, parts.dropFirst()) where isLinked {
      let (from, to) = (upper.lanes.upperBound, lower.lanes.lowerBound)
      if let dot = upper.dot, written.insert(from).inserted {
        cells[from][column] = dot.command(to: to - from) + cells[from][column]
      } else if let dot = lower.dot, written.insert(to).inserted {
        cells[to][column] = dot.command(to: from - to) + cells[to][column]
      } else if upper.shape == .cross, lower.shape == .cross {
        cells[from][column] = "\\swap{\(to - from)}"
      } else {
        cells[from][column] += "\\wire[d][\(to - from)]{q}"
      }
    }
    for part in parts {
      let lane = part.lanes.lowerBound
      guard let dot = part.dot else { continue }
      if written.insert(lane).inserted { cells[lane][column] = dot.control + cells[lane][column] }
      if !dot.note.isEmpty { cells[lane][column] += "\\push{\\ \(LaTeXWords.label(dot.note))}" }
    }
  }

  /// Double lines: from a measurement down, and up from the bits that are read.
  private mutating func writeClassical(_ link: Element.Link, _ element: Element, _ column: Int) {
    let bits = element.parts.filter { layout.lanes.all[$0.lanes.lowerBound].isClassicalWire }
    var above = link.lanes.lowerBound
    for part in bits.sorted(by: { $0.lanes.lowerBound < $1.lanes.lowerBound }) {
      let lane = part.lanes.lowerBound
      if let dot = part.dot {
        let name = dot.isOpen ? "octrl" : "ctrl"
        cells[lane][column] += "\\\(name)[vertical wire=c]{\(above - lane)}"
      } else {
        cells[above][column] += "\\wire[d][\(lane - above)]{c}"
      }
      above = part.lanes.upperBound
    }
  }
}

extension Words {
  /// The words within a gate.
  fileprivate var latex: String {
    let words =
      turns.isEmpty
      ? LaTeXWords.label(angles)
      : Words.listed(turns, cut: "\\ldots ", words: LaTeXWords.angle)
    return LaTeXWords.label(label) + (angles.isEmpty ? "" : "(\(words))")
  }
}

extension Element.Part {
  /// What a control is.
  fileprivate struct Dot {
    let isOpen: Bool
    let note: String

    /// The control with a line to a row so far away.
    func command(to distance: Int) -> String {
      "\\\(isOpen ? "octrl" : "ctrl"){\(distance)}"
    }

    /// The control without a line.
    var control: String { isOpen ? "\\ocontrol{}" : "\\control{}" }
  }

  fileprivate var dot: Dot? {
    switch shape {
    case .dot(let isOpen, let note): Dot(isOpen: isOpen, note: note)
    case .choice: Dot(isOpen: false, note: "")
    default: nil
    }
  }
}

extension Lane {
  fileprivate var wireType: String {
    switch wire {
    case .none: "n"
    case .single: "q"
    case .double: "c"
    }
  }
}

extension LaTeXWords {
  /// What stands before a row.
  fileprivate static func name(of lane: Lane) -> String {
    let (letter, number) = lane.name
    if lane.isFolded { return "\\vdots\\ \\text{\(number.trimmingPrefix(" "))}" }
    return lane.kind == .bundle ? "c/\(lane.members.count)" : "\(letter)_{\(number)}"
  }
}
