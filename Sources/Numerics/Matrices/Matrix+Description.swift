extension Matrix: CustomStringConvertible {
  /// The matrix as aligned columns, numbers with four decimals, a large one elided.
  ///
  /// ```
  /// [0.7071   0.7071]
  /// [0.7071  -0.7071]
  /// ```
  public var description: String {
    guard rowCount > 0, columnCount > 0 else { return "[\(shape)]" }
    let rows = shownIndices(rowCount, limit: 10)
    let columns = shownIndices(columnCount, limit: 10)
    let table = rows.map { row in
      columns.map { column in
        guard let row, let column else { return row == nil ? "⋮" : "…" }
        return text(of: elements[row * columnCount + column])
      }
    }
    let lines = aligned(table).map { "[\($0)]" }
    let isElided = rows.contains(nil) || columns.contains(nil)
    return lines.joined(separator: "\n") + (isElided ? "\n\(shape)" : "")
  }

  private func text(of element: Element) -> String {
    (element as? any ShortlyDescribed)?.shortDescription ?? shortText(element.real)
  }
}

/// A complex number of any precision, for the description of a matrix.
private protocol ShortlyDescribed { var shortDescription: String { get } }

extension Complex: ShortlyDescribed {}

/// The indices that are shown, nil for the gap.
private func shownIndices(_ count: Int, limit: Int) -> [Int?] {
  guard count > limit else { return Array(0..<count) }
  return Array(0..<limit - 4) + [nil] + Array(count - 3..<count)
}

/// The rows of a table with cells padded on the left to the width of their column.
private func aligned(_ table: [[String]]) -> [String] {
  let widths = (table.first ?? []).indices.map { column in
    table.map { $0[column].count }.max() ?? 0
  }
  return table.map { row in
    zip(row, widths).map { cell, width in
      String(repeating: " ", count: width - cell.count) + cell
    }.joined(separator: "  ")
  }
}
