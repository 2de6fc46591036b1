import CellCompiler
import JSONTrees

/// The commands, and what a cell says besides them.
enum CommandTable {
  /// Every command to the session; a new one is a file and a place in this list.
  static let all: [any SessionCommand.Type] = [
    HelpCommand.self, VariablesCommand.self, StatisticsCommand.self, CheckpointCommand.self,
    ResetCommand.self, LoadCommand.self, WriteFileCommand.self,
  ]

  /// Does what the first lines of a cell ask of the session.
  ///
  /// - Parameters:
  ///   - text: The cell.
  ///   - context: What the commands may do.
  /// - Returns: The rest of the cell, on its own lines; nothing where nothing is left.
  /// - Throws: ``CommandError`` where a command cannot do what it is asked.
  static func run(
    _ text: String, in context: inout CommandContext
  ) throws(CommandError) -> String? {
    if let asked = Question(text) {
      try asked.answer(in: &context)
      return nil
    }
    guard text.contains("%") else { return text }
    var rest = text.split(separator: "\n", omittingEmptySubsequences: false)
    let lineCount = rest.count
    var hasCommand = false
    while let line = rest.first {
      if let (command, arguments) = command(of: line) {
        rest.removeFirst()
        hasCommand = true
        try command.run(arguments, body: &rest, in: &context)
      } else if line.allSatisfy(\.isWhitespace) {
        rest.removeFirst()
      } else {
        break
      }
    }
    guard hasCommand else { return text }
    // Empty lines in the place of commands let the others keep their numbers.
    let empty = Array(repeating: Substring(), count: lineCount - rest.count)
    return rest.isEmpty ? nil : (empty + rest).joined(separator: "\n")
  }

  private static func command(
    of line: Substring
  ) -> (command: any SessionCommand.Type, arguments: String)? {
    let word = line.prefix { !$0.isWhitespace }
    guard let command = all.first(where: { $0.word == word }) else { return nil }
    return (command, String(line.dropFirst(word.count)).trimmed)
  }
}
