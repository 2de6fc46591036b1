import Glibc

/// An axis with its two ends settled: it knows where each value stands.
package struct AxisScale {
  let axis: Axis
  /// The two ends, in the measure of the layout: exponents of ten on a logarithmic axis.
  let lower: Double
  let upper: Double
  /// Whether only whole numbers have a meaning on it.
  let isWhole: Bool

  /// Settles the ends from the range that the axis asks for, or else from the data.
  package init(_ axis: Axis, data: Extent, padding: Double, isWhole: Bool = false) {
    self.axis = axis
    self.isWhole = isWhole
    switch axis.scale {
    case .categories(let names):
      (lower, upper) = (-0.5, Double(max(names.count, 1)) - 0.5)
    case .linear:
      (lower, upper) = AxisScale.ends(
        asked: axis.range, data: data.finite, padding: padding, keepingZero: data.hasBaseline)
    case .logarithmic:
      let asked = axis.range.flatMap { range in
        range.lowerBound > 0 ? log10(range.lowerBound)...log10(range.upperBound) : nil
      }
      let data = data.positive.map { log10($0.lowerBound)...log10($0.upperBound) }
      (lower, upper) = AxisScale.ends(asked: asked, data: data, padding: padding)
    }
  }

  var isLogarithmic: Bool { axis.scale == .logarithmic }

  /// The value at the lower of the two ends.
  var least: Double { isLogarithmic ? pow(10, lower) : lower }

  /// Where a value stands between the two ends, 0 to 1; not finite where it has no place.
  package func position(_ value: Double) -> Double {
    position(measured: isLogarithmic ? log10(value) : value)
  }

  /// Where a number in the measure of the layout stands between the two ends.
  func position(measured value: Double) -> Double {
    // Halves, since the distance of two large numbers may be no finite number.
    let position = (value / 2 - lower / 2) / (upper / 2 - lower / 2)
    return axis.isReversed ? 1 - position : position
  }

  /// The value that stands at a place between the two ends.
  package func value(at position: Double) -> Double {
    let part = axis.isReversed ? 1 - position : position
    let value = lower * (1 - part) + upper * part
    return isLogarithmic ? pow(10, value) : value
  }

  private static func ends(
    asked: ClosedRange<Double>?, data: ClosedRange<Double>?, padding: Double,
    keepingZero: Bool = false
  ) -> (Double, Double) {
    if let asked, asked.lowerBound.isFinite, asked.upperBound.isFinite {
      return widened(asked.lowerBound, asked.upperBound)
    }
    guard let data else { return (0, 1) }
    let (lower, upper) = widened(data.lowerBound, data.upperBound)
    let room = (upper / 2 - lower / 2) * 2 * padding
    // Bars and areas that stand on zero stay on it.
    let padsLower = !(keepingZero && lower == 0)
    let padsUpper = !(keepingZero && upper == 0)
    return (
      limited(padsLower ? lower - room : lower), limited(padsUpper ? upper + room : upper)
    )
  }

  /// Makes room around a single value.
  private static func widened(_ lower: Double, _ upper: Double) -> (Double, Double) {
    let (lower, upper) = (limited(lower), limited(upper))
    let least = max(abs(lower), abs(upper)) * 1e-12
    guard upper / 2 - lower / 2 <= least else { return (lower, upper) }
    let room = lower == 0 && upper == 0 ? 1 : max(abs(lower) * 0.5, Double.leastNormalMagnitude)
    return (limited(lower - room), limited(upper + room))
  }

  /// The largest numbers leave no room for arithmetic beside them.
  private static func limited(_ value: Double) -> Double { min(max(value, -1e307), 1e307) }
}

/// The least and the greatest of the values along an axis.
package struct Extent {
  private(set) var finite: ClosedRange<Double>?
  /// The extent of the values above zero.
  private(set) var positive: ClosedRange<Double>?
  /// Whether something stands on zero.
  var hasBaseline = false

  mutating func add(_ value: Double) {
    guard value.isFinite else { return }
    finite = Extent.grown(finite, value)
    if value > 0 { positive = Extent.grown(positive, value) }
  }

  package init() {}

  package mutating func add(_ values: [Double]) {
    var (low, high, lowPositive) = (Double.infinity, -Double.infinity, Double.infinity)
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
      if value > 0 { lowPositive = min(lowPositive, value) }
    }
    for value in [low, high, lowPositive] { add(value) }
  }

  private static func grown(_ range: ClosedRange<Double>?, _ value: Double) -> ClosedRange<Double> {
    guard let range else { return value...value }
    return min(range.lowerBound, value)...max(range.upperBound, value)
  }
}
