import Foundation
import JSONTrees
import JupyterWire
import KernelCore
import Testing

/// Requests that do not wait for the cell that runs.
@Suite(.serialized) struct SubshellTests {
  let page: WidgetPage

  init() throws { page = try WidgetPage() }

  @Test func subshellsAreOpenedListedAndClosed() throws {
    defer { page.leave() }
    let id = try #require(control("create_subshell_request")["subshell_id"])
    #expect(control("list_subshell_request")["subshell_id"] == [id])
    #expect(control("delete_subshell_request", ["subshell_id": id])["status"] == "ok")
    #expect(control("delete_subshell_request", ["subshell_id": id])["status"] == "error")
    #expect(control("list_subshell_request")["subshell_id"] == [])
    let features = control("kernel_info_request")["supported_features"]
    #expect(features == ["kernel subshells"])
  }

  @Test(arguments: [
    "kernel_info_request", "is_complete_request", "history_request", "comm_info_request",
    "complete_request", "inspect_request",
  ])
  func aSubshellAnswersWhileACellRuns(_ type: String) throws {
    defer { page.leave() }
    let id = control("create_subshell_request")["subshell_id"]?.string
    let cell = page.begin("while true {}")
    #expect(page.wait { page.states(of: cell) == ["busy"] })
    let content: JSON = ["code": "1", "cursor_pos": 1]
    let message = Message(
      header: Header(type, from: page.client, subshellID: id), content: content)
    page.service.receive(message, on: .shell)
    #expect(page.waitUntilIdle(message) && page.states(of: cell) == ["busy"])
    let reply = page.frontEnd.sent.last { $0.parentHeader == message.header.json }
    #expect(reply?.content["status"] != "error" && reply?.parentHeader["subshell_id"] != nil)
  }

  @Test func aCellOnASubshellWaitsForItsTurn() {
    defer { page.leave() }
    let id = control("create_subshell_request")["subshell_id"]?.string
    page.run("var n = 1")
    let message = Message(
      header: Header("execute_request", from: page.client, subshellID: id),
      content: ["code": "n + 1"])
    page.service.receive(message, on: .shell)
    #expect(page.waitUntilIdle(message))
    let result = page.frontEnd.published("execute_result").last?["data"]?["text/plain"]
    #expect(result == "2")
  }

  private func control(_ type: String, _ content: JSON = [:]) -> JSON {
    let message = Message(type, content: content, from: page.client)
    page.service.receive(message, on: .control)
    return page.frontEnd.sent.last { $0.parentHeader == message.header.json }?.content ?? [:]
  }
}
