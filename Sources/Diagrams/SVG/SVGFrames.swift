internal import Display

/// Broken lines round circuits that are opened, with their labels.
struct SVGFrames {
  let frames: [Layout.Frame]
  /// The columns that are drawn.
  let section: Range<Int>
  /// Where each of them is.
  let middles: [Double]
  /// How wide each column of the whole drawing is.
  let widths: [Double]
  /// Where each wire is.
  let places: [Double]

  /// Draws the lines, the outer ones first.
  func draw(into svg: inout SVGWriter) {
    for frame in frames.reversed() {
      guard let edges = edges(of: frame) else { continue }
      svg.element(
        "rect",
        [
          "x": .number(edges.left), "y": .number(edges.top),
          "width": .number(edges.right - edges.left), "height": .number(edges.bottom - edges.top),
          "rx": 5.0, "fill": .color(Color(0xF7F9FB)), "stroke": .color(Palette.frame),
          "stroke-dasharray": "4 3",
        ])
    }
  }

  /// Writes the labels on the lines: above, and below for a frame within another.
  func writeLabels(into svg: inout SVGWriter) {
    for frame in frames where section.contains(frame.columns.lowerBound) {
      guard let edges = edges(of: frame) else { continue }
      let size = SVGMeasures.portSize
      let label = shortened(frame.label, toExtent: edges.right - edges.left - 14, size: size)
      guard !label.isEmpty else { continue }
      let y = frame.level % 2 == 0 ? edges.top : edges.bottom
      svg.element(
        "rect",
        [
          "x": .number(edges.left + 6), "y": .number(y - 5),
          "width": .number(1.06 * textExtent(label, size: size) + 6), "height": 10.0,
          "fill": .color(Palette.card),
        ])
      svg.write(
        label, x: edges.left + 9, y: y + 3.2, size: size, color: Palette.muted, anchor: "start")
    }
  }

  private func edges(
    of frame: Layout.Frame
  ) -> (left: Double, right: Double, top: Double, bottom: Double)? {
    let columns = frame.columns.clamped(to: section)
    guard let first = columns.first, let last = columns.last else { return nil }
    let inset = 2.5 * Double(min(frame.level, 2))
    return (
      middles[first - section.lowerBound] - widths[first] / 2 - 8 + inset,
      middles[last - section.lowerBound] + widths[last] / 2 + 8 - inset,
      places[frame.lanes.lowerBound] - 24 + inset, places[frame.lanes.upperBound] + 24 - inset
    )
  }
}
