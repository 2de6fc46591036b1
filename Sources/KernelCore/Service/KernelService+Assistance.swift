import JSONTrees
import JupyterWire

/// The requests of those who write: they are answered beside the cell that runs.
extension KernelService {
  /// Whether a request is one of them.
  static func isForAssistant(_ message: Message) -> Bool {
    ["complete_request", "inspect_request"].contains(message.type)
  }

  /// Answers a request on the assistant's thread, or at once where there is no assistant.
  func assist(_ message: Message) {
    guard let assistant else { return answer(message, on: .shell) { assistance($0) } }
    assistant.later { self.answer(message, on: .shell) { self.assistance($0) } }
  }

  private func assistance(_ message: Message) -> JSON {
    do throws(PlaceError) {
      return message.type == "complete_request"
        ? try completion(message.content) : try inspection(message.content)
    } catch {
      return failure("BadRequest", "\(message.type): \(error)")
    }
  }

  private func completion(_ request: JSON) throws(PlaceError) -> JSON {
    if let assistant { return try assistant.completion(request) }
    let place = try CursorPlace(request)
    return CompletionReply.reply([], typed: TypedPrefix(before: place), end: place)
  }

  private func inspection(_ request: JSON) throws(PlaceError) -> JSON {
    if let assistant { return try assistant.inspection(request) }
    return InspectionReply.reply(nil, isDetailed: false)
  }
}
