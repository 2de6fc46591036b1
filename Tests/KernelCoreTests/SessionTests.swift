import Foundation
import KernelCore
import Testing

/// Cells in a living process.
@Suite(.serialized) struct SessionTests {
  let talk: Conversation

  init() throws { talk = try Conversation() }

  @Test(arguments: [
    ("1 + 1", "2"), ("\"a\\n\"", "\"a\\n\""), ("[1, 2]", "[1, 2]"), ("Optional(3)", "3"),
    ("nil as Int?", "nil"), ("(a: 1, \"b\")", "(a: 1, \"b\")"),
    ("{ (x: Int) in x + 1 }", "(Int) -> Int"),
    ("[\"k\": 1.5]", "[\"k\": 1.5]"), ("Int.self", "Int"), ("1...3", "1...3"),
    ("\"é🎈\".count", "2"),
    ("struct P { var x = 1 }; P()", "P(x: 1)"), ("enum E { case a, b(Int) }; E.b(2)", "b(2)"),
    ("Complex(1.0, -2.0)", "1-2i"),
  ])
  func aValueIsShown(_ text: String, _ shown: String) { #expect(talk.value(text) == shown) }

  @Test(arguments: [
    "let a = 1", "()", "print(1)", "var x = 1; x += 1", "func f() {}", "1;", "// c", "",
  ])
  func whatHasNoValueShowsNothing(_ text: String) {
    #expect(talk.run(text) == .finished && talk.results.isEmpty)
  }

  @Test func aPlotIsShownAsTextAndAsSVG() {
    #expect(talk.value("LinePlot([1, 2, 3])")?.contains("┤") == true)
    #expect(talk.results[0]["image/svg+xml"]?.string?.hasPrefix("<svg") == true)
  }

  @Test func displaysAndUpdatesComeBeforeTheEnd() {
    talk.run(
      "display(Markdown(\"one\"))\nlet live = LiveDisplay(Markdown(\"two\"), interval: .zero)\nlive.update(Markdown(\"three\"))"
    )
    #expect(talk.displays.count == 3)
    guard case .display(_, let place) = talk.displays[1],
      case .updateDisplay(let bundle, let updated) = talk.displays[2]
    else { return #expect(Bool(false)) }
    #expect(place == updated && bundle["text/markdown"]?.string == "three")
  }

  @Test func variablesLiveOn() {
    talk.run("var count = 1\nlet grow = { count += 10 }\nfunc twice(_ x: Int) -> Int { 2 * x }")
    talk.run("count += 1\ngrow()")
    #expect(talk.value("twice(count)") == "24")
    talk.run("func twice(_ x: Int) -> Int { 200 * x }")
    #expect(talk.value("twice(count)") == "2400")
  }

  @Test func printedTextComesWholeAndInOrder() {
    talk.run("for i in 0..<20_000 { print(\"line\", i) }")
    #expect(talk.stdout == (0..<20_000).map { "line \($0)\n" }.joined())
    talk.run(
      "import Glibc\nfputs(\"é🎈 oops\", stderr); puts(\"C too\"); print(\"no end\", terminator: \"\")"
    )
    #expect(talk.stderr == "é🎈 oops" && talk.stdout == "C too\nno end")
  }

  @Test func errorsOfTheTextAreOnItsLines() {
    let failure = talk.failure("let a = 1\nlet b: Int = \"x\"")
    #expect(failure?.name == "CompileError" && failure?.aftermath == .kept)
    #expect(
      failure?.lines.first?.hasPrefix("Cell 1, line 2, column 14: error: cannot convert") == true)
    #expect(talk.value("2 + 2") == "4")
  }

  @Test(arguments: [
    ("lazy var late = 1", "leave lazy away"),
    ("@main enum M { static func main() {} }", "leave @main"),
    (
      "@propertyWrapper struct W { var wrappedValue: Int }\n@W var wrapped = 1",
      "put the variable into a type"
    ),
  ])
  func whatOnlyCellsCannotDoIsExplained(_ text: String, _ advice: String) {
    #expect(talk.failure(text)?.lines.contains { $0.contains(advice) } == true)
  }

  @Test func patternsAreLiterals() {
    #expect(talk.value("let pattern = /a(b+)/\n\"xabb\".firstMatch(of: pattern)!.1") == "\"bb\"")
  }

  @Test func memoryThatRunsOutCostsNoVariable() {
    talk.run("import Glibc\nvar n = 1\nvar all: [[UInt8]] = []")
    let failure = talk.failure(
      """
      n = 2
      var limit = rlimit(rlim_cur: 1 << 30, rlim_max: 1 << 30)
      setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
      while true { all.append([UInt8](repeating: 1, count: 10_000_000)) }
      """)
    #expect(failure?.aftermath == .restored && talk.value("(n, all.count)") == "(1, 0)")
  }

  @Test func aThrownErrorKeepsWhatWasDone() {
    talk.run("var kept = 1\nstruct Refusal: Error { let why = \"no\" }")
    let failure = talk.failure("kept = 2\nthrow Refusal()")
    #expect(failure?.name == "Refusal" && failure?.value == "Refusal(why: \"no\")")
    #expect(failure?.aftermath == .kept && talk.value("kept") == "2")
  }

  @Test func topLevelCodeMayWait() {
    #expect(
      talk.value(
        "actor A { var n = 1; func up() -> Int { n += 1; return n } }\nlet a = A()\nawait a.up()")
        == "2")
    #expect(talk.value("try await Task.sleep(for: .milliseconds(20)); await a.up()") == "3")
    #expect(
      talk.value(
        "await withTaskGroup(of: Int.self) { g in for i in 0..<10 { g.addTask { i } }; return await g.reduce(0, +) }"
      ) == "45")
    #expect(talk.value("1 + 1") == "2")
  }

  @Test func variablesOfACellThatWaitsAreForAll() {
    talk.run(
      "var height = 1.5; let name = \"h\"; private var (a, b) = (1, 2)\ntry await Task.sleep(for: .milliseconds(1))\nheight += 1"
    )
    #expect(talk.stderr.isEmpty)
    #expect(talk.value("func tall() -> String { \"\\(name) \\(height)\" }; tall()") == "\"h 2.5\"")
    talk.run("height = 7; a = 5")
    #expect(talk.value("(tall(), a + b)") == "(\"h 7.0\", 7)")
    let failure = talk.failure("let x = 1; let y: Int = \"s\"; await Task.yield(); nothing")
    #expect(
      failure?.lines.first?.hasPrefix("Cell 5, line 1, column 25: error: cannot convert") == true)
  }

  @Test func exitEndsTheCellAlone() {
    talk.run("var n = 5")
    #expect(talk.failure("import Glibc\nn = 6\nexit(3)")?.value == "the cell called exit(3)")
    #expect(talk.run("exit(0)") == .finished)
    #expect(talk.value("n") == "6")
  }

  static let crashes: [(String, String, Int)] = [
    ("let xs = [1, 2, 3]\nlet i = xs.count\nprint(xs[i])", "Index out of range", 3),
    ("var big = Int.max\nbig += Int(\"1\") ?? 0", "arithmetic overflow", 2),
    (
      "let none: Int? = Int(\"x\")\nprint(none!)",
      "Unexpectedly found nil while unwrapping an Optional value", 2
    ),
    ("\nfatalError(\"boom\")", "boom", 2),
    ("precondition(n < 0, \"too large\")", "precondition failure", 1),
    ("let zero = Int(\"0\")!\nprint(1 / zero)", "Division by zero", 2),
    ("let q = Int(\"300\")!\nprint(UInt8(q))", "Not enough bits to represent the passed value", 2),
    ("let q = Int(\"-3\")!\nprint(UInt64(q))", "Negative value is not representable", 2),
    ("let q = UInt64.max\nprint(Int(q - 1))", "Not enough bits to represent the passed value", 2),
    (
      "let q = Int(\"-1\")!\nprint([1].dropFirst(q))",
      "Can't drop a negative number of elements from a collection", 2
    ),
    ("let any: Any = 1\nprint(any as! String)", "Could not cast value", 2),
    ("try! { throw CancellationError() }()", "'try!' expression unexpectedly raised an error", 1),
    ("UnsafeMutablePointer<Int>(bitPattern: 8)!.pointee = 1", "access to memory", 1),
    ("func down(_ n: Int) -> Int { n + down(n + 1) }\nprint(down(0))", "access to memory", 1),
    ("import Glibc\nabort()", "abort was called", 2),
  ]

  @Test(arguments: crashes) func aCrashCostsNoVariable(_ text: String, _ words: String, _ line: Int)
  {
    talk.run("var n = 1\nvar table = [\"a\": [1, 2]]")
    talk.run("n = 2; table[\"b\"] = [3]")
    let failure = talk.failure("n = 99; table = [:]; " + text)
    #expect(failure?.aftermath == .restored)
    #expect(failure?.value.contains(words) == true, "\(String(describing: failure))")
    #expect(
      failure?.lines.first?.hasPrefix("Cell 3, line \(line), column ") == true,
      "\(String(describing: failure))")
    #expect(!talk.stderr.contains("rror: ") && !talk.stderr.contains("cast"), "\(talk.stderr)")
    #expect(talk.value("(n, table[\"a\"], table[\"b\"])") == "(2, [1, 2], [3])")
  }

  @Test func manyCrashesInARow() {
    talk.run("var n = 0")
    for round in 1...40 {
      talk.run("n += 1")
      let crash = Self.crashes[round % Self.crashes.count].0
      #expect(talk.failure(crash)?.aftermath == .restored)
    }
    #expect(talk.value("n") == "40")
  }

  @Test func dispatchAndTasksWorkAfterACrash() {
    talk.run("import Dispatch\nimport Foundation")
    for _ in 0..<5 {
      #expect(
        talk.value(
          "var sum = 0; let q = DispatchQueue(label: \"q\"); DispatchQueue.concurrentPerform(iterations: 100) { i in q.sync { sum += i } }; sum"
        ) == "4950")
      #expect(talk.value("await Task.detached { 7 }.value") == "7")
      #expect(talk.failure("fatalError(\"x\")")?.aftermath == .restored)
    }
  }

  @Test func aProcessThatIsKilledBetweenCellsCostsNothing() throws {
    talk.run("import Glibc\nvar n = 41")
    let process = try #require(talk.value("getpid()").flatMap(Int32.init))
    kill(process, SIGKILL)
    #expect(talk.value("n + 1") == "42")
    #expect(talk.value("getpid()") != "\(process)")
  }

  @Test func aProgramThatACellHasStartedIsItsOwn() {
    talk.run(
      "import Foundation\nlet program = Process()\nprogram.executableURL = URL(filePath: \"/bin/sh\")"
    )
    talk.run("program.arguments = [\"-c\", \"sleep 0.2; exit 7\"]\ntry program.run()")
    for _ in 0..<4 { talk.run("usleep(80_000)") }
    #expect(talk.value("program.waitUntilExit(); program.terminationStatus") == "7")
  }

  @Test func aCellThatNobodyWantsIsStopped() {
    talk.run("var n = 41")
    talk.isWanted = { false }
    #expect(talk.failure("n = 0\nwhile true {}")?.name == "Interrupted")
    talk.isWanted = { true }
    #expect(talk.value("n + 1") == "1")
  }
}
