extension Table {
  /// The widest that a column of words is drawn in characters.
  private static let widestColumn = 40

  /// The table in characters, every row of one width.
  public var text: String {
    let (first, hidden, last) = shown
    let body = (first + last).map { $0.map { $0.text.shortened(to: Table.widestColumn) } }
    let widths = columns.indices.map { column in
      ([columns[column]] + body.map { $0[column] }).map(\.displayWidth).max() ?? 0
    }
    let heading = line(columns, widths)
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "──")
    var lines = [heading, rule] + body.prefix(first.count).map { line($0, widths) }
    if hidden > 0 { lines.append("⋮ \(hidden) more rows") }
    lines += body.suffix(last.count).map { line($0, widths) }
    if !title.isEmpty { lines.insert(title.singleLine, at: 0) }
    let width = lines.map(\.displayWidth).max() ?? 0
    return lines.map { $0.fitted(to: width) }.joined(separator: "\n")
  }

  private func line(_ texts: [String], _ widths: [Int]) -> String {
    texts.indices.map { column in
      texts[column].fitted(to: widths[column], alignedRight: isNumeric[column])
    }.joined(separator: "  ")
  }

  /// The table as a piece of a web page, with its looks written out.
  public var html: String {
    let (first, hidden, last) = shown
    var lines = ["<table style=\"\(Table.tableStyle)\">"]
    if !title.isEmpty {
      lines.append(
        "<caption style=\"\(Table.captionStyle)\">\(escapedMarkup(title.singleLine))</caption>")
    }
    lines.append("<thead><tr>" + columns.indices.map(headingCell).joined() + "</tr></thead>")
    lines.append("<tbody>")
    lines += first.map(htmlRow)
    if hidden > 0 {
      lines.append(
        "<tr><td colspan=\"\(columns.count)\" style=\"\(Table.cellStyle)text-align:center\">"
          + "⋮ \(hidden) more rows</td></tr>")
    }
    lines += last.map(htmlRow)
    return (lines + ["</tbody>", "</table>"]).joined(separator: "\n")
  }

  private func headingCell(_ column: Int) -> String {
    "<th scope=\"col\" style=\"\(Table.cellStyle)border-bottom:1px solid #7b8794;"
      + "text-align:\(side(column))\">\(escapedMarkup(columns[column]))</th>"
  }

  private func htmlRow(_ row: [Cell]) -> String {
    let cells = row.enumerated().map { column, cell in
      "<td style=\"\(Table.cellStyle)text-align:\(side(column))\">\(escapedMarkup(cell.text))</td>"
    }
    return "<tr>\(cells.joined())</tr>"
  }

  private func side(_ column: Int) -> String { isNumeric[column] ? "right" : "left" }

  private static let tableStyle =
    "border-collapse:collapse;background:#ffffff;color:#1f2933;font-variant-numeric:tabular-nums"
  private static let captionStyle =
    "caption-side:top;text-align:left;font-weight:bold;background:#ffffff;color:#1f2933;"
    + "padding:4px 10px"
  private static let cellStyle = "padding:3px 10px;background:#ffffff;color:#1f2933;"
}
