/// A rectangle in a drawing.
struct PixelFrame: Hashable {
  var left: Double
  var top: Double
  var width: Double
  var height: Double

  var right: Double { left + width }
  var bottom: Double { top + height }

  /// The largest frame inside this one, about its middle, whose sides have a ratio.
  func fitted(widthToHeight ratio: Double) -> PixelFrame {
    guard ratio.isFinite, ratio > 0 else { return self }
    let size = (width: min(width, height * ratio), height: min(height, width / ratio))
    return PixelFrame(
      left: left + (width - size.width) / 2, top: top + (height - size.height) / 2,
      width: size.width, height: size.height)
  }
}

/// Where the parts of a chart stand in an SVG drawing.
struct ChartLayout {
  static let tickSize = 11.0
  static let captionSize = 12.0
  static let titleSize = 14.0

  /// A length of a drawing, brought between 1 and 10,000.
  static func sensible(_ length: Double) -> Double {
    length.isNaN ? 1 : min(max(length, 1), 10_000)
  }

  /// A layer in the legend.
  struct Entry {
    let layer: Chart.Layer
    let text: String
    let x: Double
    let y: Double
  }

  let width: Double
  let height: Double
  /// The frame that the marks may fill.
  let room: PixelFrame
  /// The frame of the marks.
  let plot: PixelFrame
  let xTicks: [Tick]
  let yTicks: [Tick]
  let rightTicks: [Tick]
  /// The entries of the legend with their places.
  let legend: [Entry]

  init(_ chart: Chart, scales: ChartScales, width: Double, height: Double) {
    (self.width, self.height) = (width, height)
    let isBare = chart.frame == .bare
    let hasTicks = !isBare && chart.hasTicks
    var top = chart.title.isEmpty ? 12.0 : 34
    let rows = ChartLayout.legendRows(chart.legend, width: width - 24)
    legend = ChartLayout.legendPlaces(rows, top: top, width: width - 24)
    top += Double(rows.count) * 18 + (rows.isEmpty ? 0 : 4)
    let below = hasTicks ? 26.0 : 12
    let bottom = isBare ? 12.0 : below + (chart.x.caption.isEmpty ? 0 : 20)
    let roomHeight = max(height - top - bottom, 10)

    func upright(_ scale: AxisScale) -> [Tick] {
      guard hasTicks else { return [] }
      // Each row of a name axis has its name, as long as there is room for the letters.
      let count = scale.axis.isCategorical ? roomHeight / 14 : height / 50
      return scale.ticks(atMost: max(2, Int(count))).map { $0.shortened(toExtent: width / 3) }
    }
    let yTicks = upright(scales.y)
    let rightTicks = scales.right.map(upright) ?? []
    let left = ChartLayout.side(yTicks, caption: isBare ? "" : chart.y.caption)
    var right = max(
      16, ChartLayout.side(rightTicks, caption: isBare ? "" : chart.rightAxis?.caption ?? ""))
    if chart.coloredGrid != nil { right += 70 }
    room = PixelFrame(
      left: left, top: top, width: max(width - left - right, 10), height: roomHeight)
    plot =
      chart.frame == .axes
      ? room
      : room.fitted(
        widthToHeight: (scales.x.upper - scales.x.lower) / (scales.y.upper - scales.y.lower))
    self.yTicks = yTicks
    self.rightTicks = rightTicks
    xTicks = hasTicks ? ChartLayout.fitting(scales.x, width: plot.width) : []
  }

  /// As many ticks as stand side by side without touching.
  private static func fitting(_ scale: AxisScale, width: Double) -> [Tick] {
    var count = max(2, Int(width / 60))
    if case .categories(let names) = scale.axis.scale {
      let slot = width / Double(max(names.count, 1)) - 8
      if slot >= 24 {
        let short = scale.ticks(atMost: names.count).map { $0.shortened(toExtent: slot) }
        // Names that read the same say less than every second name.
        if Set(short.map(\.label)).count == Set(names).count { return short }
      }
      // No name takes less room than a letter, so that a million need not be measured.
      count = max(min(names.count, Int(width / 10)), 2)
    }
    while count > 2 {
      let ticks = scale.ticks(atMost: count)
      let widest = ticks.map { textExtent($0.label, size: tickSize) }.max() ?? 0
      if Double(ticks.count) * (widest + 8) <= width { return ticks }
      count = min(count - 1, count * 4 / 5)
    }
    return scale.ticks(atMost: 2)
  }

  /// The room beside the frame for ticks and their caption.
  private static func side(_ ticks: [Tick], caption: String) -> Double {
    let widest = ticks.map { textExtent($0.label, size: tickSize) }.max() ?? 0
    return 12 + widest + (ticks.isEmpty ? 0 : 8) + (caption.isEmpty ? 0 : 18)
  }

  private static func entryWidth(_ layer: Chart.Layer, width: Double) -> Double {
    28 + textExtent(entryText(layer, width: width), size: captionSize) + 18
  }

  /// The name of a layer, short enough for a row of its own.
  private static func entryText(_ layer: Chart.Layer, width: Double) -> String {
    let side = layer.usesRightAxis ? " →" : ""
    return shortened(layer.label ?? "", toExtent: width - 28 - 18, size: captionSize) + side
  }

  /// The entries of the legend in rows that fit.
  private static func legendRows(_ legend: [Chart.Layer], width: Double) -> [[Chart.Layer]] {
    var rows: [[Chart.Layer]] = []
    var used = Double.infinity
    for layer in legend {
      let entry = entryWidth(layer, width: width)
      if used + entry > width {
        rows.append([])
        used = 0
      }
      rows[rows.count - 1].append(layer)
      used += entry
    }
    return rows
  }

  private static func legendPlaces(
    _ rows: [[Chart.Layer]], top: Double, width: Double
  ) -> [Entry] {
    rows.enumerated().flatMap { row, layers in
      var x = 16.0
      return layers.map { layer in
        defer { x += entryWidth(layer, width: width) }
        return Entry(
          layer: layer, text: entryText(layer, width: width), x: x, y: top + 9 + Double(row) * 18)
      }
    }
  }
}
