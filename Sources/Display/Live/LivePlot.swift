/// A line plot that grows while a cell runs.
///
/// ```swift
/// let plot = LivePlot("Moons", x: "epoch", y: "loss")
/// for epoch in 0..<40 { plot.append(train(), to: "train") }
/// ```
public final class LivePlot: Sendable {
  private let live: LiveDisplay<GrowingPlot>

  /// Shows an empty plot.
  public init(
    _ title: String = "", x: Axis = "", y: Axis = "", interval: Duration = .milliseconds(100)
  ) {
    live = LiveDisplay(GrowingPlot(title: title, x: x, y: y), interval: interval)
  }

  /// Adds a value to a line, at the place after the last; a new name begins a new line.
  public func append(_ value: Double, to line: String) {
    live.modify { $0.append(value, to: line) }
  }

  /// Adds a point to a line; a new name begins a new line.
  public func append(x: Double, y: Double, to line: String) {
    live.modify { $0.append(x: x, y, to: line) }
  }

  /// Draws the last state.
  public func finish() { live.finish() }

  /// How many points all lines have together.
  public var count: Int { live.content?.count ?? 0 }

  /// The plot as it is now, to keep or to show again.
  public var plot: LinePlot { live.content?.plot ?? LinePlot([Series]()) }
}

/// The lines of a live plot, in buffers that grow at the end.
private struct GrowingPlot: Displayable, Sendable {
  private struct Line {
    let name: String
    var places: [Double] = []
    var values: [Double] = []
  }

  let title: String
  let x: Axis
  let y: Axis
  private var lines: [Line] = []

  init(title: String, x: Axis, y: Axis) {
    (self.title, self.x, self.y) = (title, x, y)
  }

  mutating func append(x place: Double? = nil, _ value: Double, to name: String) {
    let index = index(of: name)
    lines[index].places.append(place ?? (lines[index].places.last ?? -1) + 1)
    lines[index].values.append(value)
  }

  /// Lines are few, so a look through their names is quicker than a dictionary.
  private mutating func index(of name: String) -> Int {
    if let index = lines.firstIndex(where: { $0.name == name }) { return index }
    lines.append(Line(name: name))
    return lines.count - 1
  }

  var count: Int { lines.reduce(0) { $0 + $1.values.count } }

  var plot: LinePlot {
    let series = lines.map {
      Series($0.name, points: PointList(pairing: $0.places, with: $0.values))
    }
    return LinePlot(series, title: title, x: x, y: y)
  }

  var bundle: MIMEBundle { plot.bundle }
}
