internal import Display

/// A box with its words, over one wire or several.
struct SVGBox {
  private let span: ClosedRange<Int>
  private let places: [Double]
  private let tone: Element.Tone
  private let x: Double
  private let width: Double
  private let top: Double
  private let bottom: Double
  private let isPill: Bool

  init(
    _ span: ClosedRange<Int>, _ lanes: Lanes, _ places: [Double], _ tone: Element.Tone, x: Double,
    width: Double
  ) {
    (self.span, self.places, self.tone) = (span, places, tone)
    (self.x, self.width) = (x, width)
    let (first, last) = (lanes.all[span.lowerBound], lanes.all[span.upperBound])
    isPill = first.isClassicalWire
    top = places[span.lowerBound] - SVGMeasures.reach(of: first)
    bottom = places[span.upperBound] + SVGMeasures.reach(of: last)
  }

  func draw(
    _ words: Words, _ ports: [Element.Port], _ passing: [Int], into svg: inout SVGWriter
  ) {
    svg.rectangle(x - width / 2, top, width, bottom - top, tone)
    var wires = SVGPath()
    for lane in passing {
      wires.horizontal(from: x - width / 2, to: x + width / 2, y: places[lane])
    }
    if !wires.isEmpty { svg.stroke(wires, Palette.frame, width: 1.2) }
    for port in ports {
      svg.write(
        port.text, x: x - width / 2 + 4, y: places[port.lane] + 3.4, size: SVGMeasures.portSize,
        color: Palette.muted, anchor: "start")
    }
    let middle = middle(passing)
    let beside = ports.map { textExtent($0.text, size: SVGMeasures.portSize) }.max() ?? 0
    let room = width - 8 - (beside > 0 ? 2 * beside + 6 : 0)
    let size = isPill ? SVGMeasures.noteSize : SVGMeasures.labelSize
    let label = shortened(words.label, toExtent: room, size: size)
    let angles = shortened(words.angles, toExtent: room, size: SVGMeasures.angleSize)
    if angles.isEmpty {
      svg.write(label, x: x, y: middle + 0.35 * size, size: size, color: Palette.ink)
    } else {
      svg.write(label, x: x, y: middle - 1.5, size: size, color: Palette.ink)
      svg.write(
        angles, x: x, y: middle + 12, size: SVGMeasures.angleSize, color: Palette.ink)
    }
  }

  /// The height of the words: the middle, but not on a wire that passes.
  private func middle(_ passing: [Int]) -> Double {
    let lane = (span.lowerBound + span.upperBound) / 2
    if span.count % 2 == 1, passing.contains(lane), lane > span.lowerBound {
      return (places[lane - 1] + places[lane]) / 2
    }
    return (top + bottom) / 2
  }
}
