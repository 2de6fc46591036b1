import Glibc
import KernelCore
import Repl

/// A conversation in the terminal.
struct ReplWord: Command {
  static let word = "repl"
  static let summary = "talk in the terminal; also without any word"
  static let usage = """
    usage: quill repl [--plain] [--existing FILE] [--pictures WAY]

    Cells in, values out, with the same containment of crashes as in a notebook; quill without a
    word in a terminal is the same. :help lists the commands and the keys. The history is shared with
    the kernel, in quill/history.jsonl below XDG_STATE_HOME or ~/.local/state.

    Colours are left out where NO_COLOR is set. A terminal that cannot move its cursor (TERM=dumb),
    and a pipe, are talked to line by line; at the end of a pipe the exit code is 1 if a cell failed.

    Circuits and plots are shown as pictures where the terminal says that it can; rsvg-convert of
    Debian's librsvg2-bin makes them.

      --plain          line by line, without colours and keys
      --existing FILE  join the kernel of a connection file, as a notebook has one, and share its
                       variables; leaving does not end it
      --pictures WAY   ask, as without it; kitty, iterm or sixel, whatever the terminal says; none
      --help           this text
    """

  private let isPlain: Bool
  private let existing: String?
  private let pictures: PictureWish

  init(_ arguments: [String]) throws {
    let options = try Options(
      arguments, of: Self.word, flags: ["--plain"], valued: ["--existing", "--pictures"])
    (isPlain, existing) = (options.has("--plain"), options["--existing"])
    let word = options["--pictures"] ?? "ask"
    guard let wish = PictureWish(word) else {
      let words = PictureWish.words.joined(separator: ", ")
      throw UsageError("--pictures wants one of \(words), not \(word); see quill repl --help")
    }
    pictures = wish
  }

  func run() throws {
    if let existing {
      try talk(to: RemoteBackend(file: existing))
    } else {
      try talkAlone()
    }
  }

  private func talkAlone() throws {
    let installation = try Installation()
    let workshop = try Workshop()
    defer { workshop.close() }
    let assistant = CodeAssistant(
      compiler: workshop.compiler, cells: workshop.session.visibleCells,
      completer: installation.completer, patience: .seconds(10))
    assistant.warm()
    try talk(to: LocalBackend(session: workshop.session, assistant: assistant))
  }

  private func talk(to backend: any ReplBackend) throws {
    let log = Installation.historyLog()
    guard isPlain || !Repl.isPossible else {
      let greeting = "Quill 0.1, Swift 6.3. :help tells what there is, ^D leaves."
      return Repl(backend: backend, log: log, pictures: pictures).run(greeting: greeting)
    }
    let isWell = PlainRepl(backend: backend, log: log).run()
    guard isWell || isatty(STDIN_FILENO) == 1 else { throw ExitCode.failure }
  }
}
