import Glibc

// The command `quill`. Each of its words is a file beside this one.

let arguments = Array(CommandLine.arguments.dropFirst())
do {
  switch arguments.first {
  case "kernel": try KernelCommand(Array(arguments.dropFirst())).run()
  case "install": try InstallCommand(Array(arguments.dropFirst())).run()
  case "version", "--version": print("quill 0.1")
  case "help", "--help", "-h": print(usage)
  case let word?: throw UsageError("there is no command \(word); see quill --help")
  case nil: throw UsageError("what should quill do? see quill --help")
  }
} catch let error as UsageError {
  say("quill: \(error)")
  exit(2)
} catch {
  say("quill: \(error)")
  exit(1)
}

/// Says something on standard error.
func say(_ text: String) {
  let bytes = Array("\(text)\n".utf8)
  _ = write(STDERR_FILENO, bytes, bytes.count)
}
