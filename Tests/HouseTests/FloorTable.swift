import Foundation
import TestSupport

/// The floor table of CONTRIBUTING.md: which target may import which.
struct FloorTable {
  struct Row {
    let floor: Int
    let target: String
    let mayImport: Set<String>
  }

  let rows: [Row]

  /// Reads the rows `| floor | target | for | may import |`, names in backquotes.
  init() throws {
    let page = packageFolder.appending(path: "CONTRIBUTING.md")
    rows = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
      guard cells.count == 6, let floor = Int(cells[1].trimmingCharacters(in: .whitespaces)),
        let target = FloorTable.names(in: cells[2]).first
      else { return nil }
      return Row(floor: floor, target: target, mayImport: Set(FloorTable.names(in: cells[4])))
    }
  }

  func row(of target: String) -> Row? { rows.first { $0.target == target } }

  /// The words between backquotes.
  private static func names(in cell: Substring) -> [String] {
    cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}
