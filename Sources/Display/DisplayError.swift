/// What can be wrong with the values that a plot, a table or a picture is made of.
public enum DisplayError: Error, Hashable, Sendable {
  /// Two lists that belong together have different lengths.
  case countsDiffer(String, first: String, Int, second: String, Int)
  /// The rows of a grid have different lengths.
  case ragged(String, row: Int, count: Int, expected: Int)
  /// A row of a table has more or fewer values than there are headings.
  case rowDiffers(row: Int, count: Int, headings: Int)
  /// A number that has to lie in a range does not.
  case outside(String, value: Double, allowed: String)
  /// A list whose numbers have to grow does not.
  case notGrowing(String, index: Int, value: Double)
}

extension DisplayError: CustomStringConvertible {
  /// What was given, what is allowed and what to do.
  public var description: String {
    switch self {
    case .countsDiffer(let place, let first, let firstCount, let second, let secondCount):
      "\(place): there are \(firstCount) \(first) and \(secondCount) \(second); "
        + "give as many of the one as of the other"
    case .ragged(let place, let row, let count, let expected):
      "\(place): row \(row) has \(count) values and row 0 has \(expected); "
        + "give every row the same number"
    case .rowDiffers(let row, let count, let headings):
      "table: row \(row) has \(count) values for \(headings) headings; "
        + "give every row one value for each heading"
    case .outside(let place, let value, let allowed):
      "\(place): \(shortNumber(value)) is not allowed; give \(allowed)"
    case .notGrowing(let place, let index, let value):
      "\(place): number \(index), \(shortNumber(value)), is not above the one before it; "
        + "give numbers that grow"
    }
  }
}

/// Throws where two lists that belong together have different lengths.
func requireEqualCounts(
  _ place: String, _ first: String, _ firstCount: Int, _ second: String, _ secondCount: Int
) throws(DisplayError) {
  guard firstCount == secondCount else {
    throw .countsDiffer(place, first: first, firstCount, second: second, secondCount)
  }
}

/// Throws where the rows of a grid have different lengths.
func requireRectangle<Value>(_ place: String, _ rows: [[Value]]) throws(DisplayError) {
  guard let expected = rows.first?.count else { return }
  for (row, values) in rows.enumerated() where values.count != expected {
    throw .ragged(place, row: row, count: values.count, expected: expected)
  }
}
