import Foundation
import JSONTrees
import KernelCore

/// Someone who writes a cell and asks for names; `|` marks the cursor.
final class Writer {
  let talk: Conversation
  let assistant: CodeAssistant

  // Its patience is more than a front end's, since a machine that runs tests may be busy.
  init(
    completer: String = Conversation.products.appending(path: "quill-completer").path,
    patience: Duration = .seconds(30)
  ) throws {
    talk = try Conversation()
    assistant = CodeAssistant(
      compiler: talk.compiler, cells: talk.session.visibleCells, completer: completer,
      patience: patience)
  }

  func completion(_ marked: String) throws -> JSON {
    try assistant.completion(Writer.request(marked))
  }

  func matches(_ marked: String) throws -> [String] {
    try completion(marked)["matches"]?.array?.compactMap(\.string) ?? []
  }

  /// The row of the metadata for a match.
  func row(_ text: String, _ marked: String) throws -> JSON? {
    try completion(marked)["metadata"]?["_jupyter_types_experimental"]?.array?
      .first { $0["text"]?.string == text }
  }

  func inspection(_ marked: String, detail: Int = 0, as type: String = "text/plain") throws
    -> String?
  {
    let request = Writer.request(marked).object ?? [:]
    let reply = try assistant.inspection(
      .object(request.merging(["detail_level": .integer(detail)]) { $1 }))
    return reply["data"]?[type]?.string
  }

  static func request(_ marked: String) -> JSON {
    let place = marked.unicodeScalars.firstIndex(of: "|") ?? marked.endIndex
    var text = marked
    text.unicodeScalars.remove(at: place)
    return [
      "code": .string(text), "cursor_pos": .integer(marked.unicodeScalars[..<place].count),
    ]
  }

  /// The processes of completers that this process has started.
  static func completers() -> [Int32] {
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return folders.compactMap(Int32.init).filter { process in
      guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
        let name = status.split(separator: ")").first
      else { return false }
      let fields = status[name.endIndex...].dropFirst(2).split(separator: " ")
      return name.hasSuffix("(quill-completer") && fields.count > 1 && fields[0] != "Z"
        && fields[1] == "\(getpid())"
    }
  }
}
