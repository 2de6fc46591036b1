import Display

/// A number that is typed.
///
/// ```swift
/// let seed = NumberField(1, in: 0...1000, label: "seed")
/// ```
///
/// A number outside the range is moved to its nearer end.
public final class NumberField<Value>: Control<Value>, @unchecked Sendable {
  private init(
    _ kind: WidgetKind, from low: JSON, to high: JSON, label: String, value: Value,
    coding: Coding<Value>
  ) {
    super.init(kind, ["min": low, "max": high], label: label, value: value, coding: coding)
  }

  override var valueText: String {
    "[" + ((value as? Double).map { shortNumber($0) } ?? "\(value)") + "]"
  }
}

extension NumberField where Value == Double {
  /// Makes a field for a number in a range, which is within ±10¹⁵.
  public convenience init(
    _ value: Double, in range: ClosedRange<Double> = -1e15...1e15, label: String = ""
  ) {
    let range = range.drawable
    self.init(
      .floatField, from: .number(range.lowerBound), to: .number(range.upperBound), label: label,
      value: value, coding: .within(range))
  }

  /// Makes a field for a number, and below it what a closure returns for it.
  public convenience init<Drawn>(
    _ value: Double, in range: ClosedRange<Double> = -1e15...1e15, label: String = "",
    drawing draw: @escaping (Double) throws -> Drawn
  ) {
    self.init(value, in: range, label: label)
    respond(draw)
  }
}

extension NumberField where Value == Int {
  /// Makes a field for a whole number in a range, which is within ±2⁵³.
  public convenience init(
    _ value: Int, in range: ClosedRange<Int> = -(1 << 53)...(1 << 53), label: String = ""
  ) {
    let range = range.drawable
    self.init(
      .intField, from: .integer(range.lowerBound), to: .integer(range.upperBound), label: label,
      value: value, coding: .within(range))
  }

  /// Makes a field for a whole number, and below it what a closure returns for it.
  public convenience init<Drawn>(
    _ value: Int, in range: ClosedRange<Int> = -(1 << 53)...(1 << 53), label: String = "",
    drawing draw: @escaping (Int) throws -> Drawn
  ) {
    self.init(value, in: range, label: label)
    respond(draw)
  }
}
