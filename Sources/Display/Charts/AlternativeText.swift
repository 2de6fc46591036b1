extension Chart {
  /// What the drawing shows, in words: its kind, its axes, and what is in it.
  public var alternativeText: String {
    var sentences = [summary.isEmpty ? "A chart" : summary]
    let axes = [("across", x.caption), ("up", y.caption), ("on the right", right?.caption ?? "")]
      .filter { !$0.1.isEmpty }.map { "\($0.1) \($0.0)" }
    if frame != .bare && !axes.isEmpty { sentences.append(axes.joined(separator: ", ")) }
    if !hasData { sentences.append("There is no data") }
    if undrawable > 0 { sentences.append(undrawableNote) }
    return sentences.joined(separator: ". ") + "."
  }

  /// How many values could not be drawn because they are not finite, or have no place on the axis.
  var undrawable: Int {
    layers.reduce(0) { count, layer in
      switch layer.mark {
      case .line(let points), .points(let points): count + points.undrawable
      case .bars(let bars): count + bars.count { !$0.value.isFinite }
      default: count
      }
    }
  }

  /// A note on the values that are missing in the drawing.
  var undrawableNote: String {
    undrawable == 1 ? "1 value is not finite" : "\(undrawable) values are not finite"
  }
}
