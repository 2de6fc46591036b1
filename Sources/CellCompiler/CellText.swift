/// The text of a cell as it was typed, and as Swift.
///
/// Some lines are not Swift but short for it: `!ls` runs a program of the shell, `%time f(x)` says how
/// long something takes. Each becomes Swift on its own line, so that lines keep their numbers.
public struct CellText: Hashable, Sendable {
  /// What was typed.
  public let typed: String
  /// What it means.
  let swift: String
  /// The first line with a command that there is not.
  public let unknownCommand: String?
  private let rewrites: [Int: LineRewrite]

  /// Reads a text.
  public init(_ typed: String) {
    self.typed = typed
    guard typed.contains(where: { $0 == "%" || $0 == "!" }) else {
      (swift, unknownCommand, rewrites) = (typed, nil, [:])
      return
    }
    var lines = typed.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var rewrites: [Int: LineRewrite] = [:]
    var unknown: String?
    if let timing = LineRewrite(timingCell: lines) {
      lines[timing.line] = timing.swift
      lines[lines.count - 1] += " }"
      rewrites[timing.line] = timing
    }
    for (number, line) in lines.enumerated() where line.hasPrefix("%") || line.hasPrefix("!") {
      // Within a statement that goes on, such a line is Swift.
      let before = lines[..<number].joined(separator: "\n")
      guard CellSyntax.isWhole(before) else { continue }
      if let rewrite = LineRewrite(line, number: number) {
        lines[number] = rewrite.swift
        rewrites[number] = rewrite
      } else if line.hasPrefix("%") {
        unknown = unknown ?? String(line.prefix { !$0.isWhitespace })
      }
    }
    (swift, unknownCommand) = (lines.joined(separator: "\n"), unknown)
    self.rewrites = rewrites
  }

  /// The column in what was typed, in bytes from 1, of one in the Swift text.
  func typedColumn(_ column: Int, line: Int) -> Int {
    rewrites[line - 1].map { $0.typedColumn(column) } ?? column
  }
}

/// A line that was typed short, and the Swift that it stands for.
struct LineRewrite: Hashable, Sendable {
  /// The number of the line, from 0.
  let line: Int
  let swift: String
  /// How much stands before the typed words in Swift, and how much did when they were typed.
  private let head: Int
  private let typedHead: Int

  /// `!program` and `%time code`; nothing if the line is neither.
  init?(_ line: String, number: Int) {
    if line.hasPrefix("!") {
      let words = String(line.dropFirst())
      let marks = String(repeating: "#", count: LineRewrite.marks(around: words))
      self.init(number, "try quillShell(\(marks)\"", words, "\"\(marks))", typedHead: 1)
      return
    }
    let commands = ["%timeit", "%time", "%type"]
    guard let command = commands.first(where: { line.hasPrefix($0 + " ") }) else { return nil }
    let code = String(line.dropFirst(command.utf8.count + 1))
    let head = command.utf8.count + 1
    let isExpression = CellSyntax.isExpression(code)
    if command == "%type" {
      self.init(number, "quillType { ", code, " }", typedHead: head)
    } else if command == "%timeit" {
      self.init(
        number, "\(LineRewrite.effects(of: code))quillTimeRuns { ", code, " }", typedHead: head)
    } else if isExpression {
      self.init(
        number, "\(LineRewrite.effects(of: code))quillTime { ", code, " }", typedHead: head)
    } else {
      self.init(
        number, "quillStopwatch.start(); ", code, "; quillStopwatch.stop()", typedHead: head)
    }
  }

  /// `%%timeit` at the head of a cell.
  init?(timingCell lines: [String]) {
    guard let first = lines.firstIndex(where: { !$0.allSatisfy(\.isWhitespace) }),
      lines[first].split(separator: " ").first == "%%timeit", first + 1 < lines.count
    else { return nil }
    let code = lines[(first + 1)...].joined(separator: "\n")
    self.init(first, "\(LineRewrite.effects(of: code))quillTimeRuns {", "", "", typedHead: 0)
  }

  private init(_ line: Int, _ head: String, _ words: String, _ tail: String, typedHead: Int) {
    (self.line, swift) = (line, head + words + tail)
    (self.head, self.typedHead) = (head.utf8.count, typedHead)
  }

  func typedColumn(_ column: Int) -> Int { max(column - head + typedHead, 1) }

  /// What has to stand before a call that is handed code in braces.
  private static func effects(of code: String) -> String {
    let words = Set(code.split { !$0.isLetter }.map(String.init))
    return (words.contains("try") ? "try " : "") + (words.contains("await") ? "await " : "")
  }

  /// How many marks a text without escapes needs.
  private static func marks(around text: String) -> Int {
    var longest = 0
    var run = 0
    for character in text {
      run = character == "#" ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest + 1
  }
}
