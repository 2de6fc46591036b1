import CellCompiler
import JSONTrees

/// What a name means: how it is declared, and what its comment says.
package struct SymbolDescription: Sendable {
  private let declaration: String
  private let module: String
  private let comment: [Markup]

  /// Takes the module that declares a name, the declaration and the comment as SourceKit's XML.
  package init(module: String, declaration: String, comment: String) {
    self.module = module
    self.declaration = Markup.read(declaration).plainText
    self.comment = Markup.read(comment).first?.content.content(of: "CommentParts") ?? []
  }

  /// Reads what the completer has found; nothing if it found nothing.
  init?(_ found: JSON) {
    guard found["name"]?.string != nil else { return nil }
    let declaration = found["declaration"]?.string ?? ""
    self.init(
      module: found["module"]?.string ?? "",
      declaration: declaration.isEmpty ? found["name"]?.string ?? "" : declaration,
      comment: found["documentation"]?.string ?? "")
  }

  /// The description in words.
  ///
  /// - Parameters:
  ///   - isMarkdown: Whether the page shows Markdown.
  ///   - isDetailed: Whether the discussion belongs to it, and where the name comes from.
  /// - Returns: The declaration, and below it what the comment says.
  package func text(isMarkdown: Bool, isDetailed: Bool) -> String {
    let writer = CommentText(isMarkdown: isMarkdown)
    let head = isMarkdown ? writer.listing(declaration) : declaration
    var parts = [head, writer.blocks(comment.content(of: "Abstract")), parameters(writer)]
    parts.append(writer.titled("Returns", writer.blocks(comment.content(of: "ResultDiscussion"))))
    parts.append(writer.titled("Throws", writer.blocks(comment.content(of: "ThrowsDiscussion"))))
    if isDetailed {
      parts += [writer.blocks(comment.content(of: "Discussion")), origin(writer)]
    }
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private func parameters(_ writer: CommentText) -> String {
    let rows = comment.content(of: "Parameters").map { parameter in
      let name = parameter.content.content(of: "Name").plainText
      let words = writer.blocks(parameter.content.content(of: "Discussion"))
      return writer.item("\(writer.code(name)): \(words)")
    }
    guard !rows.isEmpty else { return "" }
    return "\(writer.title("Parameters"))\n\n\(rows.joined(separator: "\n"))"
  }

  private func origin(_ writer: CommentText) -> String {
    if CellCompiler.isCell(module) { return writer.titled("From", "cell \(module.dropFirst(4))") }
    let isKnown = !module.isEmpty && module != CellCompiler.draftModule
    return isKnown ? writer.titled("From", "module \(writer.code(module))") : ""
  }
}
