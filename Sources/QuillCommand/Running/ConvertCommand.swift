import Notebooks

/// Turns a notebook into a file of Swift, and back.
struct ConvertCommand: Command {
  static let word = "convert"
  static let summary = "turn a notebook into a file of Swift, and back"
  static let usage = """
    usage: quill convert NOTEBOOK.ipynb [FILE.swift] [--force]
           quill convert FILE.swift [NOTEBOOK.ipynb] [--force]

    Writes the other form, beside the file if no place is given; - stands for standard output. In
    Swift each cell begins with a line // %%, as editors know cells; texts stand in comments, lines
    such as %vars as //%vars. Texts, kinds and metadata of cells come back as they were; outputs are
    left out.

      --force   write over a file that is there
      --help    this text
    """

  private let source: String
  private let target: String
  private let isForced: Bool

  init(_ arguments: [String]) throws {
    let options = try Options(arguments, of: Self.word, flags: ["--force"], operands: 2)
    guard let source = options.operands.first else {
      throw UsageError("give a file: NOTEBOOK.ipynb or FILE.swift; see quill convert --help")
    }
    let endings = [".ipynb": ".swift", ".swift": ".ipynb"]
    guard let (own, other) = endings.first(where: { source.hasSuffix($0.key) }) else {
      throw UsageError("\(source) ends neither in .ipynb nor in .swift; see quill convert --help")
    }
    self.source = source
    target = options.operands.dropFirst().first ?? source.dropLast(own.count) + other
    guard target == "-" || target.hasSuffix(other) else {
      throw UsageError("\(source) becomes a file that ends in \(other), and not \(target)")
    }
    isForced = options.has("--force")
  }

  func run() throws {
    let text = try converted()
    if target == "-" { return print(text, terminator: "") }
    guard isForced || !Environment.exists(target) else {
      throw InstallationError("\(target) is there; write over it with --force, or name another")
    }
    try TextFile.write(text, to: target)
    print("Wrote \(target)")
  }

  private func converted() throws -> String {
    if source.hasSuffix(".swift") { return Notebook(script: try TextFile.read(source)).text }
    do {
      return try Notebook(bytes: TextFile.bytes(of: source)).script
    } catch let error as NotebookError {
      throw InstallationError("\(source): \(error)")
    }
  }
}
