import Foundation
import JSONTrees
import JupyterWire
import KernelCore
import Testing

/// Lines that are no Swift.
@Suite(.serialized) struct CommandTests {
  let talk: Conversation
  let kernel: ServiceBench

  init() throws {
    talk = try Conversation()
    kernel = ServiceBench(talk)
  }

  @Test func helpNamesEveryCommand() {
    kernel.run("%help")
    let text = kernel.shown.last?["text/plain"]?.string ?? ""
    for word in ["%vars", "%stats", "%reset", "%checkpoint", "%load", "%%writefile", "!LINE"] {
      #expect(text.contains(word))
    }
  }

  @Test func commandsStandBeforeSwift() {
    kernel.run("let old = 1")
    kernel.run("%vars\n\n%reset\nlet a = 2\n[a][a]")
    #expect(kernel.shown.first?["text/plain"]?.string?.contains("old   Int   1") == true)
    #expect(kernel.traceback.hasPrefix("Cell 1, line 5, column "), "\(kernel.traceback)")
    kernel.run("old")
    #expect(kernel.traceback.contains("cannot find 'old' in scope"))
  }

  @Test func variablesOfEveryKindAreListed() {
    kernel.run(
      "var n: Int? = nil\nlet (a, b) = (1, \"x\\ny\")\nlet f = { (x: Int) in x }\nlet long = Array(0..<99)"
    )
    kernel.run("%vars")
    let text = kernel.shown.last?["text/plain"]?.string ?? ""
    let rows = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(rows.contains(["n", "Optional<Int>", "nil"]))
    #expect(rows.contains(["f", "(Int)", "->", "Int", "(Int)", "->", "Int"]))
    #expect(text.contains("\"x\\ny\"") && text.contains("…"))
  }

  @Test func theShellPrintsIntoTheCell() {
    #expect(talk.run("let a = 2\n!echo one; echo two >&2\nprint(a)") == .finished)
    #expect(talk.stdout == "one\n2\n" && talk.stderr == "two\n")
    talk.run("!exit 3")
    #expect(talk.stderr == "The shell ended with status 3.\n")
    talk.run("!printf '%s' \"a#\"'\"#b'\"\\\\\"")
    #expect(talk.stdout == "a#\"#b\\")
  }

  @Test func theShellIsStoppedWithAllThatItStarted() throws {
    let file = talk.folder + "-pid"
    defer { try? FileManager.default.removeItem(atPath: file) }
    talk.whenPrinting["go"] = { [interrupter = talk.session.interrupter] in interrupter.interrupt()
    }
    talk.run("var n = 1")
    let failure = talk.failure("n = 2\n!sleep 61 & echo $! > \(file); echo go; wait")
    #expect(failure?.value == "the program was stopped" && talk.value("n") == "2")
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let sleeper = try #require(Int32(text.trimmingCharacters(in: .newlines)))
    #expect(isGone(sleeper))
  }

  /// Whether a process ends within a second; one that nobody has buried has ended, too.
  private func isGone(_ process: Int32) -> Bool {
    for _ in 0..<100 {
      let facts = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
      if facts == nil || facts?.contains(") Z ") == true { return true }
      usleep(10_000)
    }
    return false
  }

  @Test func timesAreSaid() {
    #expect(talk.value("%time 6 * 7") == "42" && talk.stdout.hasPrefix("Time: "))
    #expect(talk.value("%time let q = 5\nq") == "5" && talk.stdout.hasPrefix("Time: "))
    #expect(talk.run("%timeit 6 * 7") == .finished && talk.stdout.contains("7 rounds of"))
    #expect(talk.run("%%timeit\nlet x = [1]\nprecondition(x.count == 1)") == .finished)
    #expect(talk.value("%time await Task { 3 }.value") == "3")
    let failure = talk.failure("let a = 1\n%time a + nothing")
    #expect(failure?.lines.first?.hasPrefix("Cell 6, line 2, column 11: error: ") == true)
  }

  @Test func percentAndMarksWithinSwiftAreSwift() {
    #expect(talk.value("let rest = 7\n  % 4\nrest") == "3")
    #expect(talk.value("var on = true\nlet both = on &&\n!false\nboth") == "true")
    #expect(talk.value("let text = \"\"\"\n%reset\n!ls\n\"\"\"\ntext") == "\"%reset\\n!ls\"")
  }

  @Test func commandsThatThereAreNotAreRefused() {
    #expect(talk.failure("%magic 1")?.value.hasPrefix("there is no command %magic") == true)
    for text in [
      "%checkpoint maybe", "%load", "%load /nowhere", "%%writefile", "%%writefile /no/where",
    ] {
      kernel.run(text)
      #expect(kernel.status == "error" && !kernel.traceback.isEmpty)
    }
  }

  @Test func filesAreWrittenAndLoaded() throws {
    let file = talk.folder + "-file.txt"
    defer { try? FileManager.default.removeItem(atPath: file) }
    kernel.run("%%writefile \(file)\none\n%reset\n  two")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "one\n%reset\n  two\n")
    kernel.run("%%writefile -a \(file)\nthree")
    kernel.run("%load \(file)")
    #expect(kernel.payloads.first?["source"]?.string == "set_next_input")
    #expect(kernel.payloads.first?["text"]?.string == "one\n%reset\n  two\nthree\n")
  }

  @Test func withoutACopyACrashCostsAll() {
    kernel.run("var n = 1")
    kernel.run("%checkpoint off\nn = 2")
    #expect(talk.failure("fatalError(\"x\")")?.aftermath == .lost)
    #expect(talk.run("n") != .finished)
    kernel.run("%checkpoint on\nvar n = 5")
    #expect(talk.failure("fatalError(\"x\")")?.aftermath == .restored && talk.value("n") == "5")
  }

  @Test func statisticsCount() {
    for _ in 0..<2 { kernel.run("40 + 2") }
    kernel.run("%stats")
    let rows = (kernel.shown.last?["text/plain"]?.string ?? "").split(separator: "\n")
    #expect(rows.contains { $0.hasPrefix("cells compiled") && $0.contains(" 1 ") })
    #expect(rows.contains { $0.hasPrefix("cells run again as they were") && $0.contains(" 1 ") })
    #expect(rows.contains { $0.hasPrefix("memory in all") })
  }
}

/// Sends cells to a kernel without sockets, and keeps what it says.
final class ServiceBench {
  private let talk: Conversation
  private let frontEnd = RecordingFrontEnd()
  private let service: KernelService
  private let client = Sender(username: "tester")
  private var told = 0

  init(_ talk: Conversation, historyLog: HistoryLog? = nil) {
    self.talk = talk
    service = KernelService(
      frontEnd: frontEnd, sender: Sender(), interrupter: talk.session.interrupter,
      historyLog: historyLog)
  }

  var shown: [JSON] { frontEnd.published("display_data").compactMap { $0["data"] } }
  var status: String? { frontEnd.statuses.last }
  var payloads: [JSON] { frontEnd.sent.last?.content["payload"]?.array ?? [] }
  /// The last traceback without colours.
  var traceback: String {
    let lines = frontEnd.sent.last?.content["traceback"]?.array?.compactMap(\.string) ?? []
    return lines.joined(separator: "\n").replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
  }

  func run(_ code: String) { ask("execute_request", ["code": .string(code)]) }

  /// Sends a request and has it answered.
  @discardableResult func ask(_ type: String, _ content: JSON) -> JSON? {
    service.receive(Message(type, content: content, from: client), on: .shell)
    var rounds = 0
    service.run(talk.session) {
      rounds += 1
      return rounds <= 1
    }
    return frontEnd.sent.last?.content
  }
}
