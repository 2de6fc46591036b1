internal import Display

/// The wires of a section.
struct SVGWires {
  let lanes: [Lane]
  let places: [Double]
  let from: Double
  let to: Double

  /// How far the two lines of a classical wire are from its middle.
  static let spread = 1.6

  /// Draws all wires; where a section goes on, they end in broken lines.
  func draw(comesFrom: Bool, goesOn: Bool, into svg: inout SVGWriter) {
    let first = comesFrom ? from + 12 : from
    let last = goesOn ? to - 12 : to
    stroke(first, last, isBroken: false, into: &svg)
    if comesFrom { stroke(from, first, isBroken: true, into: &svg) }
    if goesOn { stroke(last, to, isBroken: true, into: &svg) }
    for (lane, y) in zip(lanes, places) where lane.kind == .bundle {
      drawCount(lane.members.count, y: y, into: &svg)
    }
  }

  private func stroke(_ x: Double, _ end: Double, isBroken: Bool, into svg: inout SVGWriter) {
    var (single, double) = (SVGPath(), SVGPath())
    for (lane, y) in zip(lanes, places) {
      switch lane.wire {
      case .none: continue
      case .single: single.horizontal(from: x, to: end, y: y)
      case .double:
        double.horizontal(from: x, to: end, y: y - SVGWires.spread)
        double.horizontal(from: x, to: end, y: y + SVGWires.spread)
      }
    }
    let paths: [(path: SVGPath, color: Color, width: Double)] = [
      (single, Palette.ink, 1.2), (double, Palette.muted, 1),
    ]
    for (path, color, width) in paths where !path.isEmpty {
      if isBroken {
        svg.element(
          "path",
          [
            "d": .path(path), "stroke": .color(color), "stroke-width": .number(width),
            "stroke-dasharray": "2 3", "fill": "none",
          ])
      } else {
        svg.element(
          "path",
          [
            "d": .path(path), "stroke": .color(color), "stroke-width": .number(width),
            "fill": "none",
          ])
      }
    }
  }

  /// A stroke through a wire, with how many bits it stands for.
  private func drawCount(_ count: Int, y: Double, into svg: inout SVGWriter) {
    var slash = SVGPath()
    slash.move(to: from + 4, y + 6)
    slash.line(to: from + 10, y - 6)
    svg.element("path", ["d": .path(slash), "stroke": .color(Palette.muted), "fill": "none"])
    svg.write(
      "\(count)", x: from + 8, y: y - 8, size: SVGMeasures.portSize, color: Palette.muted)
  }
}

extension SVGPath {
  mutating func horizontal(from x: Double, to end: Double, y: Double) {
    move(to: x, y)
    line(to: end, y)
  }

  mutating func vertical(x: Double, from y: Double, to end: Double) {
    move(to: x, y)
    line(to: x, end)
  }
}
