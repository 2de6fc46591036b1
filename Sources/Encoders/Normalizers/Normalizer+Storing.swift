public import Storage

extension Normalizer: StorableModel {
  /// `normalizer`.
  public static let kind = "normalizer"

  /// Reads what was fitted.
  public init(from reader: inout ModelReader) throws(StorageError) {
    let (name, count) = (try reader.text(), try reader.integer(in: 0...1 << 30))
    let isUnit = try reader.integer(in: 0...1) == 1
    let outside = try reader.integer(in: 0...1) == 1 ? Outside.clip : .refuse
    var columns: [Column] = []
    for _ in 0..<(isUnit ? 0 : count) { columns.append(try Column(from: &reader)) }
    self.init(name, columns, featureCount: count, isUnit: isUnit, outside: outside)
  }

  /// Writes what was fitted.
  public func write(to writer: inout ModelWriter) throws(StorageError) {
    writer.write(name)
    writer.write(featureCount)
    writer.write(isUnit ? 1 : 0)
    writer.write(outside == .clip ? 1 : 0)
    for column in columns { column.write(to: &writer) }
  }
}

extension Normalizer.Column {
  init(from reader: inout ModelReader) throws(StorageError) {
    let numbers = try reader.numbers()
    guard numbers.count == 4, numbers[1] != 0 else {
      throw reader.malformed("a column is not made of four numbers")
    }
    self.init(
      center: numbers[0], divisor: numbers[1], factor: numbers[2], offset: numbers[3],
      bounds: try reader.bounds(), interval: try reader.bounds())
  }

  func write(to writer: inout ModelWriter) {
    writer.write([center, divisor, factor, offset])
    for range in [bounds, interval] {
      // Bounds beyond all numbers bound nothing.
      writer.write(
        range.map { [$0.lowerBound, $0.upperBound] }?.map {
          max(-.greatestFiniteMagnitude, min($0, .greatestFiniteMagnitude))
        } ?? [])
    }
  }
}

extension ModelReader {
  /// Reads two ends, or nothing.
  fileprivate mutating func bounds() throws(StorageError) -> ClosedRange<Double>? {
    let ends = try numbers()
    if ends.isEmpty { return nil }
    guard ends.count == 2, ends[0] <= ends[1] else { throw malformed("a range has no two ends") }
    return ends[0]...ends[1]
  }
}
