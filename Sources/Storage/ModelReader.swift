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
  public func malformed(_ reason: String) -> StorageError {
    .file(path, reason: "it is malformed: \(reason)")
  }

  private mutating func take(_ count: Int) throws(StorageError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= bytes.count - place else { throw malformed("it ends too early") }
    place += count
    return bytes[place - count..<place]
  }

  private mutating func bits(_ width: Int) throws(StorageError) -> UInt64 {
    try take(width).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  mutating func word() throws(StorageError) -> UInt32 { UInt32(truncatingIfNeeded: try bits(4)) }

  /// Reads a whole number.
  public mutating func integer() throws(StorageError) -> Int {
    Int(truncatingIfNeeded: try bits(8))
  }

  /// Reads a whole number within limits.
  public mutating func integer(in range: ClosedRange<Int>) throws(StorageError) -> Int {
    let number = try integer()
    guard range.contains(number) else { throw malformed("\(number) is not within \(range)") }
    return number
  }

  /// Reads a finite number.
  public mutating func number() throws(StorageError) -> Double {
    let number = Double(bitPattern: try bits(8))
    guard number.isFinite else { throw malformed("a number is not finite") }
    return number
  }

  /// Reads a text.
  public mutating func text() throws(StorageError) -> String {
    let bytes = try take(integer())
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw malformed("a text is no UTF-8")
    }
    return text
  }

  /// Reads numbers.
  public mutating func numbers() throws(StorageError) -> [Double] {
    try list { reader throws(StorageError) in try reader.number() }
  }

  /// Reads numbers that need not be finite, as the losses of training.
  public mutating func anyNumbers() throws(StorageError) -> [Double] {
    try list { reader throws(StorageError) in Double(bitPattern: try reader.bits(8)) }
  }

  /// Reads whole numbers.
  public mutating func integers() throws(StorageError) -> [Int] {
    try list { reader throws(StorageError) in try reader.integer() }
  }

  /// Reads texts.
  public mutating func texts() throws(StorageError) -> [String] {
    try list { reader throws(StorageError) in try reader.text() }
  }

  /// Reads rows.
  public mutating func rows() throws(StorageError) -> [[Double]] {
    try list { reader throws(StorageError) in try reader.numbers() }
  }

  /// Reads rows that are there, all of one length.
  public mutating func table() throws(StorageError) -> [[Double]] {
    let rows = try rows()
    guard let width = rows.first?.count, width > 0, rows.allSatisfy({ $0.count == width }) else {
      throw malformed("rows are missing, or of different lengths")
    }
    return rows
  }

  private mutating func list<Element>(
    _ element: (inout ModelReader) throws(StorageError) -> Element
  ) throws(StorageError) -> [Element] {
    // Each part of a list has eight bytes at least.
    let count = try integer(in: 0...max(0, (bytes.count - place) / 8))
    var list: [Element] = []
    list.reserveCapacity(count)
    for _ in 0..<count { list.append(try element(&self)) }
    return list
  }

  /// Refuses what is behind the last part.
  func finish() throws(StorageError) {
    guard place == bytes.count else { throw malformed("something follows its end") }
  }
}
