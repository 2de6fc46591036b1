/// A word of the command `quill`, and what it does.
protocol Command {
  /// The word.
  static var word: String { get }
  /// What it does, in a line for the list of all.
  static var summary: String { get }
  /// What `quill WORD --help` prints.
  static var usage: String { get }

  /// Reads what stands behind the word.
  /// - Throws: ``UsageError`` where that makes no sense.
  init(_ arguments: [String]) throws

  /// Does it; what it throws has the words for its failure.
  func run() throws
}

/// Every word, in the order of the list.
var commands: [any Command.Type] {
  [InstallCommand.self, UninstallCommand.self, DoctorCommand.self, KernelCommand.self]
}
