import JSONTrees

/// A notebook as a file of Swift and back: each cell begins with a line `// %%`, the way in which
/// editors know cells, and everything that is not Swift stands in comments.
///
/// ```swift
/// // %% [markdown]
/// // # Two qubits
///
/// // %%
/// let bell = Circuit(qubits: 2) { $0.h(0); $0.cx(0, 1) }
/// ```
///
/// Texts, kinds and metadata of cells come back as they were; outputs are left out. A line for the
/// session, as `%vars` or `!ls`, becomes `//%vars`; `%time f()` becomes `/*%time*/ f()`, so that what
/// it declares is still there.
extension Notebook {
  fileprivate static let mark = "// %%"

  /// The file of Swift.
  public var script: String {
    let parts = cells.map { cell in
      let lines = cell.source.isEmpty ? [] : ScriptLine.lines(of: cell.source)
      let body = lines.map(cell.kind == .code ? ScriptLine.code : ScriptLine.comment)
      return ([Notebook.head(of: cell)] + body).map { $0 + "\n" }.joined()
    }
    return parts.joined(separator: "\n")
  }

  /// Reads a file of Swift; what stands before the first mark is a cell of its own.
  public init(script: String) {
    self.init()
    var kind = NotebookCell.Kind.code
    var metadata: [String: JSON] = [:]
    var lines: [Substring] = []
    var isFirst = true
    func finish(isLast: Bool) {
      // The line that parts two cells belongs to none of them.
      if !isLast, lines.last == "" { lines.removeLast() }
      if isFirst, lines.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { return }
      let texts = lines.map(kind == .code ? ScriptLine.typed : ScriptLine.uncommented)
      var cell = NotebookCell(kind, texts.joined(separator: "\n"))
      cell.metadata = metadata
      cells.append(cell)
    }
    var all = ScriptLine.lines(of: script)
    if all.last == "" { all.removeLast() }
    for line in all {
      guard let head = Notebook.cell(beginningWith: line) else {
        lines.append(line)
        continue
      }
      finish(isLast: false)
      (kind, metadata) = head
      (lines, isFirst) = ([], false)
    }
    finish(isLast: true)
  }

  private static func head(of cell: NotebookCell) -> String {
    let kind = cell.kind == .code ? "" : " [\(cell.kind.rawValue)]"
    let metadata = cell.metadata.isEmpty ? "" : " " + JSON.object(cell.metadata).serialized
    return mark + kind + metadata
  }

  /// What a line says of the cell that it begins, if it begins one; a title is passed over.
  private static func cell(
    beginningWith line: Substring
  ) -> (NotebookCell.Kind, [String: JSON])? {
    guard line.hasPrefix(mark) else { return nil }
    var rest = line.dropFirst(mark.count)
    guard rest.isEmpty || rest.first == " " else { return nil }
    rest = rest.drop { $0 == " " }
    var kind = NotebookCell.Kind.code
    for other in [NotebookCell.Kind.markdown, .raw] where rest.hasPrefix("[\(other.rawValue)]") {
      kind = other
      rest = rest.dropFirst(other.rawValue.count + 2).drop { $0 == " " }
    }
    let metadata = try? JSON(bytes: Array(rest.utf8))
    return (kind, metadata?.object ?? [:])
  }
}

/// How lines that are no Swift stand in a file of Swift.
private enum ScriptLine {
  private static let timings = ["%timeit", "%time"]

  /// The lines of a text, however they end; a carriage return stays.
  static func lines(of text: String) -> [Substring] {
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Substring.init)
  }

  /// A line of a text as a comment; one that would look like the head of a cell has no blank.
  static func comment(_ line: Substring) -> String {
    line.isEmpty ? "//" : line.hasPrefix("%%") ? "//\(line)" : "// \(line)"
  }

  static func uncommented(_ line: Substring) -> String {
    if line.hasPrefix("//%%") { return String(line.dropFirst(2)) }
    return line.hasPrefix("// ") ? String(line.dropFirst(3)) : line == "//" ? "" : String(line)
  }

  /// A line of a code cell as Swift.
  static func code(_ line: Substring) -> String {
    for word in timings where line.hasPrefix(word + " ") {
      return "/*\(word)*/" + line.dropFirst(word.count)
    }
    return needsEscape(line) ? "//\(line)" : String(line)
  }

  /// What was typed for a line of Swift.
  static func typed(_ line: Substring) -> String {
    for word in timings where line.hasPrefix("/*\(word)*/ ") {
      return word + line.dropFirst(word.count + 4)
    }
    let rest = line.dropFirst(2)
    return line.hasPrefix("//") && needsEscape(rest) ? String(rest) : String(line)
  }

  /// Whether a line is no Swift, or could be taken for one of ours, or for such a one in comments.
  private static func needsEscape(_ line: Substring) -> Bool {
    if ["%", "!", Notebook.mark].contains(where: line.hasPrefix) { return true }
    if timings.contains(where: { line.hasPrefix("/*\($0)*/ ") }) { return true }
    return line.hasPrefix("//") && needsEscape(line.dropFirst(2))
  }
}
