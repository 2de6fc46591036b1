/// Reads the parts of a model in the order in which they were written.
///
/// Nothing is taken on trust: a count is compared with the bytes that are left before anything is allocated.
public struct ModelReader: Sendable {
  private let bytes: [UInt8]
  private var place: Int
  private let path: String

  init(bytes: [UInt8], place: Int, path: String) {
    (self.bytes, self.place, self.path) = (bytes, place, path)
  }

  /// The error of a model whose parts do not go together.
  ///
  /// - Parameter reason: What is wrong.
  /// - Returns: An error to throw.
  public func malformed(_ reason: String) -> LearningError {
    .file(path, reason: "the model is malformed: \(reason)")
  }

  private mutating func take(_ count: Int) throws(LearningError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= bytes.count - place else { throw malformed("it ends too early") }
    place += count
    return bytes[place - count..<place]
  }

  private mutating func bits(_ width: Int) throws(LearningError) -> UInt64 {
    try take(width).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  mutating func word() throws(LearningError) -> UInt32 { UInt32(truncatingIfNeeded: try bits(4)) }

  /// Reads a whole number.
  public mutating func integer() throws(LearningError) -> Int {
    Int(truncatingIfNeeded: try bits(8))
  }

  /// Reads a whole number within limits.
  public mutating func integer(in range: ClosedRange<Int>) throws(LearningError) -> Int {
    let number = try integer()
    guard range.contains(number) else { throw malformed("\(number) is not within \(range)") }
    return number
  }

  /// Reads a finite number.
  public mutating func number() throws(LearningError) -> Double {
    let number = Double(bitPattern: try bits(8))
    guard number.isFinite else { throw malformed("a number is not finite") }
    return number
  }

  /// Reads a text.
  public mutating func text() throws(LearningError) -> String {
    let bytes = try take(integer())
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw malformed("a text is no UTF-8")
    }
    return text
  }

  /// Reads numbers.
  public mutating func numbers() throws(LearningError) -> [Double] {
    try list { reader throws(LearningError) in try reader.number() }
  }

  /// Reads whole numbers.
  public mutating func integers() throws(LearningError) -> [Int] {
    try list { reader throws(LearningError) in try reader.integer() }
  }

  /// Reads texts.
  public mutating func texts() throws(LearningError) -> [String] {
    try list { reader throws(LearningError) in try reader.text() }
  }

  /// Reads rows.
  public mutating func rows() throws(LearningError) -> [[Double]] {
    try list { reader throws(LearningError) in try reader.numbers() }
  }

  /// Reads rows that are there, all of one length.
  public mutating func table() throws(LearningError) -> [[Double]] {
    let rows = try rows()
    guard let width = rows.first?.count, width > 0, rows.allSatisfy({ $0.count == width }) else {
      throw malformed("rows are missing, or of different lengths")
    }
    return rows
  }

  private mutating func list<Element>(
    _ element: (inout ModelReader) throws(LearningError) -> Element
  ) throws(LearningError) -> [Element] {
    // Each part of a list has eight bytes at least.
    let count = try integer(in: 0...max(0, (bytes.count - place) / 8))
    var list: [Element] = []
    list.reserveCapacity(count)
    for _ in 0..<count { list.append(try element(&self)) }
    return list
  }

  /// Refuses what is behind the last part.
  func finish() throws(LearningError) {
    guard place == bytes.count else { throw malformed("something follows its end") }
  }
}
