/// What `quill --help` prints.
var usage: String {
  let width = (commands.map { $0.word.count }.max() ?? 0) + 2
  let rows = commands.map { command in
    "  quill \(command.word)\(String(repeating: " ", count: width - command.word.count))"
      + command.summary
  }
  return """
    usage: quill COMMAND [OPTION]...

    \(rows.joined(separator: "\n"))

    quill COMMAND --help tells the options of one; quill --version tells the version.
    Exit codes: 0 all went well, 1 something failed, 2 the words of the call are off.
    """
}

/// The words of a call are off.
struct UsageError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
