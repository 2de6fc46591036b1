import Foundation
import KernelCore
import Testing

/// Cells that are stopped on their way.
@Suite(.serialized) struct InterruptTests {
  let talk: Conversation

  init() throws {
    talk = try Conversation()
    talk.whenPrinting["go"] = { [interrupter = talk.session.interrupter] in
      interrupter.interrupt()
    }
    talk.run("import Dispatch\nimport Glibc\nvar n = 41\nvar lists = [\"a\": [1]]")
  }

  @Test(arguments: [
    "while true {}", "repeat {} while true", "while true { print(\"x\") }",
    "for i in 0..<Int.max { n &+= i & 0 }",
    "for i in 0..<Int.max { lists[\"a\"]![0] = i; lists[\"b\", default: []] = [i] }",
    "var a = [Int]()\nwhile true { a.append(1); if a.count > 1000 { a = [] } }",
    "func run() { while true {} }; run()",
    "let sorted = [3, 1, 2].sorted { a, b in while true {}; return a < b }",
  ])
  func aLoopIsLeftAndWhatItDidStays(_ loop: String) {
    let failure = talk.failure("n = 0\nprint(\"go\")\n" + loop)
    #expect(failure?.name == "Interrupted" && failure?.aftermath == .stopped)
    let line = loop.hasPrefix("var a") ? 4 : 3
    #expect(
      failure?.lines.first?.hasPrefix("Cell 2, line \(line), column ") == true,
      "\(String(describing: failure))")
    #expect(talk.value("n + 1") == "1")
  }

  @Test(arguments: [
    "sleep(60)", "DispatchSemaphore(value: 0).wait()", "try await Task.sleep(for: .seconds(60))",
    "Thread.sleep(forTimeInterval: 60)",
    "var byte = 0\nvar ends: [Int32] = [0, 0]\npipe(&ends)\nread(ends[0], &byte, 1)",
    "func spin(_ n: Int32) -> Int32 { n == -1 ? 0 : spin(rand()) }\nspin(1)",
    "DispatchQueue.concurrentPerform(iterations: 2) { _ in while true {} }",
    "(0...).lazy.filter { $0 < 0 }.first",
    "for i in sequence(first: 0, next: { $0 &+ Int(rand() & 1) }) { if i < 0 { n = i } }",
    "DispatchQueue(label: \"m\").sync { while true {} }",
  ])
  func whatCannotBeLeftIsEndedAndUndone(_ text: String) {
    talk.run("import Foundation")
    let failure = talk.failure("n = 0\nprint(\"go\")\nfflush(stdout)\n" + text)
    #expect(
      failure?.name == "Interrupted" && failure?.aftermath == .restored,
      "\(String(describing: failure))")
    #expect(talk.value("n + 1") == "42")
  }

  /// The compiler takes five seconds to find out that it cannot know the types of these.
  private static let slow = "let y: String = 1 + 2 + 3*4 - 5 + 6 + 7 - 8 + 9*10 + 11 - 12"

  @Test func aCellIsStoppedWhileItIsBeingCompiled() {
    let interrupter = talk.session.interrupter
    Thread.detachNewThread {
      usleep(200_000)
      interrupter.interrupt()
    }
    let failure = talk.failure(Self.slow)
    #expect(failure?.name == "Interrupted")
    #expect(talk.value("n + 1") == "42")
  }

  @Test func aStopThatComesLateStopsNothing() {
    talk.session.interrupter.interrupt()
    #expect(talk.value("n + 1") == "42")
    talk.session.interrupter.interrupt()
    #expect(talk.value("(0..<3_000_000).reduce(0) { $0 ^ $1 } * 0") == "0")
  }

  @Test func aStopAtTheVeryEndIsForNoOtherCell() {
    for round in 0..<40 {
      let outcome = talk.run("print(\"go\")\nfflush(stdout)\nusleep(\(round * 20))")
      if case .failed(let failure) = outcome { #expect(failure.name == "Interrupted") }
      #expect(talk.value("var s = 0\nwhile s < 1000 { s += 1 }\ns") == "1000")
    }
  }

  @Test func aCellThatNobodyWantsIsNotCompiledToItsEnd() {
    talk.isWanted = { false }
    #expect(talk.failure(Self.slow)?.name == "Interrupted")
  }

  @Test func anObjectIsNotLeftWhileItGoesAway() {
    talk.run(
      "final class Slow { deinit { for i in 0..<3 { print(i); usleep(5000) }; n += 1 } }")
    let failure = talk.failure("do { _ = Slow(); print(\"go\"); fflush(stdout) }\nwhile true {}")
    #expect(failure?.aftermath == .stopped && talk.value("n") == "42")
  }
}
