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

  /// The plot as it is now, to keep or to show again.
  public var plot: LinePlot { live.content.plot }
}

/// The lines of a live plot, in buffers that grow at the end.
private struct GrowingPlot: Displayable, Sendable {
  var title: String
  var x: Axis
  var y: Axis
  private var names: [String] = []
  private var places: [[Double]] = []
  private var values: [[Double]] = []

  init(title: String, x: Axis, y: Axis) {
    (self.title, self.x, self.y) = (title, x, y)
  }

  mutating func append(_ value: Double, to line: String) {
    let index = index(of: line)
    places[index].append((places[index].last ?? -1) + 1)
    values[index].append(value)
  }

  mutating func append(x place: Double, _ value: Double, to line: String) {
    let index = index(of: line)
    places[index].append(place)
    values[index].append(value)
  }

  /// Lines are few, so a look through their names is quicker than a dictionary.
  private mutating func index(of line: String) -> Int {
    if let index = names.firstIndex(of: line) { return index }
    names.append(line)
    places.append([])
    values.append([])
    return names.count - 1
  }

  var plot: LinePlot {
    let series = names.indices.map {
      Series(names[$0], points: PointList(pairing: places[$0], with: values[$0]))
    }
    return LinePlot(series, title: title, x: x, y: y)
  }

  var bundle: MIMEBundle { plot.bundle }
}
