import JSONTrees

/// What came of a cell with the lines at its head that speak to the session.
public struct CellTurn: Sendable {
  /// What came of it.
  public let outcome: Session.Outcome
  /// What the front end is asked to do behind the cell: to show a page, to begin the next cell.
  public let payloads: [JSON]

  /// Puts together what came of a cell somewhere else.
  public init(outcome: Session.Outcome, payloads: [JSON]) {
    (self.outcome, self.payloads) = (outcome, payloads)
  }
}

extension Session {
  /// Does what the first lines of a cell ask of the session, as `%vars`, and runs what is left of it.
  ///
  /// - Parameters:
  ///   - text: The text of the cell.
  ///   - number: The number that its reader knows it by.
  ///   - assistant: What knows names; without one `name?` finds nothing.
  ///   - events: What to do with what happens meanwhile; all of it comes before this returns.
  /// - Returns: What came of it.
  public func perform(
    _ text: String, number: Int, assistant: CodeAssistant?, events: (Event) -> Void
  ) -> CellTurn {
    let shown = ShownByCommands()
    var context = CommandContext(
      session: self, assistant: assistant, show: { shown.events.append(.note($0)) },
      pass: { shown.events.append($0) })
    do throws(CommandError) {
      let rest = try CommandTable.run(text, in: &context)
      shown.events.forEach(events)
      let outcome = rest.map { execute($0, number: number, events: events) }
      return CellTurn(outcome: outcome ?? .finished, payloads: context.payloads)
    } catch {
      return CellTurn(outcome: .failed(.command(error.words)), payloads: [])
    }
  }
}

/// What commands have shown and passed on.
private final class ShownByCommands {
  var events: [Session.Event] = []
}
