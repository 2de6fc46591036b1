/// What one run of a program costs, in steps of each kind, and how large its parts are.
///
/// A core has a price for each kind of step; the products are what is printed before a way is chosen.
public struct EdgeWork: Hashable, Sendable {
  /// Products of whole numbers that are added up.
  public var wholeProducts = 0
  /// Products in single precision that are added up.
  public var floatProducts = 0
  /// Sines and cosines together, from a table of whole numbers.
  public var wholeTurns = 0
  /// Sines and cosines together, in single precision.
  public var floatTurns = 0
  /// Numbers that are scaled, rounded and cut.
  public var roundings = 0
  /// Passes through a loop besides the products in it.
  public var passes = 0
  /// Bytes of constants.
  public var constantBytes = 0
  /// Bytes of code, about, on a core with short instructions.
  public var codeBytes = 0
  /// Bytes of variables that stay.
  public var staticBytes = 0
  /// Bytes of variables while it runs.
  public var stackBytes = 0

  /// No work.
  public init() {}
}
