import Dispatch
import Foundation
import JSONTrees
import JupyterWire
import KernelCore
import Synchronization
import Testing

/// What requests are answered, without sockets.
@Suite(.serialized) struct KernelServiceTests {
  let talk: Conversation
  let frontEnd = RecordingFrontEnd()
  let service: KernelService
  private let client = Sender(username: "tester")

  init() throws {
    talk = try Conversation()
    service = KernelService(
      frontEnd: frontEnd, sender: Sender(), interrupter: talk.session.interrupter)
  }

  @Test(arguments: [
    "kernel_info_request", "execute_request", "is_complete_request", "history_request",
    "comm_info_request", "complete_request", "inspect_request", "comm_open", "comm_msg",
    "no_such_request", "",
  ])
  func everyRequestIsFramedByBusyAndIdle(_ type: String) {
    ask([Message(type, content: [:], from: client)])
    let states = frontEnd.published("status").compactMap { $0["execution_state"]?.string }
    #expect(states == ["busy", "idle"])
    #expect(
      frontEnd.sent.count == (type.hasSuffix("_request") && type != "no_such_request" ? 1 : 0))
    for reply in frontEnd.sent { #expect(reply.content["status"]?.string != nil) }
  }

  @Test(arguments: [
    "kernel_info_request", "interrupt_request", "debug_request", "shutdown_request",
  ])
  func controlIsAnsweredWhileACellWaits(_ type: String) {
    service.receive(Message(type, from: client), on: .control)
    #expect(frontEnd.sent.map(\.type) == [type.replacingOccurrences(of: "request", with: "reply")])
    #expect(frontEnd.published("status").count == 2)
  }

  @Test func aCellIsAnsweredInTheOrderOfTheProtocol() {
    ask([cell("print(\"a\"); 6 * 7")])
    #expect(
      frontEnd.publishedTypes == ["status", "execute_input", "stream", "execute_result", "status"])
    #expect(frontEnd.published("execute_result").first?["data"]?["text/plain"]?.string == "42")
    #expect(frontEnd.sent.first?.content["execution_count"]?.integer == 1)
  }

  @Test func whatIsPrintedAppearsWhileTheCellRuns() {
    ask([
      cell(
        "import Glibc\nfor i in 0..<100 { print(i, terminator: \"\\r\"); fflush(stdout); usleep(4000) }"
      )
    ])
    let pieces = frontEnd.published("stream").compactMap { $0["text"]?.string }
    #expect(pieces.count > 2 && pieces.count < 100)
    #expect(pieces.joined() == (0..<100).map { "\($0)\r" }.joined())
  }

  @Test func manyLinesMakeFewMessages() {
    ask([cell("for i in 0..<200_000 { print(i) }")])
    let pieces = frontEnd.published("stream").compactMap { $0["text"]?.string }
    #expect(pieces.count < 100)
    #expect(pieces.joined() == (0..<200_000).map { "\($0)\n" }.joined())
  }

  @Test func aCellWaitsForThoseWhoRead() {
    frontEnd.isBehind = true
    let printedMeanwhile = Mutex<Int?>(nil)
    DispatchQueue.global().asyncAfter(deadline: .now() + 1) { [frontEnd] in
      printedMeanwhile.withLock { $0 = frontEnd.published("stream").count }
      frontEnd.isBehind = false
    }
    askAndShutDown([cell("for i in 0..<200_000 { print(i) }")])
    #expect(printedMeanwhile.withLock { $0 } == 0)
    let pieces = frontEnd.published("stream").compactMap { $0["text"]?.string }
    #expect(pieces.joined() == (0..<200_000).map { "\($0)\n" }.joined())
  }

  @Test func aCellThatWaitsForReadersCanBeStopped() {
    frontEnd.isBehind = true
    DispatchQueue.global().asyncAfter(deadline: .now() + 1) {
      [interrupter = talk.session.interrupter] in
      interrupter.interrupt()
    }
    askAndShutDown([
      cell("var lines = 0; while true { print(lines); lines += 1 }"), cell("lines > 0"),
    ])
    #expect(frontEnd.statuses.first == "error")
  }

  @Test func cellsBehindAFailedOneAreTurnedAway() {
    ask([cell("let a = 1"), cell("[1][a]"), cell("let b = 2"), cell("let c = 3")])
    #expect(frontEnd.statuses == ["ok", "error", "aborted", "aborted"])
    #expect(frontEnd.published("error").count == 1)
    #expect(frontEnd.published("stream").isEmpty)
  }

  @Test func cellsGoOnWhereTheFrontEndWantsThemTo() {
    ask([cell("fatalError()", ["stop_on_error": false]), cell("1")])
    #expect(frontEnd.statuses == ["error", "ok"])
  }

  @Test func aSilentCellIsNeitherCountedNorHeard() {
    ask([cell("40 + 2", ["silent": true]), cell("1")])
    #expect(frontEnd.published("execute_result").count == 1)
    #expect(frontEnd.sent.last?.content["execution_count"]?.integer == 1)
  }

  @Test func aShutdownEndsACellThatWasOnlyBeingCompiled() {
    service.receive(cell("while true {}"), on: .shell)
    let shutdown = Message("shutdown_request", content: [:], from: client)
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(10)) { [service] in
      service.receive(shutdown, on: .control)
    }
    let time = ContinuousClock().measure { service.run(talk.session) { true } }
    #expect(time < .seconds(5))
  }

  @Test func expressionsOfTheFrontEndHaveValues() {
    let wanted: JSON = ["user_expressions": ["good": "a + 1", "bad": "nothing"]]
    ask([cell("let a = 1", wanted.object ?? [:])])
    let values = frontEnd.sent[0].content["user_expressions"]
    #expect(values?["good"]?["data"]?["text/plain"]?.string == "2")
    #expect(values?["bad"]?["ename"]?.string == "CompileError")
  }

  @Test func historyIsKept() {
    let request: JSON = ["hist_access_type": "tail", "n": 2, "output": true]
    ask([
      cell("1"), cell("let x = 2"), cell("x"),
      Message("history_request", content: request, from: client),
    ])
    #expect(
      frontEnd.sent.last?.content["history"]?.serialized
        == #"[[1,2,["let x = 2",null]],[1,3,["x","2"]]]"#)
  }

  @Test func historyGoesOnFromSessionToSession() throws {
    let path = talk.folder + "-history/history.jsonl"
    defer { try? FileManager.default.removeItem(atPath: talk.folder + "-history") }
    for code in ["let a = 1", "a + 1"] {
      let kernel = ServiceBench(talk, historyLog: HistoryLog(path: path))
      kernel.run(code)
    }
    try "not json\n{\"session\": 9}\n".appendLine(to: path)
    let log = HistoryLog(path: path)
    let kernel = ServiceBench(talk, historyLog: log)
    func history(_ request: JSON) -> String? {
      kernel.ask("history_request", request)?["history"]?.serialized
    }
    #expect(history(["hist_access_type": "tail", "n": 5]) == #"[[1,1,"let a = 1"],[2,1,"a + 1"]]"#)
    #expect(history(["hist_access_type": "range", "session": -1]) == #"[[2,1,"a + 1"]]"#)
    #expect(history(["hist_access_type": "range", "session": 1]) == #"[[1,1,"let a = 1"]]"#)
    #expect(history(["hist_access_type": "range", "session": 0]) == "[]")
    #expect(history(["hist_access_type": "search", "pattern": "*+*"]) == #"[[2,1,"a + 1"]]"#)
    #expect(history(["hist_access_type": "range", "session": .integer(.min)]) == "[]")
  }

  @Test func theHistoryIsBounded() throws {
    let path = talk.folder + "-long.jsonl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let lines = (1...1000).map { "{\"session\":\($0),\"number\":1,\"input\":\"cell \($0)\"}\n" }
    try lines.joined().write(toFile: path, atomically: true, encoding: .utf8)
    _ = HistoryLog(path: path, limit: 10_000)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(!text.contains("cell 500\"") && text.contains("cell 501\"") && text.contains("1001"))
  }

  @Test(
    arguments: [
      [:], ["code": 7], ["code": "1", "silent": "yes"], ["code": "1", "user_expressions": 3],
    ] as [JSON])
  func strangeContentIsAnswered(_ content: JSON) {
    ask([Message("execute_request", content: content, from: client), cell("1 + 1")])
    #expect(frontEnd.sent.count == 2)
  }

  private func cell(_ code: String, _ more: [String: JSON] = [:]) -> Message {
    let content = more.merging(["code": .string(code)]) { $1 }
    return Message("execute_request", content: .object(content), from: client)
  }

  /// Sends requests and has them answered by a kernel that is wanted until a shutdown behind them.
  private func askAndShutDown(_ messages: [Message]) {
    for message in messages + [Message("shutdown_request", from: client)] {
      service.receive(message, on: .shell)
    }
    service.run(talk.session) { true }
  }

  /// Sends requests and has them answered, a shutdown behind them.
  private func ask(_ messages: [Message]) {
    for message in messages { service.receive(message, on: .shell) }
    var rounds = 0
    service.run(talk.session) {
      rounds += 1
      return rounds <= messages.count
    }
  }
}

/// Remembers what was sent and what was published.
final class RecordingFrontEnd: FrontEnd {
  private let letters = Mutex<(sent: [Message], published: [Message])>(([], []))
  private let behind = Mutex(false)

  var isBehind: Bool {
    get { behind.withLock { $0 } }
    set { behind.withLock { $0 = newValue } }
  }

  var sent: [Message] { letters.withLock { $0.sent } }
  var statuses: [String] { sent.compactMap { $0.content["status"]?.string } }
  var publishedTypes: [String] { letters.withLock { $0.published.map(\.type) } }

  func published(_ type: String) -> [JSON] {
    letters.withLock { $0.published.filter { $0.type == type }.map(\.content) }
  }

  /// Everything that was published, in its order.
  var publications: [Message] { letters.withLock { $0.published } }

  /// What was published for the request with this header.
  func publications(for parent: JSON) -> [JSON] {
    letters.withLock { $0.published.filter { $0.parentHeader == parent }.map(\.content) }
  }

  func send(_ message: Message, on channel: Channel) {
    letters.withLock { $0.sent.append(message) }
  }
  func publish(_ message: Message) { letters.withLock { $0.published.append(message) } }
}

extension String {
  /// Adds the text to a file.
  func appendLine(to path: String) throws {
    let before = try String(contentsOfFile: path, encoding: .utf8)
    try (before + self).write(toFile: path, atomically: true, encoding: .utf8)
  }
}
