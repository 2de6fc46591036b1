import Dispatch
import JSONTrees
import JupyterWire

/// Subshells: lines of requests of their own, which do not wait for the cell that runs (JEP 91).
///
/// There is one process that runs cells. So a cell that is sent on a subshell waits for its turn like
/// any other; all other requests are answered at once, by a thread of the subshell.
extension KernelService {
  /// The kinds of requests that need no cell, and so can be answered by any thread.
  static let handlers: [String: @Sendable (KernelService, Message) -> JSON] = [
    "kernel_info_request": { _, _ in KernelService.information },
    "is_complete_request": { KernelConversation.isComplete($1.content) },
    "history_request": { $0.historyReply($1.content) },
  ]

  /// Answers a request on the thread of its subshell; says whether it is one of those.
  func answerOnSubshell(_ message: Message) -> Bool {
    guard let id = message.header.subshellID, let handler = KernelService.handlers[message.type],
      let subshell = subshells.withLock({ $0[id] })
    else { return false }
    subshell.async { self.answer(message, on: .shell) { handler(self, $0) } }
    return true
  }

  /// Opens, closes or lists subshells; nothing for another request.
  func subshellReply(_ message: Message) -> JSON? {
    switch message.type {
    case "create_subshell_request":
      let id = randomIdentifier()
      subshells.withLock { $0[id] = DispatchQueue(label: "subshell") }
      return ["status": "ok", "subshell_id": .string(id)]
    case "delete_subshell_request":
      let id = message.content["subshell_id"]?.string ?? ""
      let isThere = subshells.withLock { $0.removeValue(forKey: id) != nil }
      return isThere
        ? ["status": "ok"] : failure("NoSuchSubshell", "there is no subshell \"\(id)\"")
    case "list_subshell_request":
      let ids = subshells.withLock { $0.keys.sorted() }
      return ["status": "ok", "subshell_id": .array(ids.map { .string($0) })]
    default: return nil
    }
  }

  func historyReply(_ request: JSON) -> JSON {
    let answer = history.withLock { $0.answer(request) }
    return .object((answer.object ?? [:]).merging(["status": "ok"]) { $1 })
  }
}
