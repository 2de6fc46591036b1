import Numerics

/// A map of the whole space into a box, for methods that know no bounds.
///
/// Inside the box it changes nothing; within a margin of an end it bends, and beyond, it leads back. So a
/// minimum at an end has a place with slope zero and no corner.
struct BoxFold {
  private let folds: [RangeFold]

  init(_ ranges: [ClosedRange<Double>]) { folds = ranges.map(RangeFold.init) }

  /// The point of the box.
  func folded(_ point: [Double]) -> [Double] { zip(folds, point).map { $0.folded($1) } }

  /// A point that is folded to this one.
  func unfolded(_ point: [Double]) -> [Double] { zip(folds, point).map { $0.unfolded($1) } }
}

/// The map of a line into a range.
private struct RangeFold {
  let range: ClosedRange<Double>
  let margin: Double

  init(_ range: ClosedRange<Double>) {
    self.range = range
    let width = range.upperBound - range.lowerBound
    let scale = [range.lowerBound, range.upperBound].filter(\.isFinite).map { 1 + abs($0) }.max()
    margin = min(width / 2, (scale ?? 1) / 20)
  }

  func folded(_ value: Double) -> Double {
    let (low, high) = (range.lowerBound, range.upperBound)
    guard low < high else { return low }
    let place = reflected(value)
    if place < low + margin { return low + bent(place - (low - margin)) }
    if place > high - margin { return high - bent((high + margin) - place) }
    return place
  }

  /// A parabola from the mirror to the end of the margin, where it has slope 1.
  private func bent(_ distance: Double) -> Double { distance * distance / (4 * margin) }

  /// The value between both mirrors, which stand a margin outside.
  private func reflected(_ value: Double) -> Double {
    let (low, high) = (range.lowerBound - margin, range.upperBound + margin)
    if value >= low, value <= high { return value }
    guard range.isFinite else { return value < low ? 2 * low - value : 2 * high - value }
    let period = 2 * (high - low)
    let away = abs((value - low).remainder(dividingBy: period))
    return low + min(away, high - low)
  }

  func unfolded(_ value: Double) -> Double {
    let (low, high) = (range.lowerBound, range.upperBound)
    guard low < high else { return low }
    if value < low + margin { return low - margin + (4 * margin * (value - low)).squareRoot() }
    if value > high - margin { return high + margin - (4 * margin * (high - value)).squareRoot() }
    return value
  }
}
