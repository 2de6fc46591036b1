// What is put into texts, compiled once and not again in every cell.
//
// The standard library writes a number into a text by way of a protocol for streams. To inline that takes
// the compiler a twentieth of a second; and in a cell these are preferred.

extension DefaultStringInterpolation {
  /// Puts a text in.
  public mutating func appendInterpolation(_ value: String) { appendLiteral(value) }

  /// Puts a number in.
  public mutating func appendInterpolation(_ value: Int) { appendLiteral(value.description) }

  /// Puts a number in.
  public mutating func appendInterpolation(_ value: Double) { appendLiteral(value.description) }

  /// Puts a number in.
  public mutating func appendInterpolation(_ value: Float) { appendLiteral(value.description) }

  /// Puts `true` or `false` in.
  public mutating func appendInterpolation(_ value: Bool) { appendLiteral(value.description) }
}
