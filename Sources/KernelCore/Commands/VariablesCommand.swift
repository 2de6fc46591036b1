import JSONTrees

/// Shows the variables of all cells with their types and values.
enum VariablesCommand: SessionCommand {
  static let word = "%vars"
  static let usage = "%vars"
  static let summary = "the variables with their types and values"

  static func run(
    _ arguments: String, body: inout [Substring], in context: inout CommandContext
  ) {
    let names = context.session.variables
    guard !names.isEmpty else { return context.show(["text/plain": "There are no variables."]) }
    let pairs = names.map { "(name: \"\($0.filter { $0 != "`" })\", value: \($0) as Any)" }
    var table: JSON?
    let outcome = context.session.inspect("quillVariables([\(pairs.joined(separator: ", "))])") {
      if case .result(let bundle) = $0 { table = bundle }
    }
    if outcome == .finished, let table { return context.show(table) }
    // Values that cannot be copied cannot be looked at in a list.
    context.show(["text/plain": .string(names.joined(separator: "\n"))])
  }
}
