/// A word of the command `quill`, and what it does.
protocol Command {
  /// The word.
  static var word: String { get }
  /// What it does, in a line for the list of all.
  static var summary: String { get }
  /// What `quill WORD --help` prints.
  static var usage: String { get }

  /// Whether the words behind it ask for the usage.
  static func asksForHelp(_ arguments: [String]) -> Bool

  /// Reads what stands behind the word.
  /// - Throws: ``UsageError`` where that makes no sense.
  init(_ arguments: [String]) throws

  /// Does it; what it throws has the words for its failure.
  func run() throws
}

extension Command {
  static func asksForHelp(_ arguments: [String]) -> Bool {
    arguments.contains { $0 == "--help" || $0 == "-h" }
  }
}

/// A command has said all that there is to say and ends with a code.
struct ExitCode: Error {
  /// Something failed.
  static let failure = ExitCode(1)

  let code: Int32
  init(_ code: Int32) { self.code = code }
}

/// Every word, in the order of the list.
var commands: [any Command.Type] {
  [
    ReplWord.self, RunCommand.self, ConvertCommand.self, NewCommand.self, InstallCommand.self,
    UninstallCommand.self,
    DoctorCommand.self, KernelCommand.self, CompletionsCommand.self, ManualCommand.self,
  ]
}
