import Numerics

/// Between which values each weight may lie.
///
/// ```swift
/// Bounds.all(-.pi ... .pi)         // the same for every weight
/// Bounds.each([0...1, -1...1])     // one range for each
/// ```
public struct Bounds: Hashable, Sendable {
  private enum Form: Hashable, Sendable {
    case none, all(ClosedRange<Double>), each([ClosedRange<Double>])
  }

  private let form: Form

  /// Weights may have any value.
  public static let none: Bounds = Bounds(form: .none)

  /// The same range for every weight; an end may be infinite.
  public static func all(_ range: ClosedRange<Double>) -> Bounds { Bounds(form: .all(range)) }

  /// A range for each weight; ends may be infinite.
  public static func each(_ ranges: [ClosedRange<Double>]) -> Bounds { Bounds(form: .each(ranges)) }

  /// Whether any value is allowed.
  var isNone: Bool { form == .none }

  /// The ranges of so many weights that begin at a point.
  ///
  /// - Throws: `OptimizerError` if there are not as many as weights, or the start lies outside.
  func ranges(for start: [Double], _ who: String) throws(OptimizerError) -> [ClosedRange<Double>] {
    let ranges: [ClosedRange<Double>]
    switch form {
    case .none: ranges = Array(repeating: -.infinity ... .infinity, count: start.count)
    case .all(let range): ranges = Array(repeating: range, count: start.count)
    case .each(let each): ranges = each
    }
    guard ranges.count == start.count else {
      throw .wrongCount(who, what: "the list of bounds", given: ranges.count, expected: start.count)
    }
    for (index, range) in ranges.enumerated() where !range.contains(start[index]) {
      throw .unfitBounds(
        who, index: index, given: "the start is \(fullText(start[index]))",
        allowed:
          "the bounds allow \(fullText(range.lowerBound)) to \(fullText(range.upperBound)); "
          + "begin between them")
    }
    return ranges
  }
}

extension ClosedRange<Double> {
  /// The nearest value that lies in the range.
  func nearest(to value: Double) -> Double { Swift.min(Swift.max(value, lowerBound), upperBound) }

  /// Whether both ends are finite.
  var isFinite: Bool { lowerBound.isFinite && upperBound.isFinite }
}
