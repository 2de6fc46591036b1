/// Where the parts of a chart stand on a sheet of characters.
struct TextLayout {
  /// The first column of the marks.
  let left: Int
  /// The first row of the marks.
  let top: Int
  /// How many characters the marks have side by side.
  let width: Int
  /// How many rows they have.
  let height: Int
  /// How many rows the marks may fill.
  let roomHeight: Int
  let titleRow: Int?
  let legendRow: Int?
  let captionRow: Int?
  let xTicks: [Tick]
  let yTicks: [Tick]
  let rightTicks: [Tick]
  let legendRows: [[Chart.Layer]]

  init(_ chart: Chart, scales: ChartScales, columns: Int, rows: Int) {
    let isBare = chart.frame == .bare
    var row = 0
    func next(if isThere: Bool, count: Int = 1) -> Int? {
      guard isThere, count > 0 else { return nil }
      defer { row += count }
      return row
    }
    legendRows = TextLayout.legendRows(chart.legend, columns: columns)
    titleRow = next(if: !chart.title.isEmpty)
    legendRow = next(if: true, count: legendRows.count)
    let captions =
      isBare
      ? ""
      : chart.y.caption + (chart.rightAxis?.caption ?? "")
        + TextLayout.colorCaption(of: chart)
    captionRow = next(if: !captions.isEmpty)
    top = row
    let hasTicks = !isBare && chart.hasTicks
    let below = isBare ? 0 : (hasTicks ? 2 : 1) + (chart.x.caption.isEmpty ? 0 : 1)
    let roomHeight = max(rows - top - below, 1)
    self.roomHeight = roomHeight

    func upright(_ scale: AxisScale) -> [Tick] {
      // Each row of a name axis can have its name.
      let count = scale.axis.isCategorical ? roomHeight : roomHeight / 3
      return hasTicks ? scale.ticks(atMost: max(2, count)) : []
    }
    yTicks = upright(scales.y)
    rightTicks = scales.right.map(upright) ?? []
    let labelLimit = max(columns / 3, 4)
    func labelWidth(_ ticks: [Tick]) -> Int {
      min(ticks.map(\.label.displayWidth).max() ?? 0, labelLimit)
    }
    left = isBare ? 0 : labelWidth(yTicks) + 2
    var right = scales.right == nil ? 0 : labelWidth(rightTicks) + 2
    if chart.coloredGrid != nil { right += TextLayout.colorBarWidth }
    let roomWidth = max(columns - left - right - (isBare ? 0 : 1), 1)
    (width, height) = TextLayout.fitted(chart, scales, width: roomWidth, height: roomHeight)
    xTicks = hasTicks ? TextLayout.fitting(scales.x, width: width) : []
  }

  /// The room for a bar of colours with its numbers.
  static let colorBarWidth = 11

  /// What stands above the bar of colours, short enough for it.
  static func colorCaption(of chart: Chart) -> String {
    chart.coloredGrid == nil ? "" : (chart.colorCaption ?? "").shortened(to: colorBarWidth - 2)
  }

  /// As many ticks as stand side by side without touching.
  private static func fitting(_ scale: AxisScale, width: Int) -> [Tick] {
    var count = max(2, width / 6)
    if case .categories(let names) = scale.axis.scale {
      let slot = width / max(names.count, 1) - 1
      if slot >= 4 {
        let short = scale.ticks(atMost: names.count).map { $0.shortened(to: slot) }
        // Names that read the same say less than every second name.
        if Set(short.map(\.label)).count == Set(names).count { return short }
      }
      // No name takes less room than a letter, so that a million need not be measured.
      count = max(min(names.count, width / 2), 2)
    }
    while count > 2 {
      let ticks = scale.ticks(atMost: count)
      let widest = ticks.map(\.label.displayWidth).max() ?? 0
      if ticks.count * (widest + 1) <= width { return ticks }
      count = min(count - 1, count * 4 / 5)
    }
    return scale.ticks(atMost: 2)
  }

  /// The size at which a unit is as long one way as the other; a character is twice as high as wide.
  private static func fitted(
    _ chart: Chart, _ scales: ChartScales, width: Int, height: Int
  ) -> (Int, Int) {
    guard chart.frame != .axes else { return (width, height) }
    let ratio = 2 * (scales.x.upper - scales.x.lower) / (scales.y.upper - scales.y.lower)
    guard ratio.isFinite, ratio > 0 else { return (width, height) }
    let fittedWidth = min(Double(width), (Double(height) * ratio).rounded())
    let fittedHeight = min(Double(height), (fittedWidth / ratio).rounded())
    return (max(Int(fittedWidth), 1), max(Int(fittedHeight), 1))
  }

  private static func legendRows(_ legend: [Chart.Layer], columns: Int) -> [[Chart.Layer]] {
    var rows: [[Chart.Layer]] = []
    var used = Int.max / 2
    for layer in legend {
      let width = entryWidth(layer, columns: columns)
      if used + width > columns {
        rows.append([])
        used = 0
      }
      rows[rows.count - 1].append(layer)
      used += width
    }
    return rows
  }

  /// The columns that an entry of the legend takes, with the gap after it.
  static func entryWidth(_ layer: Chart.Layer, columns: Int) -> Int {
    legendText(layer, columns: columns).displayWidth + 5
  }

  static func legendText(_ layer: Chart.Layer, columns: Int) -> String {
    ((layer.label ?? "") + (layer.usesRightAxis ? " →" : "")).shortened(to: max(columns - 5, 1))
  }
}
