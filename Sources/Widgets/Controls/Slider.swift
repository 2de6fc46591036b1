import Display
import Glibc

/// A value that is chosen by sliding.
///
/// With a closure, what the closure returns stands below the slider and follows it:
///
/// ```swift
/// Slider(0...(2 * .pi), label: "θ") { θ in circuit(θ) }
/// ```
///
/// A value outside the range is moved to its nearer end; a step that is not positive is replaced by the
/// usual one.
public final class Slider<Value>: Control<Value>, @unchecked Sendable {
  private let fraction: (Value) -> Double

  private init(
    _ kind: WidgetKind, _ state: [String: JSON], label: String, value: Value,
    coding: Coding<Value>, fraction: @escaping (Value) -> Double
  ) {
    self.fraction = fraction
    super.init(kind, state, label: label, value: value, coding: coding)
  }

  override var valueText: String {
    let columns = 12
    let place = Int(fraction(value) * Double(columns - 1) + 0.5)
    let track = (0..<columns).map { $0 == place ? "●" : $0 < place ? "━" : "─" }.joined()
    return track + " " + ((value as? Double).map { shortNumber($0) } ?? "\(value)")
  }
}

extension Slider where Value == Double {
  /// Makes a slider over numbers.
  ///
  /// - Parameters:
  ///   - range: From where to where it goes, within ±10¹⁵.
  ///   - step: How far apart the values are; a hundredth of the range by default, or a little less so
  ///     that it is a round number.
  ///   - value: Where it stands at first; at the lower end by default.
  ///   - label: What stands before it.
  public convenience init(
    _ range: ClosedRange<Double>, step: Double? = nil, value: Double? = nil, label: String = ""
  ) {
    let range = range.drawable
    let width = range.upperBound - range.lowerBound
    let step = step.flatMap { $0.isFinite && $0 > 0 ? $0 : nil } ?? usualStep(width)
    let coding = Coding<Double>.within(range)
    self.init(
      .floatSlider,
      [
        "min": .number(range.lowerBound), "max": .number(range.upperBound), "step": .number(step),
        "readout_format": ".4~g",
      ], label: label, value: value ?? range.lowerBound, coding: coding,
      fraction: { width > 0 ? ($0 - range.lowerBound) / width : 0 })
  }

  /// Makes a slider over numbers, and below it what a closure returns for its value.
  public convenience init<Drawn>(
    _ range: ClosedRange<Double>, step: Double? = nil, value: Double? = nil, label: String = "",
    drawing draw: @escaping (Double) throws -> Drawn
  ) {
    self.init(range, step: step, value: value, label: label)
    respond(draw)
  }
}

extension Slider where Value == Int {
  /// Makes a slider over whole numbers.
  ///
  /// - Parameters:
  ///   - range: From where to where it goes, within ±2⁵³.
  ///   - step: How far apart the values are.
  ///   - value: Where it stands at first; at the lower end by default.
  ///   - label: What stands before it.
  public convenience init(
    _ range: ClosedRange<Int>, step: Int = 1, value: Int? = nil, label: String = ""
  ) {
    let range = range.drawable
    let width = Double(range.upperBound) - Double(range.lowerBound)
    self.init(
      .intSlider,
      [
        "min": .integer(range.lowerBound), "max": .integer(range.upperBound),
        "step": .integer(max(step, 1)),
      ], label: label, value: value ?? range.lowerBound, coding: .within(range),
      fraction: { width > 0 ? (Double($0) - Double(range.lowerBound)) / width : 0 })
  }

  /// Makes a slider over whole numbers, and below it what a closure returns for its value.
  public convenience init<Drawn>(
    _ range: ClosedRange<Int>, step: Int = 1, value: Int? = nil, label: String = "",
    drawing draw: @escaping (Int) throws -> Drawn
  ) {
    self.init(range, step: step, value: value, label: label)
    respond(draw)
  }
}

/// The largest of 1, 2 and 5 times a power of ten that is not above a hundredth of a width.
private func usualStep(_ width: Double) -> Double {
  guard width > 0 else { return 1 }
  let power = pow(10, floor(log10(width / 100)))
  let factor = [5.0, 2, 1].first { $0 * power <= width / 100 * (1 + 1e-9) } ?? 1
  // Powers below 1 are not exact; their reciprocals are.
  return power < 1 ? factor / (1 / power).rounded() : factor * power
}
