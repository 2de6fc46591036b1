import JSONTrees

/// A line of a cell that speaks to the session and not to Swift, as `%reset`.
///
/// Such lines stand at the head of a cell; what follows them is a cell as any other.
protocol SessionCommand {
  /// How the line begins.
  static var word: String { get }
  /// How it is used.
  static var usage: String { get }
  /// What it is for.
  static var summary: String { get }

  /// Does what the line asks.
  ///
  /// - Parameters:
  ///   - arguments: What stands behind the word.
  ///   - body: The lines behind it; it takes what it wants of them.
  ///   - context: What it may do.
  /// - Throws: ``CommandError`` where it cannot do it.
  static func run(
    _ arguments: String, body: inout [Substring], in context: inout CommandContext
  ) throws(CommandError)
}

/// What a command may do.
struct CommandContext {
  let session: Session
  let assistant: CodeAssistant?
  /// Shows something, in every form.
  let show: (JSON) -> Void
  /// Passes on what happens in the session.
  let pass: (Session.Event) -> Void
  /// What the front end is asked to do behind the cell.
  var payloads: [JSON] = []
}

/// Why a command cannot do what it is asked.
struct CommandError: Error, Hashable {
  let words: String
  init(_ words: String) { self.words = words }
}

extension String {
  /// The text without blanks at its ends.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
