import CellCompiler
import Foundation
import KernelCore
import Testing

/// Cells that are run again.
@Suite(.serialized) struct RepeatedCellTests {
  let talk: Conversation

  init() throws { talk = try Conversation() }

  @Test func anUnchangedCellIsNotCompiledAgain() {
    for _ in 0..<3 { #expect(talk.value("1 + 1") == "2") }
    #expect(talk.session.statistics.compiled == 1 && talk.session.statistics.repeated == 2)
  }

  @Test func anUnchangedNotebookIsNotCompiledAgain() {
    let notebook = [
      "import Foundation", "var x = 1\nlet name = \"a\"", "struct P { var v = 0 }",
      "x += 1; let p = P(v: x)", "func f() -> Int { p.v * 10 }", "f()",
    ]
    for _ in 0..<3 {
      for cell in notebook { #expect(talk.run(cell) == .finished) }
      #expect(talk.results.last?["text/plain"]?.string == "20")
    }
    #expect(talk.session.statistics.compiled == 6)
  }

  @Test func whatANameMeansNowCounts() {
    talk.run("func f() -> Int { 1 }")
    #expect(talk.value("f()") == "1")
    talk.run("func f() -> Int { 2 }")
    #expect(talk.value("f()") == "2")
    talk.run("func f() -> Int { 1 }")
    #expect(talk.value("f()") == "1")
    talk.run("extension Int { var half: Int { self / 2 } }")
    #expect(talk.value("8.half") == "4")
    talk.run("extension Int { var half: Int { self / 4 } }")
    #expect(talk.value("8.half") == "2")
    talk.run("infix operator <+>\nfunc <+> (a: Int, b: Int) -> Int { a + b }")
    #expect(talk.value("1 <+> 2") == "3")
    talk.run("func <+> (a: Int, b: Int) -> Int { a * b }")
    #expect(talk.value("1 <+> 2") == "2")
  }

  @Test func variablesGetTheirFirstValuesAgain() {
    talk.run(
      "var list = [1, 2]\nvar n = 1\nvar text = \"a\"\nfinal class C { var v = 1 }\nlet c = C()")
    talk.run("list.append(3); n = 5; text += \"b\"; c.v = 9")
    talk.run(
      "var list = [1, 2]\nvar n = 1\nvar text = \"a\"\nfinal class C { var v = 1 }\nlet c = C()")
    #expect(talk.value("(list, n, text, c.v)") == "([1, 2], 1, \"a\", 1)")
  }

  @Test func variablesOfTypesGetTheirFirstValuesAgain() {
    talk.run("enum Counter { static var n = 0 }")
    talk.run("Counter.n += 1")
    talk.run("enum Counter { static var n = 0 }")
    #expect(talk.value("Counter.n") == "0")
  }

  @Test func aConformanceCanBeDeclaredAgain() {
    talk.run("protocol Named { var name: String { get } }")
    for _ in 0..<3 {
      #expect(talk.run("extension Int: Named { var name: String { \"n\\(self)\" } }") == .finished)
      #expect(talk.value("7.name") == "\"n7\"")
    }
  }

  @Test func aConformanceDeclaredInOtherWordsSaysWhatToDo() {
    talk.run("protocol Named { var name: String { get } }")
    talk.run("extension Int: Named { var name: String { \"a\" } }")
    let failure = talk.failure("extension Int: Named { var name: String { \"b\" } }")
    #expect(
      failure?.lines.contains { $0.contains("change and run the cell that declares") } == true)
    talk.run("protocol Named { var name: String { get } } ")
    talk.run("extension Int: Named { var name: String { \"b\" } }")
    #expect(talk.value("7.name") == "\"b\"")
  }

  @Test func theCellsOfAnotherKernelAreFound() throws {
    let folder = talk.folder + "-cache"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for isFirst in [true, false] {
      let talk = try Conversation(cache: CellCache(folder: folder))
      talk.run("struct P { var v = 1 }\nvar p = P()")
      talk.run("p.v += 1")
      #expect(talk.value("p") == "P(v: 2)")
      #expect(talk.session.statistics.compiled == (isFirst ? 3 : 0))
      #expect(talk.session.statistics.cached == (isFirst ? 0 : 3))
    }
  }

  @Test func theNextCellIsCompiledMeanwhile() {
    var next: Session.Upcoming? = Session.Upcoming(text: "n + 1", number: 2)
    talk.session.upcoming = {
      defer { next = nil }; return next
    }
    talk.run("import Glibc\nlet n = 4\nusleep(600_000)")
    #expect(talk.value("n + 1") == "5")
    #expect(talk.session.statistics.prepared == 1)
  }

  @Test func aCellThatWasPreparedForNothingIsForgotten() {
    var next: Session.Upcoming? = Session.Upcoming(text: "n + 1", number: 3)
    talk.run("let n = 1")
    talk.session.upcoming = {
      defer { next = nil }; return next
    }
    talk.run("let n = 10\nimport Glibc\nusleep(300_000)\nfatalError()")
    #expect(talk.value("n + 1") == "2" && talk.session.statistics.prepared == 0)
  }

  @Test func linesAreRead() {
    talk.answers = ["Ada", "", "é🎈 x"]
    #expect(talk.value("readLine()!") == "\"Ada\"")
    #expect(talk.value("readLine() ?? \"none\"") == "\"\"")
    #expect(
      talk.value("readLine(prompt: \"Name: \")!") == "\"é🎈 x\"" && talk.questions == ["Name: "])
    #expect(talk.value("readLine()") == "nil")
    talk.answers = ["12 13"]
    #expect(
      talk.value(
        """
        import Glibc
        var a: Int32 = 0
        _ = withUnsafeMutablePointer(to: &a) { p in withVaList([p]) { vscanf("%d", $0) } }
        a
        """) == "12")
    talk.answers = ["new"]
    #expect(talk.value("readLine()!") == "\"new\"")
    talk.answers = [String(repeating: "x", count: 300_000)]
    #expect(talk.value("readLine()!.count") == "300000")
  }
}
