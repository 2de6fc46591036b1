import CellCompiler
import Glibc
import KernelCore
import Notebooks

/// Runs a file: a script of Swift, or a notebook.
struct RunCommand: Command {
  static let word = "run"
  static let summary = "run a script of Swift or a notebook"
  static let usage = """
    usage: quill run FILE.swift [ARGUMENT]...
           quill run NOTEBOOK.ipynb [--parameters NAME=VALUE]... [--output FILE]

    A script is a program with import Quill implied. It has the terminal and the arguments, the
    value of its last expression is not printed, and its exit code is that of quill; a script that a
    signal ends, as a trap does, gives 128 and the signal's number. It may begin with a line
    #!/path/to/quill run.

    A notebook is run from its first cell to its last, with a line a cell, and its outputs are
    written into it. A cell that fails ends it, with the cell's error and exit code 1.

      --parameters NAME=VALUE  a variable that stands in for the one of the cell with the tag
                               parameters; a value is a number, true, false, text, or a list
      --output FILE            write the notebook here, and leave the one that is run as it is
      --help                   this text, when it stands before FILE
    """

  private enum File {
    case script(String, arguments: [String])
    case notebook(NotebookRun)
  }

  private let file: File

  /// Only what stands before the file is for quill; the rest is for the script.
  static func asksForHelp(_ arguments: [String]) -> Bool {
    let own = arguments.firstIndex { $0.hasSuffix(".swift") } ?? arguments.endIndex
    return arguments[..<own].contains { $0 == "--help" || $0 == "-h" }
  }

  init(_ arguments: [String]) throws {
    if let first = arguments.first, !first.hasPrefix("-"), !first.hasSuffix(".ipynb") {
      file = .script(first, arguments: Array(arguments.dropFirst()))
      return
    }
    let options = try Options(
      arguments, of: Self.word, valued: ["--output"], repeated: ["--parameters"], operands: 1)
    guard let path = options.operands.first else {
      throw UsageError("give a file: FILE.swift or NOTEBOOK.ipynb; see quill run --help")
    }
    let parameters = try options.values(of: "--parameters").map(RunCommand.parameter)
    file = .notebook(
      NotebookRun(path: path, output: options["--output"] ?? path, parameters: parameters))
  }

  private static func parameter(_ text: String) throws(UsageError) -> Parameter {
    do throws(NotebookError) {
      return try Parameter(text)
    } catch {
      throw UsageError("\(error)")
    }
  }

  func run() throws {
    switch file {
    case .script(let path, let arguments): try run(script: path, arguments)
    case .notebook(let run): try run.run()
    }
  }

  private func run(script path: String, _ arguments: [String]) throws {
    let text = try TextFile.read(path)
    let installation = try Installation()
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let compiler = try installation.compiler(
      in: folder.path, cache: Installation.cache(), asksInLoops: false)
    let script: Script
    do {
      script = try Script(text, named: path, by: compiler)
    } catch Script.Failure.rejected(let lines) {
      say(lines.joined(separator: "\n"))
      throw ExitCode.failure
    }
    for warning in script.warnings { say(warning) }
    switch try script.run(arguments, in: installation.cellHost) {
    case .exited(let status): throw ExitCode(status)
    case .killed(let signal, let lines):
      say(
        lines.isEmpty
          ? "quill: \(path) was ended by signal \(signal)" : lines.joined(separator: "\n"))
      throw ExitCode(128 + signal)
    }
  }
}
