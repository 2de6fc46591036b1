import JSONTrees

/// Lists what a cell can say besides Swift.
enum HelpCommand: SessionCommand {
  static let word = "%help"
  static let usage = "%help"
  static let summary = "this list"

  /// What is rewritten into Swift, and so no command to the session.
  private static let rewritten = [
    ("%time CODE", "how long the code of this line takes"),
    (
      "%timeit CODE",
      "how long it takes when it is run often; `%%timeit` on a line of its own takes the rest of "
        + "the cell"
    ),
    ("%type CODE", "the type of what the code gives; it is not run"),
    ("!LINE", "runs a line of the shell"),
    ("NAME?", "what a name means; `NAME??` in full"),
  ]

  static func run(
    _ arguments: String, body: inout [Substring], in context: inout CommandContext
  ) {
    let rows = CommandTable.all.map { ($0.usage, $0.summary) } + rewritten
    let width = rows.map(\.0.count).max() ?? 0
    let text = rows.map { usage, summary in
      usage + String(repeating: " ", count: width - usage.count + 2)
        + summary.filter { $0 != "`" }
    }
    let table = ["| | |", "|---|---|"] + rows.map { "| `\(escaped($0))` | \(escaped($1)) |" }
    context.show([
      "text/plain": .string(text.joined(separator: "\n")),
      "text/markdown": .string(table.joined(separator: "\n")),
    ])
  }

  /// A bar would end a column.
  private static func escaped(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
