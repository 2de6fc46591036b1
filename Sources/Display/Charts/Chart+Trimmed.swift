extension Chart {
  /// How many times ``trimmed`` takes something away.
  static let trimmings = 4

  /// The chart without some of the words around the marks, for drawings that have no room for them:
  /// first without its legend, then without captions, ticks and title.
  func trimmed(_ steps: Int) -> Chart {
    var chart = self
    if steps > 0 { for index in layers.indices { chart.layers[index].label = nil } }
    if steps > 1 {
      chart.x.dropCaption()
      chart.y.dropCaption()
      chart.right?.dropCaption()
      if colorCaption != nil { chart.colorCaption = "" }
    }
    if steps > 2 { chart.hasTicks = false }
    if steps > 3 { chart.title = "" }
    return chart
  }

  /// The least trimmed form that leaves room for the marks, with its layout.
  func fitted<Layout>(
    _ layout: (Chart) -> Layout, hasRoom: (Layout) -> Bool
  ) -> (chart: Chart, layout: Layout) {
    for steps in 0..<Chart.trimmings {
      let chart = trimmed(steps)
      let layout = layout(chart)
      if hasRoom(layout) { return (chart, layout) }
    }
    let chart = trimmed(Chart.trimmings)
    return (chart, layout(chart))
  }
}

extension Axis {
  fileprivate mutating func dropCaption() {
    label = ""
    unit = nil
  }
}
