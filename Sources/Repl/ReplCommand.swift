/// A line that speaks to the conversation, as `:vars`.
package struct ReplCommand {
  /// What a command does.
  enum Action {
    /// Runs a line of the session's own with what stands behind the word.
    case line(String)
    /// Asks what a name means.
    case question
    case load, save, help, leave, history, pictures
  }

  /// The word behind the colon.
  let word: String
  /// What stands behind the word.
  let usage: String
  /// What it is for.
  let summary: String
  let action: Action

  init(_ word: String, _ usage: String, _ summary: String, _ action: Action) {
    (self.word, self.usage, self.summary, self.action) = (word, usage, summary, action)
  }

  /// Every command.
  static let all: [ReplCommand] = [
    ReplCommand("type", "CODE", "the type of what the code gives; it is not run", .line("%type")),
    ReplCommand("time", "CODE", "how long the code takes", .line("%time")),
    ReplCommand("timeit", "CODE", "how long it takes when it is run often", .line("%timeit")),
    ReplCommand("vars", "", "the variables with their types and values", .line("%vars")),
    ReplCommand("doc", "NAME", "what a name means, as ?NAME", .question),
    ReplCommand("stats", "", "what the session has done and takes", .line("%stats")),
    ReplCommand("load", "FILE", "puts the text of a file under the cursor", .load),
    ReplCommand("save", "FILE", "writes the cells to a file .ipynb or .swift", .save),
    ReplCommand(
      "hist", "", "the last cells that were typed; :hist WORD those with a word", .history),
    ReplCommand(
      "pictures", "", "which pictures are shown; :pictures kitty, iterm, sixel, none or ask",
      .pictures),
    ReplCommand("reset", "", "forgets every variable and definition", .line("%reset")),
    ReplCommand("help", "", "this list", .help),
    ReplCommand("quit", "", "leaves, as ^D does", .leave),
  ]

  /// Finds the command of a line; nothing if the line is none, or there is no such command.
  static func find(_ line: String) -> (command: ReplCommand, rest: String)? {
    guard line.hasPrefix(":") else { return nil }
    let word = line.dropFirst().prefix { !$0.isWhitespace }
    guard let command = all.first(where: { $0.word == word }) ?? only(beginningWith: word) else {
      return nil
    }
    let rest = line.dropFirst(word.count + 1).drop(while: \.isWhitespace)
    return (command, String(rest.reversed().drop(while: \.isWhitespace).reversed()))
  }

  /// How many cells are listed, and how many lines of each.
  private static let listed = (cells: 20, lines: 5)

  /// The last cells of a history, of those that hold a word; the newest stands last.
  package static func listing(of history: some Collection<String>, _ word: String) -> String {
    let history = Array(history)
    let found = history.enumerated().filter { word.isEmpty || $0.element.contains(word) }
    guard !found.isEmpty else {
      return word.isEmpty ? "nothing has been typed yet" : "nothing that was typed holds \(word)"
    }
    let width = "\(history.count)".count
    return found.suffix(listed.cells).map { number, cell in
      let lines = cell.split(separator: "\n", omittingEmptySubsequences: false)
      let shown = lines.prefix(listed.lines) + (lines.count > listed.lines ? ["..."] : [])
      let name = String(repeating: " ", count: width - "\(number + 1)".count) + "\(number + 1)"
      let blanks = String(repeating: " ", count: width + 4)
      return " \(name)  " + shown.joined(separator: "\n\(blanks)")
    }.joined(separator: "\n")
  }

  /// The one command that a word begins.
  private static func only(beginningWith word: Substring) -> ReplCommand? {
    let found = all.filter { $0.word.hasPrefix(word) }
    return found.count == 1 && !word.isEmpty ? found[0] : nil
  }

  /// The list of all, and the keys.
  static let help: String = {
    let rows = all.map { (":\($0.word) \($0.usage)", $0.summary) } + others
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { name, summary in
      name + String(repeating: " ", count: width - name.count + 2) + summary
    }.joined(separator: "\n")
  }()

  private static let others = [
    ("?NAME, NAME?", "what a name means; ?? in full"), ("!LINE", "runs a line of the shell"),
    ("%help", "the lines that notebooks know, too"),
    ("Tab", "names that could stand here"), ("Enter", "runs what is whole, or goes on"),
    ("Alt-Enter", "a new line, whatever there is"), ("Enter twice", "runs whatever there is"),
    ("Up, Down", "earlier cells that begin like this one"), ("^R", "a search through them"),
    ("Right, End", "take the grey rest of an earlier cell"),
    ("^C", "stops the cell that runs, or drops the line"), ("^_, Alt-_", "undoes, and does again"),
    ("^A ^E ^K ^U ^W ^Y", "beginning, end, cut and put back"), ("^L", "an empty screen"),
    ("^Z", "back to the shell; fg returns"), ("^D", "leaves"),
  ]
}
