import Glibc
import KernelCore
import Repl

/// A conversation in the terminal.
struct ReplWord: Command {
  static let word = "repl"
  static let summary = "talk in the terminal; also without any word"
  static let usage = """
    usage: quill repl [--plain]

    Cells in, values out, with the same containment of crashes as in a notebook; quill without a
    word in a terminal is the same. :help lists the commands and the keys. The history is shared with
    the kernel, in quill/history.jsonl below XDG_STATE_HOME or ~/.local/state.

    Colours are left out where NO_COLOR is set. A terminal that cannot move its cursor (TERM=dumb),
    and a pipe, are talked to line by line; at the end of a pipe the exit code is 1 if a cell failed.

      --plain   line by line, without colours and keys
      --help    this text
    """

  private let isPlain: Bool

  init(_ arguments: [String]) throws {
    isPlain = try Options(arguments, of: Self.word, flags: ["--plain"]).has("--plain")
  }

  func run() throws {
    let installation = try Installation()
    let workshop = try Workshop()
    defer { workshop.close() }
    let assistant = CodeAssistant(
      compiler: workshop.compiler, cells: workshop.session.visibleCells,
      completer: installation.completer, patience: .seconds(10))
    let backend = LocalBackend(session: workshop.session, assistant: assistant)
    if isPlain || !Repl.isPossible {
      let repl = PlainRepl(backend: backend, log: Installation.historyLog())
      guard repl.run() || isatty(STDIN_FILENO) == 1 else { throw ExitCode.failure }
      return
    }
    assistant.warm()
    Repl(backend: backend, log: Installation.historyLog())
      .run(greeting: "Quill 0.1, Swift 6.3. :help tells what there is, ^D leaves.")
  }
}
