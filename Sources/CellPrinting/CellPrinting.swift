// What is printed, compiled once and not again in every cell.
//
// What the standard library prints is first put into an array of anything. To inline that takes the compiler
// a twentieth of a second; and in a cell these are preferred. They print the same, also optional values,
// without a warning. A cell is given them only while nobody has declared a `print` of their own: two
// functions of one name and different parameters do not hide each other.
//
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
