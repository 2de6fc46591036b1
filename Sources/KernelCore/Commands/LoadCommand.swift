import FoundationEssentials
import JSONTrees

/// Puts the text of a file into the next cell.
enum LoadCommand: SessionCommand {
  static let word = "%load"
  static let usage = "%load FILE"
  static let summary = "puts the text of a file into the next cell"

  static func run(
    _ arguments: String, body: inout [Substring], in context: inout CommandContext
  ) throws(CommandError) {
    guard !arguments.isEmpty else { throw CommandError("%load: name a file") }
    guard let text = try? String(contentsOfFile: arguments, encoding: .utf8) else {
      throw CommandError("%load \(arguments): there is no such file, or it is no text in UTF-8")
    }
    context.payloads.append([
      "source": "set_next_input", "text": .string(text), "replace": false,
    ])
  }
}
