// What is often done with lists of numbers, compiled once and not again in every cell.

extension Array where Element == Double {
  /// The least number, none of an empty list.
  public func min() -> Double? { withUnsafeBufferPointer { $0.min() } }

  /// The largest number, none of an empty list.
  public func max() -> Double? { withUnsafeBufferPointer { $0.max() } }

  /// The numbers in ascending order.
  public func sorted() -> [Double] { withUnsafeBufferPointer { $0.sorted() } }

  /// Puts the numbers in ascending order.
  public mutating func sort() { withUnsafeMutableBufferPointer { $0.sort() } }

  /// The numbers in an order drawn by chance.
  public func shuffled() -> [Double] { withUnsafeBufferPointer { $0.shuffled() } }
}

extension Double {
  /// A number drawn from a range that excludes its upper end.
  public static func random(in range: Range<Double>) -> Double {
    var generator = SystemRandomNumberGenerator()
    return random(in: range, using: &generator)
  }

  /// A number drawn from a range that includes its upper end.
  public static func random(in range: ClosedRange<Double>) -> Double {
    var generator = SystemRandomNumberGenerator()
    return random(in: range, using: &generator)
  }
}

extension Array where Element == Int {
  /// The least number, none of an empty list.
  public func min() -> Int? { withUnsafeBufferPointer { $0.min() } }

  /// The largest number, none of an empty list.
  public func max() -> Int? { withUnsafeBufferPointer { $0.max() } }

  /// The numbers in ascending order.
  public func sorted() -> [Int] { withUnsafeBufferPointer { $0.sorted() } }

  /// Puts the numbers in ascending order.
  public mutating func sort() { withUnsafeMutableBufferPointer { $0.sort() } }

  /// The numbers in an order drawn by chance.
  public func shuffled() -> [Int] { withUnsafeBufferPointer { $0.shuffled() } }
}

extension Int {
  /// A number drawn from a range that excludes its upper end.
  public static func random(in range: Range<Int>) -> Int {
    var generator = SystemRandomNumberGenerator()
    return random(in: range, using: &generator)
  }

  /// A number drawn from a range that includes its upper end.
  public static func random(in range: ClosedRange<Int>) -> Int {
    var generator = SystemRandomNumberGenerator()
    return random(in: range, using: &generator)
  }
}
