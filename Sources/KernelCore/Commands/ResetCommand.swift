/// Forgets every variable and definition.
enum ResetCommand: SessionCommand {
  static let word = "%reset"
  static let usage = "%reset"
  static let summary = "forgets every variable and definition, and takes a fresh process"

  static func run(
    _ arguments: String, body: inout [Substring], in context: inout CommandContext
  ) throws(CommandError) {
    do throws(SessionError) {
      try context.session.reset(events: context.pass)
    } catch {
      throw CommandError("%reset: \(error); everything is as before")
    }
  }
}
