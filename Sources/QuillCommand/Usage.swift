/// What `quill --help` prints.
let usage = """
  usage: quill kernel --connection-file FILE   be a kernel; Jupyter calls this
         quill install --prefix FOLDER         put the kernel's specification under a prefix
         quill version
         quill help

  Exit codes: 0 all went well, 1 something failed, 2 the words of the call are off.
  """

/// The words of a call are off.
struct UsageError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// The value behind an option, which has to be there and to stand alone.
func value(of option: String, in arguments: [String]) throws -> String {
  guard arguments.count == 2, arguments[0] == option else {
    throw UsageError("give \(option) and its value, and nothing else; see quill --help")
  }
  return arguments[1]
}
