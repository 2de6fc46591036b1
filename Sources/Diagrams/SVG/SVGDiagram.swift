internal import Display

/// Writes a layout as SVG: sections of columns below one another.
struct SVGDiagram {
  private let layout: Layout
  private let width: Double
  /// Where each wire is, from the top of a section.
  private let heights: [Double]
  private let sectionHeight: Double
  /// Where the wires begin.
  private let left: Double
  private let widths: [Double]

  init(_ layout: Layout, width: Double) {
    self.layout = layout
    self.width = width.isNaN ? 760 : min(max(width, 200), 10_000)
    var (heights, y) = ([Double](), 0.0)
    for lane in layout.lanes.all {
      heights.append(y + SVGMeasures.half(of: lane))
      y += 2 * SVGMeasures.half(of: lane)
    }
    (self.heights, sectionHeight) = (heights, y)
    let label = layout.lanes.all.map(\.labelExtent).max() ?? 0
    left = SVGMeasures.margin + label + (label > 0 ? 10 : 0)
    let room = max(self.width - left - 2 * SVGMeasures.gap - SVGMeasures.margin, 60)
    let lanes = layout.lanes
    widths = layout.columns.map { elements in
      elements.reduce(6) { widest, element in
        element.parts.reduce(widest) { max($0, min(SVGMeasures.width(of: $1, lanes), room)) }
      }
    }
  }

  func drawn(title: String, description: String) -> String {
    let sections = layout.lanes.all.isEmpty ? [] : sections
    let heading = lines([(title, Palette.ink)], size: SVGMeasures.titleSize)
    let notes = lines(
      layout.notes.map { ($0, Palette.muted) } + layout.flaws.map { ("⚠ \($0)", Self.alarm) },
      size: SVGMeasures.noteSize)
    let ends = sections.map { end(of: $0) }
    let tops = sections.indices.map { place in
      10 + 22 * Double(heading.count) + Double(place) * (sectionHeight + 16)
    }
    let below = (tops.last ?? 10) + sectionHeight + (notes.isEmpty ? 10 : 14)
    let right = max(ends.max() ?? 0, (heading + notes).map(\.end).max() ?? 0, 44)
    var svg = SVGWriter(
      width: (right + SVGMeasures.margin).rounded(.up),
      height: (below + (notes.isEmpty ? 0 : 16 * Double(notes.count) + 8)).rounded(.up),
      title: title.isEmpty ? "Quantum circuit" : title, description: description)
    for (index, line) in heading.enumerated() {
      svg.write(
        line.text, x: SVGMeasures.margin, y: 24 + 22 * Double(index), size: SVGMeasures.titleSize,
        color: line.color, anchor: "start", isBold: true)
    }
    for (index, section) in sections.enumerated() {
      draw(section, top: tops[index], end: ends[index], into: &svg)
    }
    for (index, line) in notes.enumerated() {
      svg.write(
        line.text, x: SVGMeasures.margin, y: below + 8 + 16 * Double(index),
        size: SVGMeasures.noteSize, color: line.color, anchor: "start")
    }
    return svg.finished()
  }

  /// The colour of what is wrong.
  private static let alarm = Color(0xB42318)

  /// A line of words, and where it ends at most.
  private struct Line {
    let text: String
    let color: Color
    let end: Double
  }

  /// The lines of texts, broken where they would be too wide.
  private func lines(_ texts: [(text: String, color: Color)], size: Double) -> [Line] {
    let columns = max(Int((max(width, 420) - 2 * SVGMeasures.margin) / (0.6 * size)), 20)
    return texts.flatMap { text in
      wrapped(text.text.singleLine, to: columns).map { line in
        // Some faces are wider than the one that is measured.
        Line(
          text: line, color: text.color,
          end: SVGMeasures.margin + 1.15 * textExtent(line, size: size))
      }
    }
  }

  /// As many columns in each row of the drawing as there is room for.
  private var sections: [Range<Int>] {
    var sections: [Range<Int>] = []
    let first = left + SVGMeasures.gap
    var (start, x) = (0, first)
    for (column, columnWidth) in widths.enumerated() {
      if x + columnWidth + SVGMeasures.gap > width - SVGMeasures.margin, column > start {
        sections.append(start..<column)
        (start, x) = (column, first)
      }
      x += columnWidth + SVGMeasures.gap
    }
    return sections + [start..<widths.count]
  }

  /// Where the wires of a section end.
  private func end(of section: Range<Int>) -> Double {
    let drawn = widths[section].reduce(0) { $0 + $1 + SVGMeasures.gap }
    return left + SVGMeasures.gap + (section.isEmpty ? 40 : drawn)
  }

  private func draw(
    _ section: Range<Int>, top: Double, end: Double, into svg: inout SVGWriter
  ) {
    let places = heights.map { $0 + top }
    var middles: [Double] = []
    var x = left + SVGMeasures.gap
    for column in section {
      middles.append(x + widths[column] / 2)
      x += widths[column] + SVGMeasures.gap
    }
    for (lane, y) in zip(layout.lanes.all, places) { svg.writeLabel(of: lane, x: left - 10, y: y) }
    let frames = SVGFrames(
      frames: layout.frames, section: section, middles: middles, widths: widths, places: places)
    frames.draw(into: &svg)
    let goesOn = section.upperBound < widths.count || layout.leftOff > 0
    SVGWires(lanes: layout.lanes.all, places: places, from: left, to: end)
      .draw(comesFrom: section.lowerBound > 0, goesOn: goesOn, into: &svg)
    for (column, middle) in zip(section, middles) {
      for element in layout.columns[column] {
        SVGElement(lanes: layout.lanes, places: places, x: middle, room: widths[column])
          .draw(element, into: &svg)
      }
    }
    frames.writeLabels(into: &svg)
  }
}

extension Lane {
  /// How wide its label is.
  fileprivate var labelExtent: Double {
    if isFolded { return textExtent(name.letter + name.number, size: SVGMeasures.noteSize) }
    return textExtent(name.letter, size: SVGMeasures.labelSize)
      + textExtent(name.number, size: SVGMeasures.portSize)
  }
}

extension SVGWriter {
  /// A text with its baseline at a height.
  mutating func write(
    _ text: String, x: Double, y: Double, size: Double, color: Color, anchor: String = "middle",
    isBold: Bool = false, isItalic: Bool = false
  ) {
    guard !text.isEmpty else { return }
    let (weight, style) = (isBold ? "bold" : "normal", isItalic ? "italic" : "normal")
    if isBold || isItalic {
      element(
        "text",
        [
          "x": .number(x), "y": .number(y), "font-size": .number(size), "fill": .color(color),
          "text-anchor": .text(anchor), "font-weight": .text(weight), "font-style": .text(style),
        ], text: text)
    } else {
      element(
        "text",
        [
          "x": .number(x), "y": .number(y), "font-size": .number(size), "fill": .color(color),
          "text-anchor": .text(anchor),
        ], text: text)
    }
  }

  /// The name of a wire, its number lowered, ending at a place.
  fileprivate mutating func writeLabel(of lane: Lane, x: Double, y: Double) {
    let (letter, number) = lane.name
    if lane.isFolded {
      return write(
        letter + number, x: x, y: y + 4, size: SVGMeasures.noteSize, color: Palette.muted,
        anchor: "end")
    }
    write(number, x: x, y: y + 8, size: SVGMeasures.portSize, color: Palette.ink, anchor: "end")
    write(
      letter, x: x - textExtent(number, size: SVGMeasures.portSize) - 0.5, y: y + 4.5,
      size: SVGMeasures.labelSize, color: Palette.ink, anchor: "end", isItalic: true)
  }
}
