import Glibc

/// A row of the table of goals.
package struct ReportRow {
  /// Workload and size, `timer/1000`.
  package let name: String
  package let median: Double
  package let goal: Double

  package init(name: String, median: Double, goal: Double) {
    self.name = name
    self.median = median
    self.goal = goal
  }

  /// How far the median is from its goal: 10 is ten times too slow, -3 twice as fast as asked.
  package var decibels: Double { 10 * log10(median / goal) }

  /// The row as text, with a bar that grows to the left when fast and to the right when slow.
  package var text: String {
    let steps = max(-10, min(10, Int(decibels.rounded())))
    let faster = String(repeating: "<", count: max(0, -steps))
    let slower = String(repeating: ">", count: max(0, steps))
    let sign = decibels < 0 ? "-" : "+"
    return [
      padded(name, 28), padded(time(median), 10, left: true), padded(time(goal), 10, left: true),
      padded(sign + fixed(abs(decibels), digits: 1) + " dB", 10, left: true),
      "  [" + padded(faster, 10, left: true) + "|" + padded(slower, 10) + "]",
    ].joined()
  }

  package static let heading =
    padded("benchmark", 28) + padded("median", 10, left: true) + padded("goal", 10, left: true)
    + padded("distance", 10, left: true) + "  [    faster|slower    ]"
}

/// A time in the unit that suits it, with three figures: `1.23 ms`.
package func time(_ seconds: Double) -> String {
  let units = [(1.0, "s"), (1e-3, "ms"), (1e-6, "us"), (1e-9, "ns")]
  let (unit, name) = units.first { seconds >= $0.0 } ?? (1e-9, "ns")
  let value = seconds / unit
  return fixed(value, digits: value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2) + " " + name
}

/// A number that is not negative with so many digits after its point.
func fixed(_ value: Double, digits: Int) -> String {
  guard value.isFinite, value < 1e15 else { return "\(value)" }
  if digits == 0 { return "\(Int(value.rounded()))" }
  let scale = Int(pow(10, Double(digits)))
  let scaled = Int((value * Double(scale)).rounded())
  let fraction = "\(scaled % scale)"
  return "\(scaled / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
}

private func padded(_ text: String, _ width: Int, left: Bool = false) -> String {
  let blanks = String(repeating: " ", count: max(0, width - text.count))
  return left ? blanks + text : text + blanks
}
