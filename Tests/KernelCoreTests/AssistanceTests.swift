import Foundation
import JSONTrees
import JupyterWire
import KernelCore
import Testing

/// Names are told to those who write while a cell runs.
@Suite(.serialized) struct AssistanceTests {
  let writer: Writer
  let frontEnd = RecordingFrontEnd()
  let service: KernelService
  private let client = Sender(username: "tester")

  init() throws {
    writer = try Writer()
    service = KernelService(
      frontEnd: frontEnd, sender: Sender(), interrupter: writer.talk.session.interrupter,
      assistant: writer.assistant)
  }

  @Test func namesAreToldWhileACellRuns() throws {
    writer.talk.run("let earlier = 1")
    let cell: JSON = ["code": "while true {}"]
    service.receive(Message("execute_request", content: cell, from: client), on: .shell)
    let thread = Thread { [service, frontEnd, client] in
      defer { service.receive(Message("shutdown_request", from: client), on: .control) }
      for type in ["complete_request", "inspect_request"] {
        let request = Message(type, content: Writer.request("earl|ier"), from: client)
        service.receive(request, on: .shell)
      }
      // The cell is busy, and two requests are busy and idle.
      for _ in 0..<3000 where frontEnd.published("status").count < 5 { usleep(10_000) }
    }
    thread.start()
    service.run(writer.talk.session) { true }
    let replies = frontEnd.sent
    try #require(replies.count > 2)
    #expect(replies.prefix(2).map(\.type) == ["complete_reply", "inspect_reply"])
    #expect(replies[0].content["matches"]?.array == ["earlier"])
    #expect(replies[1].content["data"]?["text/plain"] == "let earlier: Int")
    #expect(replies.last?.content["ename"] == "Interrupted")
    for reply in replies.prefix(2) {
      let states = frontEnd.publications(for: reply.parentHeader).map { $0["execution_state"] }
      #expect(states == ["busy", "idle"])
    }
  }

  @Test(arguments: ["complete_request", "inspect_request"])
  func aPlaceThatIsNoneIsRefusedInWords(_ type: String) throws {
    let request: JSON = ["code": "print(1)", "cursor_pos": "three"]
    service.receive(Message(type, content: request, from: client), on: .shell)
    for _ in 0..<500 where frontEnd.published("status").count < 2 { usleep(10_000) }
    let reply = try #require(frontEnd.sent.first?.content)
    #expect(reply["status"] == "error" && reply["ename"] == "BadRequest")
    #expect(
      reply["evalue"]?.string
        == "\(type): cursor_pos has to be a whole number of characters, not \"three\"")
  }
}
