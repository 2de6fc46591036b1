import JSONTrees

/// A value that a notebook is run with, in the place of the one that it has.
public struct Parameter: Hashable, Sendable {
  /// The variable.
  public let name: String
  /// Its value as Swift.
  let literal: String

  /// Reads `name=value`; a value that is no number, truth value, text in quotes or list is text.
  ///
  /// - Throws: ``NotebookError`` for a name or a value that Swift has not.
  public init(_ text: String) throws(NotebookError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    name = String(parts[0])
    guard parts.count == 2, Parameter.isName(name) else { throw .badName(name) }
    let value = String(parts[1])
    let tree = (try? JSON(bytes: Array(value.utf8))) ?? .string(value)
    guard let literal = Parameter.literal(tree) else { throw .badValue(name: name, value: value) }
    self.literal = literal
  }

  /// The definition.
  var line: String { "var \(Parameter.words.contains(name) ? "`\(name)`" : name) = \(literal)" }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first == "_" || first.properties.isXIDStart,
      text != "_"
    else { return false }
    return text.unicodeScalars.allSatisfy { $0.properties.isXIDContinue }
  }

  /// What Swift has for a value; nothing for what it has no one type for.
  private static func literal(_ tree: JSON) -> String? {
    switch tree {
    case .bool(let truth): return "\(truth)"
    case .integer(let number): return "\(number)"
    case .number(let number): return number.isFinite ? "\(number)" : nil
    case .string(let text): return quoted(text)
    case .array(let items):
      guard !items.isEmpty, haveOneType(items) else { return nil }
      let literals = items.compactMap(literal)
      return literals.count == items.count ? "[\(literals.joined(separator: ", "))]" : nil
    case .null, .object: return nil
    }
  }

  private static func haveOneType(_ items: [JSON]) -> Bool {
    items.allSatisfy { $0.bool != nil } || items.allSatisfy { $0.number != nil }
      || items.allSatisfy { $0.string != nil } || items.allSatisfy { $0.array != nil }
  }

  private static func quoted(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case _ where scalar.properties.generalCategory == .control:
        "\\u{\(String(scalar.value, radix: 16))}"
      default: String(scalar)
      }
    }
    return "\"\(scalars.joined())\""
  }

  /// Words that are names only between backquotes.
  private static let words: Set<String> = [
    "Any", "Self", "as", "associatedtype", "break", "case", "catch", "class", "continue", "default",
    "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate",
    "for", "func", "guard", "if", "import", "in", "init", "inout", "internal", "is", "let", "nil",
    "operator", "precedencegroup", "private", "protocol", "public", "repeat", "rethrows", "return",
    "self", "static", "struct", "subscript", "super", "switch", "throw", "throws", "true", "try",
    "typealias", "var", "where", "while",
  ]
}

extension Notebook {
  /// Puts values into a notebook, in a cell behind the one with the tag `parameters`, or at the head;
  /// a cell that was put there before is replaced.
  public mutating func inject(_ parameters: [Parameter]) {
    guard !parameters.isEmpty else { return }
    var cell = NotebookCell.code(
      (["// Parameters"] + parameters.map(\.line)).joined(separator: "\n"))
    cell.tags = ["injected-parameters"]
    if let place = cells.firstIndex(where: { $0.tags.contains("injected-parameters") }) {
      cell.id = cells[place].id
      cells[place] = cell
    } else {
      let place = cells.firstIndex { $0.tags.contains("parameters") }.map { $0 + 1 } ?? 0
      cells.insert(cell, at: place)
    }
  }
}
