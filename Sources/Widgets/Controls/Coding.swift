import Display

/// How a value goes to the page and comes back from it.
struct Coding<Value> {
  /// The value for what the page says, moved to where it is allowed; nothing for another type.
  let read: (JSON) -> Value?
  let write: (Value) -> JSON
}

extension Coding<Double> {
  /// Finite numbers in a range.
  static func within(_ range: ClosedRange<Double>) -> Coding {
    Coding(
      read: { $0.number.flatMap { $0.isFinite ? $0.clamped(to: range) : nil } },
      write: { .number($0.isFinite ? $0.clamped(to: range) : range.lowerBound) })
  }
}

extension Coding<Int> {
  /// Whole numbers in a range.
  static func within(_ range: ClosedRange<Int>) -> Coding {
    Coding(
      read: { $0.integer.map { $0.clamped(to: range) } },
      write: { .integer($0.clamped(to: range)) })
  }
}

extension Coding<Bool> {
  static var truth: Coding { Coding(read: \.bool, write: { .bool($0) }) }
}

extension Coding<String> {
  static var text: Coding { Coding(read: \.string, write: { .string($0) }) }
}

extension Comparable {
  func clamped(to range: ClosedRange<Self>) -> Self {
    min(max(self, range.lowerBound), range.upperBound)
  }
}

extension ClosedRange<Double> {
  /// The range with ends that are finite, and so near that steps between them can be told apart.
  var drawable: ClosedRange { clamped(to: -1e15...1e15) }
}

extension ClosedRange<Int> {
  /// The range with ends that a page, whose numbers are all of 64-bit floating point, can tell apart.
  var drawable: ClosedRange { clamped(to: -(1 << 53)...(1 << 53)) }
}
