import SwiftSyntax

/// Lets the loops of a cell look whether to stop.
///
/// Every loop that calls something or holds a loop looks at its head, and so does every `repeat`. A
/// `while` that does neither is run some turns at a time and looks between them, since a look at each
/// turn has the variables of the top level written and read again each time. A `for` of that kind over
/// a range of integers is cut into pieces in the same way, so that vector instructions stay; within
/// another loop it is left whole, since that one looks, and the cutting would cost more than a short
/// loop does. Other loops are bounded by what they run over.
final class LoopPolls: SyntaxVisitor {
  private static let poll = " quill_poll();"

  private var edits: [CellEdit] = []

  static func edits(in tree: SourceFileSyntax) -> [CellEdit] {
    let visitor = LoopPolls(viewMode: .sourceAccurate)
    visitor.walk(tree)
    return visitor.edits
  }

  override func visit(_ loop: WhileStmtSyntax) -> SyntaxVisitorContinueKind {
    if CallOrLoop.isFound(in: loop.conditions) || CallOrLoop.isFound(in: loop.body) {
      return poll(in: loop.body)
    }
    edits += TurnsAtATime.edits(of: loop, lookingWith: LoopPolls.poll)
    return .skipChildren
  }

  override func visit(_ loop: RepeatStmtSyntax) -> SyntaxVisitorContinueKind { poll(in: loop.body) }

  override func visit(_ loop: ForStmtSyntax) -> SyntaxVisitorContinueKind {
    if loop.awaitKeyword != nil { return .visitChildren }
    if CallOrLoop.isFound(in: loop.body) { return poll(in: loop.body) }
    if !isWithinLoop(loop), let range = range(of: loop) { cut(loop, over: range) }
    return .visitChildren
  }

  // An object that is going away cannot be left half gone.
  override func visit(_ node: DeinitializerDeclSyntax) -> SyntaxVisitorContinueKind {
    .skipChildren
  }

  // What is left with a lock in its hand keeps it for ever.
  override func visit(_ call: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    let method = call.calledExpression.as(MemberAccessExprSyntax.self)?.declName.baseName.text
    return ["withLock", "withLockUnchecked", "sync"].contains(method)
      ? .skipChildren : .visitChildren
  }

  private func poll(in body: CodeBlockSyntax) -> SyntaxVisitorContinueKind {
    edits.append(
      CellEdit(at: body.leftBrace.endPositionBeforeTrailingTrivia.utf8Offset, LoopPolls.poll))
    return .visitChildren
  }

  /// Whether another loop of the same function goes round the loop.
  private func isWithinLoop(_ loop: ForStmtSyntax) -> Bool {
    var node = loop.parent
    while let current = node {
      if current.is(FunctionDeclSyntax.self) || current.is(ClosureExprSyntax.self) { return false }
      if current.is(ForStmtSyntax.self) || current.is(WhileStmtSyntax.self)
        || current.is(RepeatStmtSyntax.self)
      {
        return true
      }
      node = current.parent
    }
    return false
  }

  /// The range of integers over which a loop runs, if it can be cut: `a..<b` on one line, and a body that
  /// does not end the loop.
  private func range(of loop: ForStmtSyntax) -> Range<Int>? {
    guard let range = loop.sequence.as(SequenceExprSyntax.self),
      range.elements.contains(where: {
        $0.as(BinaryOperatorExprSyntax.self)?.operator.text == "..<"
      }),
      loop.whereClause == nil, loop.typeAnnotation == nil, loop.caseKeyword == nil,
      loop.tryKeyword == nil, loop.parent?.is(LabeledStmtSyntax.self) != true,
      !loop.body.tokens(viewMode: .sourceAccurate).contains(where: {
        ["break", "await"].contains($0.text)
      }),
      !range.trimmedDescription.contains(where: \.isNewline)
    else { return nil }
    return range.positionAfterSkippingLeadingTrivia
      .utf8Offset..<range
      .endPositionBeforeTrailingTrivia.utf8Offset
  }

  private func cut(_ loop: ForStmtSyntax, over range: Range<Int>) {
    let start = loop.positionAfterSkippingLeadingTrivia.utf8Offset
    let end = loop.body.rightBrace.endPositionBeforeTrailingTrivia.utf8Offset
    let piece = "quillChunk\(start)"
    edits += [
      CellEdit(
        place: start..<start,
        [
          .words("for \(piece) in quillChunks("), .copy(range), .words(") {\(LoopPolls.poll) "),
        ]),
      CellEdit(place: range, [.words("quillPiece(\(piece))")]), CellEdit(at: end, " }"),
    ]
  }
}

/// Looks whether something is called, waited for or goes round in a part of a loop, or whether it has
/// code that runs elsewhere.
private final class CallOrLoop: SyntaxVisitor {
  private var isFound = false

  static func isFound(in part: some SyntaxProtocol) -> Bool {
    let visitor = CallOrLoop(viewMode: .sourceAccurate)
    visitor.walk(part)
    return visitor.isFound
  }

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind { found() }
  override func visit(_ node: MacroExpansionExprSyntax) -> SyntaxVisitorContinueKind { found() }
  override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind { found() }
  override func visit(_ node: WhileStmtSyntax) -> SyntaxVisitorContinueKind { found() }
  override func visit(_ node: RepeatStmtSyntax) -> SyntaxVisitorContinueKind { found() }
  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind { found() }
  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind { found() }
  override func visit(_ node: AwaitExprSyntax) -> SyntaxVisitorContinueKind { found() }

  private func found() -> SyntaxVisitorContinueKind {
    isFound = true
    return .skipChildren
  }
}
