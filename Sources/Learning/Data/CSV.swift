internal import Storage

/// A table of words, read from a text with separators (RFC 4180).
///
/// ```swift
/// let table = try CSV(path: "plants.csv")
/// let data = try table.dataSet(labels: "species", leavingOut: ["id"], missing: .mean)
/// ```
///
/// Fields may stand in quotes; then they may hold separators, line ends, and quotes that are doubled. Lines end in LF or
/// CRLF, and empty lines are passed over.
public struct CSV: Hashable, Sendable {
  /// A field, and where it begins; line and column count from 1.
  struct Field: Hashable, Sendable {
    var text: String
    var line: Int
    var column: Int
  }

  /// What errors call the text.
  public let name: String
  /// What the columns are called; `x0` and so on for a text without a header.
  public let columnNames: [String]
  let rows: [[Field]]

  /// How many rows there are, without the header.
  public var rowCount: Int { rows.count }

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - separator: What stands between fields.
  ///   - hasHeader: Whether the first line has names.
  ///   - name: What errors call the text.
  /// - Throws: ``LearningError/unreadable(_:line:column:reason:)`` for quotes that do not close or stand within a field, for a
  ///   row with more or fewer fields than the first, and for two columns of one name;
  ///   ``LearningError/empty(_:)`` for a text without rows.
  /// - Complexity: O(*n*) in the length of the text.
  public init(
    _ text: String, separator: Character = ",", hasHeader: Bool = true, name: String = "CSV"
  ) throws(LearningError) {
    try self.init(bytes: Array(text.utf8), separator: separator, hasHeader: hasHeader, name: name)
  }

  /// Reads a file of UTF-8 text, which gzip may have packed.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - separator: What stands between fields.
  ///   - hasHeader: Whether the first line has names.
  /// - Throws: ``LearningError/file(_:reason:)`` for a file that cannot be read, and what a text throws.
  public init(
    path: String, separator: Character = ",", hasHeader: Bool = true
  ) throws(LearningError) {
    let bytes = try learning { try WholeFile.readUnpacked(path) }
    try self.init(bytes: bytes, separator: separator, hasHeader: hasHeader, name: path)
  }

  private init(
    bytes: [UInt8], separator: Character, hasHeader: Bool, name: String
  ) throws(LearningError) {
    guard let mark = separator.asciiValue, mark != UInt8(ascii: "\""), mark != 10, mark != 13 else {
      throw .unfit(
        name, given: "the separator “\(separator)”",
        allowed: "it is an ASCII sign, as , or ; or \\t")
    }
    var reader = CSVReader(bytes: bytes, separator: mark, name: name)
    var rows = try reader.rows()
    guard let first = rows.first else { throw .empty(name) }
    if let row = rows.first(where: { $0.count != first.count }), let last = row.last {
      throw .unreadable(
        name, line: last.line, column: last.column,
        reason: "the row has \(row.count) field\(row.count == 1 ? "" : "s"), and the first has "
          + "\(first.count); quote fields that hold separators")
    }
    if hasHeader {
      rows.removeFirst()
      try CSV.checkNames(first, name)
    }
    guard !rows.isEmpty else { throw .empty(name) }
    self.name = name
    self.rows = rows
    columnNames = hasHeader ? first.map(\.text) : first.indices.map { "x\($0)" }
  }

  private static func checkNames(_ header: [Field], _ name: String) throws(LearningError) {
    var seen: Set<String> = []
    for field in header where !seen.insert(field.text).inserted {
      throw .unreadable(
        name, line: field.line, column: field.column,
        reason: "a second column “\(field.text)”; columns have names of their own")
    }
  }
}
