/// What an axis measures, and how.
///
/// A plain string will do where there is nothing more to say: `x: "epoch"`.
///
/// ```swift
/// Axis("time", unit: "ms", scale: .logarithmic)
/// ```
public struct Axis: Hashable, Sendable {
  /// How values are laid out along an axis.
  public enum Scale: Hashable, Sendable {
    /// Equal differences take equal room.
    case linear
    /// Equal ratios take equal room; values that are not positive have no place.
    case logarithmic
    /// One place for each name, in the order given: 0, 1, 2 …
    case categories([String])
  }

  /// The name of what is measured.
  public var label: String
  /// The unit it is measured in.
  public var unit: String?
  /// How values are laid out.
  public var scale: Scale
  /// The values at the two ends; those of the data where there is none.
  public var range: ClosedRange<Double>?
  /// Whether values grow downwards or to the left, as the rows of a matrix do.
  public var isReversed = false

  /// Makes an axis.
  public init(
    _ label: String = "", unit: String? = nil, scale: Scale = .linear,
    range: ClosedRange<Double>? = nil
  ) {
    self.label = label
    self.unit = unit
    self.scale = scale
    self.range = range
  }

  /// What is written beside the axis: the label with its unit in brackets.
  public var caption: String {
    guard let unit, !unit.isEmpty else { return label }
    return label.isEmpty ? unit : "\(label) (\(unit))"
  }
}

extension Axis: ExpressibleByStringInterpolation {
  /// Makes an axis from its label.
  public init(stringLiteral label: String) { self.init(label) }
}
