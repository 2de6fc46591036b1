import JSONTrees

/// `name?`, which shows what a name means.
struct Question {
  private let name: String
  private let isDetailed: Bool

  /// The question that a cell is, if it does nothing but ask: `name?`, `name??` or `?name`.
  init?(_ text: String) {
    let text = text.trimmed
    let behind = text.reversed().prefix { $0 == "?" }.count
    let before = text.prefix { $0 == "?" }.count
    guard (1...2).contains(behind + before), behind == 0 || before == 0 else { return nil }
    name = String(text.dropLast(behind).dropFirst(before)).trimmed
    isDetailed = behind + before == 2
    guard let first = name.first, !first.isNumber,
      name.allSatisfy({ $0.isLetter || $0.isNumber || "._`".contains($0) })
    else { return nil }
  }

  /// Asks the front end to show what the name means.
  func answer(in context: inout CommandContext) throws(CommandError) {
    let request: JSON = [
      "code": .string(name), "cursor_pos": .integer(name.unicodeScalars.count),
      "detail_level": .integer(isDetailed ? 1 : 0),
    ]
    guard let reply = try? context.assistant?.inspection(request),
      reply["found"]?.bool == true, let data = reply["data"]
    else { throw CommandError("\(name)?: no such name is known here") }
    context.payloads.append(["source": "page", "data": data, "start": 0])
  }
}
