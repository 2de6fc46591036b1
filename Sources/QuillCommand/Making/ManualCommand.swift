/// Writes the page of the manual.
struct ManualCommand: Command {
  static let word = "manual"
  static let summary = "print the page of the manual, for man"
  static let usage = """
    usage: quill manual

    Prints the page of the manual in the language of man. To have it as man quill:

      quill manual > ~/.local/share/man/man1/quill.1

      --help    this text
    """

  init(_ arguments: [String]) throws { _ = try Options(arguments, of: Self.word) }

  func run() throws { print(Self.page) }

  static var page: String {
    let sections = commands.map { command in
      ".SS quill \(command.word)\n.nf\n\(escaped(command.usage))\n.fi"
    }
    return """
      .TH QUILL 1 "" "quill 0.1" "Quill"
      .SH NAME
      quill \\- quantum machine learning in Swift: a terminal, scripts and a kernel for Jupyter
      .SH SYNOPSIS
      .B quill
      [\\fICOMMAND\\fR [\\fIOPTION\\fR]...]
      .SH COMMANDS
      \(sections.joined(separator: "\n"))
      .SH EXIT STATUS
      0 all went well, 1 something failed, 2 the words of the call are off; quill run gives the code of
      its script.
      .SH ENVIRONMENT
      NO_COLOR leaves colours out, TMPDIR is for the files of cells, XDG_STATE_HOME for the history,
      XDG_CACHE_HOME for compiled cells.
      """
  }

  /// A text in which nothing is taken for a request.
  private static func escaped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let words = line.replacing("\\", with: "\\e").replacing("-", with: "\\-")
      return words.hasPrefix(".") || words.hasPrefix("'") ? "\\&" + words : words
    }.joined(separator: "\n")
  }
}
