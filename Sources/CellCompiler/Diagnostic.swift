/// What the compiler says about a place in a cell.
public struct Diagnostic: Hashable, Sendable {
  /// How bad it is.
  public enum Severity: String, Hashable, Sendable { case error, warning, note }

  /// How bad it is.
  public let severity: Severity
  /// What is wrong.
  public let message: String
  /// The line in the cell, from 1; 0 where the compiler names no place in the cell.
  public let line: Int
  /// The column in the line, in bytes from 1.
  public let column: Int
  /// What belongs to it.
  public var notes: [Diagnostic] = []
  /// The word before the message, if there is one.
  public var kind: String?
  /// Whether it is about words that we have put into the text.
  var isOurs = false

  /// Makes a diagnostic.
  public init(_ severity: Severity, _ message: String, line: Int, column: Int) {
    self.severity = severity
    self.message = message
    self.line = line
    self.column = column
    kind = severity.rawValue
  }

  /// The diagnostics in what the compiler printed, each with its notes.
  ///
  /// - Parameters:
  ///   - output: What the compiler printed.
  ///   - file: The path of the cell's text, as the compiler was given it.
  ///   - source: The text that was compiled, which knows the user's columns.
  /// - Returns: Errors and warnings in the order in which they were printed, each once.
  static func parsed(from output: String, file: String, source: CellSource) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for line in output.split(separator: "\n") {
      guard let diagnostic = parsed(line, file: file, source: source) else { continue }
      if diagnostic.severity == .note {
        if !found.isEmpty { found[found.count - 1].notes.append(diagnostic) }
      } else {
        found.append(diagnostic)
      }
    }
    found = found.map(\.withAdvice)
    // A module that is not there is missed twice, in the user's file and in ours.
    let placed = Set(found.filter { $0.line > 0 }.map(\.message))
    found.removeAll { $0.line == 0 && placed.contains($0.message) }
    var seen: Set<Diagnostic> = []
    return found.filter { !isAboutOurWays($0, source) && seen.insert($0).inserted }
  }

  /// The diagnostic with what to do, where that is about cells and the compiler cannot know it.
  private var withAdvice: Diagnostic {
    guard let advice = Diagnostic.advice.first(where: { message.contains($0.problem) }) else {
      return self
    }
    var advised = self
    // The compiler's own notes are about files and options, which a cell does not have.
    advised.notes = [Diagnostic(.note, advice.words, line: 0, column: 0)]
    return advised
  }

  /// What to do about what only cells cannot do.
  private static let advice: [(problem: String, words: String)] = [
    (
      "redundant conformance of",
      "an earlier cell has declared it in other words; change and run the cell that declares the "
        + "protocol or the type, a blank is enough, and then this one; or forget all with %reset"
    ),
    (
      "'lazy' cannot be used on an already-lazy global",
      "a variable of a cell gets its value when the cell runs; leave lazy away, or put the variable "
        + "into a type or a function"
    ),
    (
      "property wrappers are not yet supported in top-level code",
      "put the variable into a type or a function"
    ),
    (
      "'main' attribute cannot be used in a module that contains top-level code",
      "a cell is a program by itself; leave @main away and call what is to be run"
    ),
  ]

  /// Reads `FILE:LINE:COLUMN: SEVERITY: MESSAGE [#GROUP]`, or the same without a place.
  private static func parsed(
    _ line: Substring, file: String, source: CellSource
  ) -> Diagnostic? {
    var rest = line
    var place = (line: 0, column: 0)
    var isOurs = false
    if rest.hasPrefix(file + ":") {
      rest = rest.dropFirst(file.count + 1)
      let numbers = rest.split(separator: ":", maxSplits: 2)
      guard numbers.count == 3, let row = Int(numbers[0]), let column = Int(numbers[1])
      else { return nil }
      place = (row, source.userColumn(column, line: row))
      isOurs = isOurs || source.isOurs(column, line: row)
      rest = numbers[2].drop { $0 == " " }
    } else if let unknown = rest.firstMatch(of: #/^(<unknown>:0|[^:]+:\d+:\d+): /#) {
      rest = rest[unknown.range.upperBound...]
    }
    guard let colon = rest.firstIndex(of: ":"),
      let severity = Severity(rawValue: String(rest[..<colon]))
    else { return nil }
    let message = rest[rest.index(after: colon)...].drop { $0 == " " }
      .replacing(#/ \[#[A-Za-z-]+\]$/#, with: "")
    var diagnostic = Diagnostic(
      severity, String(message), line: place.line, column: place.column)
    diagnostic.isOurs = isOurs || message.contains("quillChunk")
    return diagnostic
  }

  /// Whether a warning is about the way in which cells are joined, and not about the user's text.
  private static func isAboutOurWays(_ diagnostic: Diagnostic, _ source: CellSource) -> Bool {
    guard diagnostic.severity == .warning else { return false }
    // What never returns is handed to a function that shows values, which is then never called.
    let isAboutShowing =
      diagnostic.line == source.shownLine && diagnostic.message == "will never be executed"
    return isAboutShowing || diagnostic.message.hasPrefix("'nonisolated(unsafe)' is unnecessary")
      || diagnostic.message.contains("declares a conformance of imported type")
  }
}

extension Diagnostic {
  /// The diagnostic with its line and a mark under the place, as a terminal shows it.
  ///
  /// - Parameters:
  ///   - text: The text of the cell.
  ///   - cell: The name of the cell, `Cell 7`.
  /// - Returns: Lines without colours.
  public func rendered(text: String, cell: String) -> String {
    let own = header(cell) + excerpt(text)
    return ([own] + notes.map { $0.rendered(text: text, cell: cell) }).joined(separator: "\n")
  }

  private func header(_ cell: String) -> String {
    let words = (kind.map { "\($0): " } ?? "") + message
    return line > 0 ? "\(cell), line \(line), column \(column): \(words)" : words
  }

  private func excerpt(_ text: String) -> String {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    guard line > 0, line <= lines.count else { return "" }
    let row = String(lines[line - 1])
    let before = String(decoding: row.utf8.prefix(max(column - 1, 0)), as: UTF8.self)
    // A tab stays a tab, so that the mark stands under its place.
    let indent = before.map { $0 == "\t" ? "\t" : " " }.joined()
    return "\n  \(row)\n  \(indent)^"
  }
}
