import CellCompiler
import Foundation
import Repl
import Terminal
import TestSupport
import Testing

/// Whether a cell is whole, by its last statement alone.
@Suite struct SwiftEndingTests {
  /// Nothing where the whole text is broken, which no more lines can mend.
  func isWhole(_ text: String) -> Bool? {
    switch CellSyntax(text).completeness {
    case .complete: true
    case .incomplete: false
    case .invalid: nil
    }
  }

  func endingIsWhole(_ text: String, _ pieces: SwiftPieces) -> Bool {
    let ending = SwiftEnding(of: EditedText(text), pieces)
    if ending.isOpen { return false }
    if case .incomplete = CellSyntax(ending.text).completeness { return false }
    return true
  }

  /// The parser's word on the whole text is the oracle, after each line of files of our own.
  @Test(arguments: [
    "Sources/Repl/CellReader.swift", "Sources/Terminal/Screen/Frame.swift",
    "Sources/Repl/ReplCommand.swift", "Sources/Terminal/Pictures/ColorTable.swift",
  ])
  func theLastStatementSaysWhatTheWholeSays(_ file: String) throws {
    let lines = try String(contentsOf: packageFolder.appending(path: file), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let pieces = SwiftPieces()
    for end in stride(from: 1, through: lines.count, by: 3) {
      let text = lines[..<end].joined(separator: "\n")
      guard let whole = isWhole(text) else { continue }
      #expect(endingIsWhole(text, pieces) == whole, "\(file), after line \(end)")
    }
  }

  @Test(arguments: [
    ("if a {\n}\nelse {", false), ("if a {\n}\nelse if b", false), ("a\n  .map {", false),
    ("let a = 1\nlet b =", false), ("let a = [\n1\n]\nlet b = \"\"\"\n  x", false), ("f(", false),
    ("let a = b ?\n  1\n  : 2", true), ("if a {\n}\nelse {\n}", true), ("let x = 1 // {", true),
    ("let s = \"(\"", true), ("let a = 1 + // and", false), ("}", true), ("", true),
    ("do {\n}\ncatch {\n}", true), ("let x = #\"\\(\"#", true), ("let a = b\n  && c", true),
  ])
  func endings(_ text: String, _ isWhole: Bool) {
    #expect(endingIsWhole(text, SwiftPieces()) == isWhole)
  }

  @Test func whatStandsWithinLongBracketsIsLeftOut() {
    let lines = (0..<300).map { "  let a\($0) = [\($0), 1]" }.joined(separator: "\n")
    let ending = SwiftEnding(of: EditedText("func f() {\n\(lines)\n}"), SwiftPieces())
    #expect(ending.text == "func f() {}\n" && !ending.isOpen)
  }
}
