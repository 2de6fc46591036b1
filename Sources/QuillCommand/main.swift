import Glibc

// The command `quill`. Each of its words is a type in the table of commands.

do {
  try obey(Array(CommandLine.arguments.dropFirst()))
} catch let status as ExitCode {
  exit(status.code)
} catch let error as UsageError {
  say("quill: \(error)")
  exit(2)
} catch {
  say("quill: \(systemReason(of: error))")
  exit(1)
}

/// Does what the words of the call ask for.
func obey(_ words: [String]) throws {
  if words.isEmpty && isatty(STDIN_FILENO) == 1 { return try ReplWord([]).run() }
  guard let word = words.first else {
    throw UsageError("what should quill do? see quill --help")
  }
  let rest = Array(words.dropFirst())
  if let command = commands.first(where: { $0.word == word }) {
    if command.asksForHelp(rest) { return print(command.usage) }
    return try command.init(rest).run()
  }
  switch word {
  case "version", "--version": print("quill 0.1")
  case "help", "--help", "-h": print(usage)
  default: throw UsageError("there is no command \(word); see quill --help")
  }
}

/// Says something on standard error, behind what was printed before.
func say(_ text: String) {
  fflush(nil)
  let bytes = Array("\(text)\n".utf8)
  _ = write(STDERR_FILENO, bytes, bytes.count)
}
