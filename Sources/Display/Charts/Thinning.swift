/// Where something in a drawing starts and ends; for a point the same place twice.
struct Ends {
  var start: PixelPoint
  var end: PixelPoint

  var isFinite: Bool {
    start.x.isFinite && start.y.isFinite && end.x.isFinite && end.y.isFinite
  }
}

/// Of things too many to be told apart, one for each pair of small squares from which and to which
/// they go.
///
/// The squares grow until no more than `limit` things are left; the outermost always stay.
///
/// - Parameters:
///   - things: The places of the things.
///   - limit: How many may stay.
///   - side: The side of the first squares.
/// - Returns: The numbers of those that stay, and the side of the squares; 0 where all stay.
func thinned(_ things: [Ends], limit: Int, side: Double = 0.5) -> (kept: [Int], side: Double) {
  guard things.count > limit else { return (Array(things.indices), 0) }
  struct Squares: Hashable {
    let start: Int
    let end: Int
  }
  func square(_ point: PixelPoint, _ side: Double) -> Int {
    // Far outside the drawing one square is as good as another.
    let column = Int(min(max(point.x / side, -2), 40_000))
    return Int(min(max(point.y / side, -2), 40_000)) << 32 + column
  }
  let outermost = [
    things.indices.min { things[$0].start.x < things[$1].start.x },
    things.indices.max { things[$0].end.x < things[$1].end.x },
    things.indices.min { things[$0].start.y < things[$1].start.y },
    things.indices.max { things[$0].end.y < things[$1].end.y },
  ].compactMap(\.self)
  var kept = Array(things.indices)
  var side = side / 2
  while kept.count > limit && side < 1e5 {
    side *= 2
    var taken: Set<Squares> = []
    kept = kept.filter { index in
      let (start, end) = (things[index].start, things[index].end)
      return taken.insert(Squares(start: square(start, side), end: square(end, side))).inserted
    }
  }
  return (outermost + kept, side)
}

extension [Mark.Bar] {
  /// The bars, those in one column of the drawing made one that reaches as far as they do.
  ///
  /// - Parameters:
  ///   - x: The horizontal axis.
  ///   - y: The vertical axis.
  ///   - width: How many columns the drawing has, for bars that stand.
  ///   - height: How many rows it has, for bars that lie.
  /// - Returns: At most two bars for each column and row, one to each side of the base.
  func merged(x: AxisScale, y: AxisScale, width: Double, height: Double) -> [Mark.Bar] {
    guard Double(count) > 2 * Swift.min(width, height) else { return self }
    var apart: [Mark.Bar] = []
    var shared: [Int: Mark.Bar] = [:]
    for bar in self where bar.value.isFinite {
      let (scale, slots) = bar.isHorizontal ? (y, height) : (x, width)
      let first = scale.position(bar.sides.lowerBound) * slots
      let last = scale.position(bar.sides.upperBound) * slots
      guard abs(last - first) < 1 else {
        apart.append(bar)
        continue
      }
      let slot = Int(Swift.min(Swift.max(((first + last) / 2).rounded(.down), -1), slots + 1))
      let key = slot * 4 + (bar.isHorizontal ? 2 : 0) + (bar.value < bar.base ? 1 : 0)
      shared[key] = shared[key].map { $0.joined(with: bar) } ?? bar
    }
    return apart + shared.sorted { $0.key < $1.key }.map(\.value)
  }
}

extension Mark.Bar {
  /// The least bar that covers this one and another that grows the same way.
  fileprivate func joined(with other: Mark.Bar) -> Mark.Bar {
    let isDown = value < base
    return Mark.Bar(
      sides: min(
        sides.lowerBound, other.sides.lowerBound)...max(
          sides.upperBound, other.sides.upperBound),
      base: isDown ? max(base, other.base) : min(base, other.base),
      value: isDown ? min(value, other.value) : max(value, other.value), isHorizontal: isHorizontal)
  }
}
