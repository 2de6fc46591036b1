// What is printed, compiled once and not again in every cell.
//
// What the standard library prints is first put into an array of anything, and a number in a text is
// written by way of a protocol for streams. To inline that takes the compiler a twentieth of a second each;
// and in a cell these are preferred. They print the same.

// Nothing here has a default: to make the texts that it would stand for takes the compiler as long again.

/// Prints a text.
public func print(_ text: String) { Swift.print(text) }

/// Prints a text and what ends it.
public func print(_ text: String, terminator: String) { Swift.print(text, terminator: terminator) }

/// Prints a value.
public func print<Value>(_ value: Value) { Swift.print(value) }

/// Prints a value and what ends it.
public func print<Value>(_ value: Value, terminator: String) {
  Swift.print(value, terminator: terminator)
}

/// Prints two values.
public func print<First, Second>(_ first: First, _ second: Second) { Swift.print(first, second) }

/// Prints three values.
public func print<First, Second, Third>(_ first: First, _ second: Second, _ third: Third) {
  Swift.print(first, second, third)
}

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
