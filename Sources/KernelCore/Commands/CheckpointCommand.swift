/// Says when a copy of the variables is kept.
enum CheckpointCommand: SessionCommand {
  static let word = "%checkpoint"
  static let usage = "%checkpoint on | off | auto"
  static let summary =
    "whether a copy of the variables is kept behind each cell, for a crash to go back to; `auto` "
    + "keeps none where they take more than two fifths of the memory"

  static func run(
    _ arguments: String, body: inout [Substring], in context: inout CommandContext
  ) throws(CommandError) {
    guard let wanted = Session.Protection(rawValue: arguments) else {
      throw CommandError("%checkpoint \(arguments): give on, off or auto")
    }
    context.session.protect(wanted)
  }
}
