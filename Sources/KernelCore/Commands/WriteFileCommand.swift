import FoundationEssentials
import JSONTrees

/// Writes the rest of the cell to a file.
enum WriteFileCommand: SessionCommand {
  static let word = "%%writefile"
  static let usage = "%%writefile [-a] FILE"
  static let summary = "writes the rest of the cell to a file, with `-a` behind what is in it"

  static func run(
    _ arguments: String, body: inout [Substring], in context: inout CommandContext
  ) throws(CommandError) {
    let isAddition = arguments.hasPrefix("-a ")
    let path = isAddition ? String(arguments.dropFirst(3)).trimmed : arguments
    guard !path.isEmpty else { throw CommandError("%%writefile: name a file") }
    let text = body.map { $0 + "\n" }.joined()
    body = []
    let before = try? String(contentsOfFile: path, encoding: .utf8)
    do {
      let whole = (isAddition ? before ?? "" : "") + text
      try whole.write(toFile: path, atomically: true, encoding: .utf8)
    } catch {
      throw CommandError(
        "%%writefile \(path): it cannot be written; see that its folder is there and may be "
          + "written")
    }
    let verb = before == nil ? "Wrote" : isAddition ? "Added to" : "Replaced"
    context.show(["text/plain": .string("\(verb) \(path)")])
  }
}
