/// Rows and columns of values with a heading.
///
/// Numbers stand to the right, with as many digits as tell them apart; everything else stands to the
/// left.
///
/// ```swift
/// try Table(["method", "accuracy", "runs"], [["Adam", 0.953, 1200], ["SPSA", 0.921, 400]])
/// ```
public struct Table: Displayable, Hashable, Sendable {
  /// What stands in one place of a table.
  public enum Cell: Hashable, Sendable {
    /// Words.
    case text(String)
    /// A number, written short.
    case number(Double)
    /// A whole number, written in full.
    case integer(Int)

    /// The cell in characters, without line breaks.
    var text: String {
      switch self {
      case .text(let text): text.singleLine
      case .number(let number): shortNumber(number)
      case .integer(let number): String(number)
      }
    }

    var isNumber: Bool { if case .text = self { false } else { true } }
  }

  /// The headings.
  public let columns: [String]
  /// The rows, each with one value for each heading.
  public let rows: [[Cell]]
  /// Whether every value of a column is a number, for each column.
  let isNumeric: [Bool]
  /// What stands above the table.
  public var title: String
  /// How many rows are shown before the middle is left out.
  public var shownRows = 40

  /// Makes a table.
  /// - Throws: ``DisplayError`` where a row has not one value for each heading.
  public init(
    _ columns: [String], _ rows: [[Cell]], title: String = ""
  ) throws(DisplayError) {
    for (index, row) in rows.enumerated() where row.count != columns.count {
      throw .rowDiffers(row: index + 1, count: row.count, headings: columns.count)
    }
    self.columns = columns.map(\.singleLine)
    self.rows = rows
    isNumeric = columns.indices.map { column in
      !rows.isEmpty && rows.allSatisfy { $0[column].isNumber }
    }
    self.title = title
  }

  /// The table as text and as a piece of a web page.
  public var bundle: MIMEBundle { MIMEBundle(text: text).adding(.html, html) }

  /// The rows that are shown, in two parts where the middle is left out.
  var shown: (first: ArraySlice<[Cell]>, hidden: Int, last: ArraySlice<[Cell]>) {
    let limit = max(shownRows, 2)
    guard rows.count > limit else { return (rows[...], 0, []) }
    let half = limit / 2
    return (rows.prefix(limit - half), rows.count - limit, rows.suffix(half))
  }
}

extension Table.Cell: ExpressibleByStringInterpolation, ExpressibleByFloatLiteral,
  ExpressibleByIntegerLiteral
{
  /// Makes words from a literal.
  public init(stringLiteral value: String) { self = .text(value) }
  /// Makes a number from a literal.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// Makes a whole number from a literal.
  public init(integerLiteral value: Int) { self = .integer(value) }

  /// Makes a cell of words from any value that has some.
  public init(_ value: some CustomStringConvertible) { self = .text(value.description) }
  /// Makes a cell of a number.
  public init(_ value: Double) { self = .number(value) }
  /// Makes a cell of a whole number.
  public init(_ value: Int) { self = .integer(value) }
}
