import SwiftSyntax

/// What names a cell uses and declares, as far as one can tell without compiling it.
///
/// A cell that is run again unchanged need not be compiled again if every name in it still means the
/// same; then the very same code is run, and its types are still the types of the values that exist.
public struct CellScope: Hashable, Sendable {
  /// Every word in the text that could be a name.
  let used: Set<String>
  /// What the text declares at its top level, in extensions and as operators.
  let declared: Set<String>
  /// Whether it lets types do what they could not do, without their being named where they are used.
  let changesOthers: Bool
  /// Whether it has stored variables of types, which are set at their first use and never again.
  public let hasTypeVariables: Bool

  init(of tree: SourceFileSyntax, declaring names: [String]) {
    let finder = ScopeFinder(viewMode: .sourceAccurate)
    finder.walk(tree)
    used = finder.used
    declared = finder.declared.union(names.map(CellScope.bare))
    changesOthers = finder.changesOthers
    hasTypeVariables = finder.hasTypeVariables
  }

  /// A name without the backticks that let a keyword be one.
  fileprivate static func bare(_ name: String) -> String { name.filter { $0 != "`" } }

  /// Whether the text would mean something else behind a cell with another scope.
  public func isChanged(by other: CellScope) -> Bool {
    other.changesOthers || !other.declared.isDisjoint(with: used)
  }
}

private final class ScopeFinder: SyntaxVisitor {
  var used: Set<String> = []
  var declared: Set<String> = []
  var changesOthers = false
  var hasTypeVariables = false

  override func visit(_ token: TokenSyntax) -> SyntaxVisitorContinueKind {
    switch token.tokenKind {
    case .identifier(let name): used.insert(CellScope.bare(name))
    case .binaryOperator(let name), .prefixOperator(let name), .postfixOperator(let name):
      used.insert(name)
    default: break
    }
    return .skipChildren
  }

  override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
    if node.inheritanceClause != nil { changesOthers = true }
    for member in node.memberBlock.members {
      declared.formUnion(names(of: member.decl))
    }
    return .visitChildren
  }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    if case .binaryOperator(let name) = node.name.tokenKind { declared.insert(name) }
    if case .prefixOperator(let name) = node.name.tokenKind { declared.insert(name) }
    if case .postfixOperator(let name) = node.name.tokenKind { declared.insert(name) }
    return .visitChildren
  }

  override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
    let isOfType = node.modifiers.contains { ["static", "class"].contains($0.name.text) }
    if isOfType && node.bindings.contains(where: { $0.accessorBlock == nil }) {
      hasTypeVariables = true
    }
    return .visitChildren
  }

  private func names(of member: DeclSyntax) -> [String] {
    if let variable = member.as(VariableDeclSyntax.self) {
      return variable.bindings.compactMap { binding in
        binding.pattern.as(IdentifierPatternSyntax.self)
          .map { CellScope.bare($0.identifier.text) }
      }
    }
    if let named = member.asProtocol((any NamedDeclSyntax).self) {
      return [CellScope.bare(named.name.text)]
    }
    // An initializer or a subscript is used without its name.
    changesOthers = true
    return []
  }
}
