/// A place in a text: its line and the column there, both counted from 1.
struct TextPlace: Hashable, Sendable {
  var line: Int
  var column: Int
}

extension CircuitError {
  /// What is wrong at a place of a text.
  static func problem(
    in file: String, at place: TextPlace, _ reason: String
  ) -> CircuitError {
    .notOpenQASM(file: file, line: place.line, column: place.column, reason: reason)
  }
}

/// What a text may ask for at most, so that a short one cannot fill the memory or stop the clock.
enum ExchangeLimits {
  /// How deep brackets, loops and conditions may stand in one another.
  static let depth = 100
  /// How deep definitions of gates may be made of one another.
  static let definitionDepth = 200
  /// How many operations, iterations and qubits of operations a text may come to.
  static let work = 4_000_000
  /// How many terms an angle may have, and how many symbols may be multiplied in one.
  static let terms = 10_000
  static let factors = 64
}
