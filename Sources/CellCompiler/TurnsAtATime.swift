import SwiftSyntax

/// Lets a `while` look whether to stop once in many turns.
///
/// `while C { B }` becomes
///
///     while true { LOOK; var left = 1024; while left != 0, C { left &-= 1; B }; if left != 0 { break } }
///
/// on the same lines. `C` is asked exactly as often as before: where no turns are left it is not asked
/// until the next have begun. A `continue` stays what it is; a `break` is given the name of the outer
/// loop, which is the user's name for the loop if it has one.
enum TurnsAtATime {
  // A microsecond in a loop over numbers. What is put together by operators alone may take longer: a
  // turn of 20 µs still lets the loop look before the patience with an interrupt ends.
  private static let turns = 1024

  /// How to write a loop that calls nothing and holds no other.
  static func edits(of loop: WhileStmtSyntax, lookingWith poll: String) -> [CellEdit] {
    let start = loop.positionAfterSkippingLeadingTrivia.utf8Offset
    let left = "quillLeft\(start)"
    let exits = Exits.places(in: loop.body)
    let usersName = loop.parent?.as(LabeledStmtSyntax.self)?.label.text
    let name = usersName ?? "quillLoop\(start)"
    let label = usersName == nil && !exits.isEmpty ? "\(name): " : ""
    let head = "\(label)while true {\(poll) var \(left) = \(turns); "
    return [CellEdit(at: start, head), condition(of: loop, left)]
      + [
        CellEdit(
          at: loop.body.leftBrace.endPositionBeforeTrailingTrivia.utf8Offset, " \(left) &-= 1;"),
        CellEdit(
          at: loop.body.rightBrace.endPositionBeforeTrailingTrivia.utf8Offset,
          isEndless(loop) ? " }" : "; if \(left) != 0 { break } }"),
      ] + exits.map { CellEdit(at: $0, " \(name)") }
  }

  /// A loop without end must stay one for the compiler, or what follows could be reached.
  private static func isEndless(_ loop: WhileStmtSyntax) -> Bool {
    loop.conditions.count == 1 && loop.conditions.trimmedDescription == "true"
  }

  private static func condition(of loop: WhileStmtSyntax, _ left: String) -> CellEdit {
    let start = loop.conditions.positionAfterSkippingLeadingTrivia.utf8Offset
    let end = loop.conditions.endPositionBeforeTrailingTrivia.utf8Offset
    return isEndless(loop)
      ? CellEdit(place: start..<end, [.words("\(left) != 0")])
      : CellEdit(at: start, "\(left) != 0, ")
  }
}

/// Finds where a loop is left by a `break` that does not say which loop it means.
private final class Exits: SyntaxVisitor {
  private var places: [Int] = []

  /// The ends of the words `break`, in bytes.
  static func places(in body: CodeBlockSyntax) -> [Int] {
    let visitor = Exits(viewMode: .sourceAccurate)
    visitor.walk(body)
    return visitor.places
  }

  override func visit(_ node: BreakStmtSyntax) -> SyntaxVisitorContinueKind {
    if node.label == nil {
      places.append(node.breakKeyword.endPositionBeforeTrailingTrivia.utf8Offset)
    }
    return .skipChildren
  }

  // There it leaves the `switch`.
  override func visit(_ node: SwitchExprSyntax) -> SyntaxVisitorContinueKind { .skipChildren }
}
