import SwiftDiagnostics
import SwiftParser
import SwiftParserDiagnostics
import SwiftSyntax

/// What the text of a cell says without being compiled.
public struct CellSyntax: Sendable {
  /// Whether a text is whole.
  public enum Completeness: Hashable, Sendable {
    /// It can be run.
    case complete
    /// More has to come; the next line starts with so many spaces.
    case incomplete(indent: Int)
    /// No more text can mend it.
    case invalid
  }

  /// The text as it was typed.
  public let typed: CellText
  /// The text as Swift.
  let text: String
  /// Where the last expression stands, in bytes, if its value is to be shown.
  public let resultRange: Range<Int>?
  /// Where the stored variables of the top level are declared, in bytes, if the cell waits there.
  ///
  /// The variables of a main program that waits belong to the main actor, where later cells and their
  /// functions could not reach them.
  let actorVariables: [Int]
  /// The modules that the text imports.
  public let imports: [String]
  /// The names that the text declares at its top level, in order.
  public let declaredNames: [String]
  /// Whether the text is whole.
  public let completeness: Completeness
  /// The names of variables among them.
  public let storedNames: [String]
  /// Whether later cells can see something of this one: it declares or imports something.
  public let isSeenLater: Bool
  /// What the text can mean something else by, and what it lets other texts mean something else by.
  public let scope: CellScope
  /// What lets the loops look whether to stop.
  let polls: [CellEdit]

  /// Reads a text.
  /// - Complexity: O(*n*), under a millisecond for a cell of usual size.
  public init(_ typed: String) {
    let cellText = CellText(typed)
    let text = cellText.swift
    let tree = Parser.parse(source: text)
    self.typed = cellText
    self.text = text
    isEmpty = tree.statements.isEmpty
    resultRange = tree.statements.last.flatMap(CellSyntax.shownRange)
    actorVariables =
      TopLevelAwait.isFound(in: tree) ? tree.statements.compactMap(CellSyntax.storedVariable) : []
    imports = tree.statements.compactMap { statement in
      statement.item.as(ImportDeclSyntax.self)?.path.first?.name.text
    }
    declaredNames = tree.statements.flatMap { CellSyntax.names(in: $0.item) }
    completeness = CellSyntax.completeness(of: text, tree)
    storedNames = tree.statements.flatMap { CellSyntax.storedNames(in: $0.item) }
    isSeenLater = tree.statements.contains { $0.item.is(DeclSyntax.self) }
    scope = CellScope(of: tree, declaring: declaredNames)
    polls = LoopPolls.edits(in: tree)
  }

  /// Whether nothing but blanks and comments stands in the text.
  public let isEmpty: Bool

  /// Whether a text needs nothing behind it.
  static func isWhole(_ text: String) -> Bool {
    completeness(of: text, Parser.parse(source: text)) == .complete
  }

  /// Whether a text is one expression with a value.
  static func isExpression(_ text: String) -> Bool {
    let tree = Parser.parse(source: text)
    guard tree.statements.count == 1, let statement = tree.statements.first else { return false }
    return shownRange(statement) != nil
  }

  private static func storedNames(in item: CodeBlockItemSyntax.Item) -> [String] {
    guard let variable = item.as(VariableDeclSyntax.self) else { return [] }
    return variable.bindings.flatMap { names(in: $0.pattern) }
  }

  /// The range of a last statement whose value is to be shown.
  ///
  /// An assignment has no value, and a semicolon at the end asks for silence.
  private static func shownRange(_ statement: CodeBlockItemSyntax) -> Range<Int>? {
    guard statement.semicolon == nil, let expression = statement.item.as(ExprSyntax.self),
      !expression.hasError, !isAssignment(expression)
    else { return nil }
    let start = expression.positionAfterSkippingLeadingTrivia.utf8Offset
    let end = expression.endPositionBeforeTrailingTrivia.utf8Offset
    return start < end ? start..<end : nil
  }

  /// Where the modifiers of a stored variable begin, unless they say themselves to whom it belongs.
  private static func storedVariable(_ statement: CodeBlockItemSyntax) -> Int? {
    guard let variable = statement.item.as(VariableDeclSyntax.self),
      variable.bindings.allSatisfy({ $0.accessorBlock == nil }),
      !variable.modifiers.contains(where: { ["nonisolated", "async"].contains($0.name.text) }),
      !variable.attributes.contains(where: { $0.description.contains("Actor") })
    else { return nil }
    let start = variable.modifiers.first.map(Syntax.init) ?? Syntax(variable.bindingSpecifier)
    return start.positionAfterSkippingLeadingTrivia.utf8Offset
  }

  private static func isAssignment(_ expression: ExprSyntax) -> Bool {
    if let attempt = expression.as(TryExprSyntax.self) { return isAssignment(attempt.expression) }
    if let wait = expression.as(AwaitExprSyntax.self) { return isAssignment(wait.expression) }
    guard let sequence = expression.as(SequenceExprSyntax.self) else { return false }
    return sequence.elements.contains { $0.is(AssignmentExprSyntax.self) }
  }

  private static func names(in item: CodeBlockItemSyntax.Item) -> [String] {
    if let variable = item.as(VariableDeclSyntax.self) {
      return variable.bindings.flatMap { names(in: $0.pattern) }
    }
    if let function = item.as(FunctionDeclSyntax.self) { return [function.name.text] }
    let named = item.asProtocol((any NamedDeclSyntax).self)
    return named.map { [$0.name.text] } ?? []
  }

  private static func names(in pattern: PatternSyntax) -> [String] {
    if let name = pattern.as(IdentifierPatternSyntax.self) { return [name.identifier.text] }
    if let tuple = pattern.as(TuplePatternSyntax.self) {
      return tuple.elements.flatMap { names(in: $0.pattern) }
    }
    return []
  }

  /// Errors at the very end, where something is expected, can be mended by more text.
  private static func completeness(of text: String, _ tree: SourceFileSyntax) -> Completeness {
    let errors = ParseDiagnosticsGenerator.diagnostics(for: tree)
      .filter { $0.diagMessage.severity == .error }
    guard !errors.isEmpty else { return .complete }
    let end = lastInk(of: tree)
    let isOpen = errors.allSatisfy { error in
      error.position.utf8Offset >= end && error.message.hasPrefix("expected")
    }
    return isOpen ? .incomplete(indent: indent(after: text)) : .invalid
  }

  /// The offset behind the last byte that is neither blank nor part of a comment.
  private static func lastInk(of tree: SourceFileSyntax) -> Int {
    let last = tree.endOfFileToken.previousToken(viewMode: .sourceAccurate)
    return last?.endPositionBeforeTrailingTrivia.utf8Offset ?? 0
  }

  /// The spaces with which the next line begins: those of the last, and more behind a bracket.
  private static func indent(after text: String) -> Int {
    let line = text.split(separator: "\n").last { !$0.allSatisfy(\.isWhitespace) } ?? ""
    let spaces = line.prefix { $0 == " " }.count
    let opens = line.last { !$0.isWhitespace }.map { "{([".contains($0) } ?? false
    return spaces + (opens || line.hasSuffix(" in") ? 2 : 0)
  }
}
