internal import Display

/// Draws one operation in its column.
struct SVGElement {
  let lanes: Lanes
  /// Where each wire is.
  let places: [Double]
  /// The middle of the column.
  let x: Double
  /// How wide the column is.
  let room: Double

  func draw(_ element: Element, into svg: inout SVGWriter) {
    for link in element.links { draw(link, element, into: &svg) }
    for part in element.parts { draw(part, element.tone, into: &svg) }
  }

  private func draw(_ link: Element.Link, _ element: Element, into svg: inout SVGWriter) {
    let (top, bottom) = (places[link.lanes.lowerBound], places[link.lanes.upperBound])
    var path = SVGPath()
    guard link.isClassical else {
      path.vertical(x: x, from: top, to: bottom)
      return svg.stroke(path, element.tone.stroke, width: 1.4)
    }
    // A white line between two others keeps crossing wires out of the middle.
    path.vertical(x: x, from: top, to: bottom)
    svg.stroke(path, Palette.card, width: 2 * SVGWires.spread)
    var sides = SVGPath()
    sides.vertical(x: x - SVGWires.spread, from: top, to: bottom)
    sides.vertical(x: x + SVGWires.spread, from: top, to: bottom)
    svg.stroke(sides, Palette.muted, width: 1)
  }

  private func draw(_ part: Element.Part, _ tone: Element.Tone, into svg: inout SVGWriter) {
    let lane = part.lanes.lowerBound
    let y = places[lane]
    // What stands on a classical wire is no part of the gate.
    let tone = lanes.all[lane].isClassicalWire ? .classical : tone
    switch part.shape {
    case .box(let words, let ports, let passing):
      SVGBox(part.lanes, lanes, places, tone, x: x, width: boxWidth(part))
        .draw(words, ports, passing, into: &svg)
    case .dot(let isOpen, let note):
      svg.circle(
        x, y, SVGMeasures.dot, fill: isOpen ? Palette.card : tone.stroke, stroke: tone.stroke)
      let text = shortened(
        note, toExtent: max(room / 2 - 6, 10), size: SVGMeasures.angleSize)
      svg.write(
        text, x: x + 8, y: y - 6, size: SVGMeasures.angleSize, color: Palette.ink, anchor: "start")
    case .choice: drawChoice(y, tone, into: &svg)
    case .plus: drawPlus(y, tone, into: &svg)
    case .cross: drawCross(y, tone, into: &svg)
    case .meter: drawMeter(y, tone, into: &svg)
    case .landing(let bit): drawLanding(y, bit, into: &svg)
    case .barrier: drawBarrier(part.lanes, into: &svg)
    case .folded:
      svg.circle(x, y, 6, fill: Palette.card, stroke: Palette.card)
      svg.write("⋮", x: x, y: y + 4.5, size: 13, color: tone.stroke, isBold: true)
    }
  }

  /// Boxes on one wire are as wide as their words, not as their column.
  private func boxWidth(_ part: Element.Part) -> Double {
    min(SVGMeasures.width(of: part, lanes), room)
  }

  private func drawChoice(_ y: Double, _ tone: Element.Tone, into svg: inout SVGWriter) {
    let r = SVGMeasures.dot + 0.5
    svg.circle(x, y, r, fill: Palette.card, stroke: tone.stroke)
    var half = SVGPath()
    half.move(to: x, y - r)
    half.curve(to: x - r, y, x - 0.5523 * r, y - r, x - r, y - 0.5523 * r)
    half.curve(to: x, y + r, x - r, y + 0.5523 * r, x - 0.5523 * r, y + r)
    half.close()
    svg.element("path", ["d": .path(half), "fill": .color(tone.stroke)])
  }

  private func drawPlus(_ y: Double, _ tone: Element.Tone, into svg: inout SVGWriter) {
    let r = SVGMeasures.plus
    svg.circle(x, y, r, fill: tone.fill, stroke: tone.stroke)
    var plus = SVGPath()
    plus.horizontal(from: x - r, to: x + r, y: y)
    plus.vertical(x: x, from: y - r, to: y + r)
    svg.stroke(plus, tone.stroke, width: 1.4)
  }

  private func drawCross(_ y: Double, _ tone: Element.Tone, into svg: inout SVGWriter) {
    var cross = SVGPath()
    for slope in [-1.0, 1] {
      cross.move(to: x - 6, y - 6 * slope)
      cross.line(to: x + 6, y + 6 * slope)
    }
    svg.stroke(cross, tone.stroke, width: 1.8)
  }

  /// The dial of an instrument.
  private func drawMeter(_ y: Double, _ tone: Element.Tone, into svg: inout SVGWriter) {
    let half = SVGMeasures.box / 2
    svg.rectangle(x - half, y - half, SVGMeasures.box, SVGMeasures.box, tone)
    var dial = SVGPath()
    let (r, base) = (10.5, y + 6)
    dial.move(to: x - r, base)
    dial.curve(to: x, base - r, x - r, base - 0.5523 * r, x - 0.5523 * r, base - r)
    dial.curve(to: x + r, base, x + 0.5523 * r, base - r, x + r, base - 0.5523 * r)
    dial.move(to: x, base)
    dial.line(to: x + 8.5, base - 13)
    svg.stroke(dial, Palette.ink, width: 1.3)
    svg.circle(x, base, 1.4, fill: Palette.ink, stroke: Palette.ink)
  }

  /// The head of an arrow that ends on a classical wire.
  private func drawLanding(_ y: Double, _ bit: String, into svg: inout SVGWriter) {
    var head = SVGPath()
    head.move(to: x - 5, y - 9)
    head.line(to: x + 5, y - 9)
    head.line(to: x, y - 1)
    head.close()
    svg.element("path", ["d": .path(head), "fill": .color(Palette.muted)])
    svg.write(bit, x: x, y: y + 13, size: SVGMeasures.portSize, color: Palette.muted)
  }

  private func drawBarrier(_ span: ClosedRange<Int>, into svg: inout SVGWriter) {
    var line = SVGPath()
    let (first, last) = (lanes.all[span.lowerBound], lanes.all[span.upperBound])
    line.vertical(
      x: x, from: places[span.lowerBound] - SVGMeasures.half(of: first) + 3,
      to: places[span.upperBound] + SVGMeasures.half(of: last) - 3)
    svg.element(
      "path",
      [
        "d": .path(line), "stroke": .color(Palette.frame), "stroke-width": 1.4,
        "stroke-dasharray": "5 3", "fill": "none",
      ])
  }
}

extension SVGWriter {
  mutating func stroke(_ path: SVGPath, _ color: Color, width: Double) {
    element(
      "path",
      ["d": .path(path), "stroke": .color(color), "stroke-width": .number(width), "fill": "none"])
  }

  mutating func circle(_ x: Double, _ y: Double, _ radius: Double, fill: Color, stroke: Color) {
    element(
      "circle",
      [
        "cx": .number(x), "cy": .number(y), "r": .number(radius), "fill": .color(fill),
        "stroke": .color(stroke), "stroke-width": 1.4,
      ])
  }

  mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ tone: Element.Tone
  ) {
    element(
      "rect",
      [
        "x": .number(x), "y": .number(y), "width": .number(width), "height": .number(height),
        "rx": 3.0, "fill": .color(tone.fill), "stroke": .color(tone.stroke), "stroke-width": 1.2,
      ])
  }
}
