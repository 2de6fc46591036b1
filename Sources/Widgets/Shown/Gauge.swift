import Display

/// How far something has come, as a bar in a layout of widgets.
///
/// ```swift
/// let done = Gauge(0...400, label: "epochs")
/// for epoch in 1...400 { step(); done.value = Double(epoch) }
/// ```
public final class Gauge: Widget, @unchecked Sendable {
  private let range: ClosedRange<Double>

  /// Makes a bar over a range, which is within ±10¹⁵.
  public init(_ range: ClosedRange<Double> = 0...1, value: Double? = nil, label: String = "") {
    let range = range.drawable
    self.range = range
    let value = Coding<Double>.within(range).write(value ?? range.lowerBound)
    var state: [String: JSON] = [
      "min": .number(range.lowerBound), "max": .number(range.upperBound), "value": value,
    ]
    if !label.isEmpty { state["description"] = .string(label) }
    super.init(.progress, state)
  }

  /// How far it has come; a number outside the range is moved to its nearer end.
  public var value: Double {
    get { model["value"]?.number ?? range.lowerBound }
    set { set(Coding<Double>.within(range).write(newValue), as: "value") }
  }

  override var text: String {
    let width = range.upperBound - range.lowerBound
    let full = width > 0 ? Int((value - range.lowerBound) / width * 12) : 0
    let label = model["description"]?.string.map { $0 + " " } ?? ""
    return label + String(repeating: "█", count: full)
      + String(repeating: "░", count: 12 - full) + " " + shortNumber(value)
  }
}
