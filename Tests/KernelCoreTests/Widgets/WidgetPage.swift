import Foundation
import JSONTrees
import JupyterWire
import KernelCore
import Synchronization

/// A page with widgets, as the kernel sees one: it sends what is moved, and reads what everyone hears.
final class WidgetPage: @unchecked Sendable {
  let talk: Conversation
  let frontEnd = RecordingFrontEnd()
  let service: KernelService
  let client = Sender(username: "page")
  private let isOver = Mutex(false)
  private let hasEnded = DispatchSemaphore(value: 0)

  init() throws {
    talk = try Conversation()
    service = KernelService(
      frontEnd: frontEnd, sender: Sender(), interrupter: talk.session.interrupter)
    nonisolated(unsafe) let session = talk.session
    let deadline = Date(timeIntervalSinceNow: 60)
    Thread.detachNewThread { [self] in
      service.run(session) { Date() < deadline && !self.isOver.withLock { $0 } }
      hasEnded.signal()
    }
  }

  /// Ends the kernel; to be called at the end of a test.
  func leave() {
    isOver.withLock { $0 = true }
    talk.session.interrupter.interrupt()
    hasEnded.wait()
  }

  /// Sends a cell and does not wait for it.
  func begin(_ code: String) -> Message {
    let message = Message("execute_request", content: ["code": .string(code)], from: client)
    service.receive(message, on: .shell)
    return message
  }

  /// Runs a cell; gives the content of its reply.
  @discardableResult func run(_ code: String) -> JSON {
    let message = begin(code)
    _ = waitUntilIdle(message)
    return frontEnd.sent.last { $0.parentHeader == message.header.json }?.content ?? [:]
  }

  /// Says something to a widget and does not wait.
  func tell(_ id: String, _ data: JSON) -> Message {
    let content: JSON = ["comm_id": .string(id), "data": data]
    let message = Message("comm_msg", content: content, from: client)
    service.receive(message, on: .shell)
    return message
  }

  /// Moves a widget, and waits until all is drawn; says whether that came to an end.
  @discardableResult func move(_ id: String, to value: JSON, name: String = "value") -> Bool {
    waitUntilIdle(tell(id, ["method": "update", "state": [name: value], "buffer_paths": []]))
  }

  func click(_ id: String) -> Bool {
    waitUntilIdle(tell(id, ["method": "custom", "content": ["event": "click"]]))
  }

  /// Waits until a message was dealt with; half a minute at most.
  func waitUntilIdle(_ message: Message) -> Bool {
    wait { self.states(of: message).last == "idle" }
  }

  func states(of message: Message) -> [String] {
    frontEnd.publications(for: message.header.json).compactMap { $0["execution_state"]?.string }
  }

  func wait(until isSo: () -> Bool) -> Bool {
    let deadline = Date(timeIntervalSinceNow: 30)
    while !isSo() {
      if Date() > deadline { return false }
      usleep(2000)
    }
    return true
  }

  /// The name of the newest widget of a kind, `IntSlider`.
  func id(_ kind: String) -> String {
    frontEnd.published("comm_open").last {
      $0["data"]?["state"]?["_model_name"]?.string == kind + "Model"
    }?["comm_id"]?.string ?? ""
  }

  /// What the page knows of a widget by now.
  func state(_ id: String) -> [String: JSON] {
    frontEnd.publications.reduce(into: [:]) { state, message in
      guard message.content["comm_id"]?.string == id, message.type != "comm_close" else { return }
      state.merge(message.content["data"]?["state"]?.object ?? [:]) { $1 }
    }
  }

  /// What the newest output area shows, in words: texts, values, the names of errors.
  var shown: [String] { shown(in: id("Output")) }

  func shown(in area: String) -> [String] {
    (state(area)["outputs"]?.array ?? []).map { output in
      output["text"]?.string ?? output["data"]?["text/plain"]?.string
        ?? "\(output["ename"]?.string ?? "?"): \(output["evalue"]?.string ?? "")"
    }
  }

  /// The widgets that were closed.
  var closed: [String] { frontEnd.published("comm_close").compactMap { $0["comm_id"]?.string } }
}
