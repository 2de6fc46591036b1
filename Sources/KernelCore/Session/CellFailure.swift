import CellCompiler

/// Why a cell did not come to its end, as a front end shows it.
public struct CellFailure: Hashable, Sendable {
  /// What became of the variables.
  public enum Aftermath: Hashable, Sendable {
    /// They are as the cell left them.
    case kept
    /// They are as the cell left them when it was stopped on its way.
    case stopped
    /// They are as they were before the cell.
    case restored
    /// They are as they were before the cell, but what worked in the background is gone.
    case restoredInPart
    /// They are as they were before a widget drew what it was to draw.
    case undrawn
    /// They are gone, with every definition.
    case lost

    var words: String? {
      switch self {
      case .kept: nil
      case .stopped: "What the cell did until then stays."
      case .restored:
        "Variables are as they were before the cell. What it wrote to files or sent stays."
      case .restoredInPart:
        "Variables are as they were before the cell. What worked in the background has ended, and "
          + "what it wrote to files or sent stays."
      case .undrawn:
        "Variables are as they were before this was drawn. What it wrote to files or sent stays."
      case .lost:
        "There was no copy to go back to: variables and definitions are gone."
      }
    }
  }

  /// The kind of failure: `CompileError`, `Trap`, the type of a thrown error.
  public let name: String
  /// What went wrong, in a line.
  public let value: String
  /// The whole message, line by line.
  public let lines: [String]
  /// What became of the variables.
  public let aftermath: Aftermath

  /// Takes what went wrong, and what became of the variables.
  public init(name: String, value: String, lines: [String], aftermath: Aftermath = .kept) {
    self.name = name
    self.value = value
    self.lines =
      lines.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
      + [aftermath.words].compactMap(\.self)
    self.aftermath = aftermath
  }

  /// The lines with the colours of terminals: what went wrong in red, notes and warnings in their own
  /// colours, the mark under a place in red, what became of the variables dim.
  public var colored: [String] {
    lines.map { line in
      let code =
        line == aftermath.words
        ? "2"
        : line.hasPrefix("  ")
          ? (line.last == "^" ? "31" : nil)
          : line.contains(": note: ") ? "36" : line.contains(": warning: ") ? "33" : "31;1"
      return code.map { "\u{1B}[\($0)m\(line)\u{1B}[0m" } ?? line
    }
  }

  /// The compiler did not come to its end.
  static func compiler(_ error: CellCompilerError) -> CellFailure {
    CellFailure(
      name: error == .cancelled ? "Interrupted" : "CompilerFailure", value: error.description,
      lines: [error.description], aftermath: .kept)
  }

  /// A line that is no Swift asks for something that cannot be done.
  static func command(_ words: String) -> CellFailure {
    CellFailure(name: "CommandError", value: words, lines: [words], aftermath: .kept)
  }

  /// Errors in the text of a cell.
  static func rejected(_ diagnostics: [Diagnostic], text: String, cell: String) -> CellFailure {
    let errors = diagnostics.filter { $0.severity == .error }
    return CellFailure(
      name: "CompileError", value: errors.first?.message ?? "the cell could not be compiled",
      lines: diagnostics.map { $0.rendered(text: text, cell: cell) }, aftermath: .kept)
  }
}
