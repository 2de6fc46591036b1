import JSONTrees

/// A name that could stand at a place, as SourceKit tells it.
package struct Candidate: Hashable, Sendable {
  /// The name with its labels, `append(contentsOf:)`.
  package var name: String
  /// The name with its parameters, `append(contentsOf: Sequence)`.
  package var words: String
  /// The type of its value, or of what it returns.
  package var type: String
  /// The module that declares it; empty for a keyword.
  package var module: String
  /// SourceKit's word for what it is, `decl.function.free`.
  package var kind: String
  /// SourceKit's word for how near it is declared, `local`.
  package var context: String
  /// SourceKit's word for how well its type fits, `identical`.
  package var fit: String

  /// Makes a name; what is not known is empty.
  package init(
    name: String, words: String = "", type: String = "", module: String = "", kind: String = "",
    context: String = "", fit: String = ""
  ) {
    self.name = name
    self.words = words
    self.type = type
    self.module = module
    self.kind = kind
    self.context = context
    self.fit = fit
  }

  /// Reads a row of what the completer has found.
  init(_ row: JSON) {
    let texts = (row.array ?? []).map { $0.string ?? "" }
    func text(_ column: Int) -> String { column < texts.count ? texts[column] : "" }
    self.init(
      name: text(0), words: text(1), type: text(2), module: text(3), kind: text(4),
      context: text(5), fit: text(6))
  }

  /// Whether this is an argument, or begins one: its words are those behind the function's name.
  private var isArgument: Bool { kind == "pattern" || words.hasPrefix("(") }

  /// What is put into the text; nothing for what has no word that could be.
  ///
  /// Of a function it is the name alone, and of arguments the first label. What SourceKit would put in
  /// besides are places to be filled in, which are no Swift.
  package var insertion: String? {
    // Scalars, since whole characters take ten times as long to tell apart.
    let label = String(name.unicodeScalars.prefix { !":( ".unicodeScalars.contains($0) })
    guard let first = label.unicodeScalars.first,
      first == "_" || first == "`" || first.properties.isXIDStart || first.properties.isEmoji,
      !kind.hasPrefix("literal")
    else { return nil }
    return isArgument ? "\(label):" : label
  }

  /// What it takes and gives, `(contentsOf: Sequence) -> Void`; of a variable its type.
  package var signature: String {
    guard let open = words.firstIndex(of: "(") else { return type }
    return type.isEmpty ? String(words[open...]) : "\(words[open...]) -> \(type)"
  }

  /// What it is, in a word that front ends have a sign for.
  package var word: String {
    if isArgument { return "param" }
    return Candidate.words.first { kind.hasPrefix($0.kind) }?.word ?? "statement"
  }

  /// The first whose kind a kind begins with.
  private static let words: [(kind: String, word: String)] = [
    ("decl.function.free", "function"), ("decl.macro", "function"), ("decl.function", "method"),
    ("decl.var.local", "instance"), ("decl.var.parameter", "instance"),
    ("decl.var.global", "instance"), ("decl.var", "property"), ("decl.enumelement", "constant"),
    ("decl.enum", "enum"), ("decl.protocol", "interface"), ("decl.module", "module"),
    ("decl", "class"), ("keyword", "keyword"),
  ]
}
