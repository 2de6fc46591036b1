import SwiftParser
import SwiftSyntax

/// Where the name stands that somebody means who points into a text.
public enum NamePlace {
  /// Finds the name at a place: the one that begins, ends or goes on there, or else that of the
  /// function within whose brackets the place is.
  ///
  /// - Parameters:
  ///   - text: The text of a cell, whole or not.
  ///   - offset: The place, in bytes.
  /// - Returns: The name's first byte; nothing if there is no name.
  /// - Complexity: O(*n*), under a millisecond for a cell of usual size.
  public static func start(in text: String, at offset: Int) -> Int? {
    let tree = Parser.parse(source: text)
    let place = AbsolutePosition(utf8Offset: offset)
    let after = tree.token(at: place) ?? tree.endOfFileToken
    let around = [after, after.previousToken(viewMode: .sourceAccurate)].compactMap { $0 }
    let name = around.first { isName($0) && touches($0, place) }
    let callees = around.lazy.compactMap { callee(around: Syntax($0), at: place) }
    return (name ?? callees.first)?.positionAfterSkippingLeadingTrivia.utf8Offset
  }

  private static func touches(_ token: TokenSyntax, _ place: AbsolutePosition) -> Bool {
    token.positionAfterSkippingLeadingTrivia <= place
      && place <= token.endPositionBeforeTrailingTrivia
  }

  private static func isName(_ token: TokenSyntax) -> Bool {
    switch token.tokenKind {
    case .identifier, .binaryOperator, .prefixOperator, .postfixOperator, .dollarIdentifier: true
    case .keyword(.self), .keyword(.Self), .keyword(.`init`), .keyword(.super): true
    default: false
    }
  }

  /// The name of the function whose call has the place between its brackets, the innermost.
  private static func callee(around node: Syntax, at place: AbsolutePosition) -> TokenSyntax? {
    var node: Syntax? = node
    while let current = node {
      if let call = current.as(FunctionCallExprSyntax.self), let open = call.leftParen,
        open.endPositionBeforeTrailingTrivia <= place,
        place <= end(of: call)
      {
        return name(of: call.calledExpression)
      }
      node = current.parent
    }
    return nil
  }

  /// Where the brackets of a call close; where the text ends before, the call goes on to there.
  private static func end(of call: FunctionCallExprSyntax) -> AbsolutePosition {
    guard let close = call.rightParen, close.presence == .present else { return call.endPosition }
    return close.positionAfterSkippingLeadingTrivia
  }

  private static func name(of expression: ExprSyntax) -> TokenSyntax? {
    if let reference = expression.as(DeclReferenceExprSyntax.self) { return reference.baseName }
    if let member = expression.as(MemberAccessExprSyntax.self) { return member.declName.baseName }
    return expression.as(GenericSpecializationExprSyntax.self).flatMap { name(of: $0.expression) }
  }
}
