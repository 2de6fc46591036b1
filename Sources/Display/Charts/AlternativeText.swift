extension Chart {
  /// What the drawing shows, in words: its kind, its axes, and what is in it.
  public var alternativeText: String {
    var sentences = [summary.isEmpty ? "A chart" : summary]
    let axes = [
      ("across", x.caption), ("up", y.caption), ("on the right", rightAxis?.caption ?? ""),
    ]
    .filter { !$0.1.isEmpty }.map { "\($0.1) \($0.0)" }
    if frame != .bare && !axes.isEmpty { sentences.append(axes.joined(separator: ", ")) }
    if !hasData { sentences.append("There is no data") }
    sentences += undrawableNotes
    return sentences.joined(separator: ". ") + "."
  }

  /// What is missing in the drawing, and why.
  private var undrawableNotes: [String] {
    var (notFinite, notPositive) = (0, 0)
    for layer in layers {
      let vertical = layer.usesRightAxis ? rightAxis ?? y : y
      let points = layer.mark.positions
      for index in 0..<points.count {
        let (across, up) = (points.x[index], points.y[index])
        if !across.isFinite || !up.isFinite {
          notFinite += 1
        } else if x.scale == .logarithmic && across <= 0
          || vertical.scale == .logarithmic && up <= 0
        {
          notPositive += 1
        }
      }
    }
    func note(_ count: Int, _ what: String) -> String? {
      count == 0
        ? nil : "\(count) \(count == 1 ? "value is" : "values are") not \(what) and left out"
    }
    return [note(notFinite, "finite"), note(notPositive, "positive")].compactMap(\.self)
  }
}

extension Mark {
  /// The points that a mark stands for, as far as they may be left out one by one.
  fileprivate var positions: PointList {
    switch self {
    case .line(let points), .points(let points): points
    case .bars(let bars):
      // A bar on a logarithmic axis is left out by its value alone.
      PointList(
        pairing: bars.map { $0.isHorizontal ? $0.value : 1 },
        with: bars.map { $0.isHorizontal ? 1 : $0.value })
    default: PointList([])
    }
  }
}
