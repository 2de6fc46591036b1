import Foundation
import JSONTrees
import JupyterWire
import Testing

/// Widgets from the page to the process of the cells and back.
@Suite(.serialized) struct WidgetTests {
  let page: WidgetPage

  init() throws { page = try WidgetPage() }

  @Test func aSliderDrawsWhenItIsShownAndWhenItMoves() {
    defer { page.leave() }
    #expect(page.run("Slider(0...10, value: 3) { n in n * n }")["status"] == "ok")
    #expect(page.shown == ["9"])
    let slider = page.id("IntSlider")
    let message = page.tell(slider, ["method": "update", "state": ["value": 5]])
    #expect(page.waitUntilIdle(message) && page.states(of: message) == ["busy", "idle"])
    #expect(page.shown == ["25"])
    let view = page.frontEnd.published("execute_result").last?["data"]
    #expect(
      view?["application/vnd.jupyter.widget-view+json"]?["model_id"]?.string == page.id("VBox"))
    #expect(view?["text/plain"]?.string?.hasSuffix("3") == true)
  }

  @Test func aCellReadsWhatWasMovedBetweenCells() {
    defer { page.leave() }
    page.run("let rate = Slider(0.0...1.0, value: 0.5)\ndisplay(rate)")
    #expect(page.move(page.id("FloatSlider"), to: 0.25))
    page.run("rate.value")
    #expect(result == "0.25")
  }

  @Test func aRunningCellReadsWhatIsMovedAndDrawingsGoOnMeanwhile() {
    defer { page.leave() }
    page.run("let n = Slider(0...10) { n in \"at \\(n)\" }\nn")
    let cell = page.begin("while n.value < 7 {}\n\"seen \\(n.value)\"")
    #expect(page.wait { page.states(of: cell) == ["busy"] })
    usleep(300_000)
    #expect(page.move(page.id("IntSlider"), to: 4) && page.shown == ["\"at 4\""])
    #expect(page.states(of: cell) == ["busy"])
    #expect(page.move(page.id("IntSlider"), to: 8) && page.waitUntilIdle(cell))
    #expect(result == "\"seen 8\"")
    #expect(page.wait { page.shown == ["\"at 8\""] })
  }

  @Test func aCellThatAwaitsDoesNotKeepDrawingsWaiting() {
    defer { page.leave() }
    page.run("let n = Slider(0...10) { n in n + 100 }\nn")
    let cell = page.begin("while n.value < 7 { try await Task.sleep(for: .seconds(1)) }")
    usleep(700_000)
    #expect(page.move(page.id("IntSlider"), to: 4) && page.shown == ["104"])
    #expect(page.move(page.id("IntSlider"), to: 9) && page.waitUntilIdle(cell))
  }

  @Test func aCellThatDoesNotLookLetsDrawingsWaitForItsEnd() {
    defer { page.leave() }
    page.run("import Glibc\nlet n = Slider(0...10) { n in n + 100 }\nn")
    let cell = page.begin("usleep(1_500_000)\nn.value")
    usleep(500_000)
    let start = Date()
    #expect(page.move(page.id("IntSlider"), to: 4) && Date().timeIntervalSince(start) < 1)
    #expect(page.shown == ["100"])
    #expect(page.waitUntilIdle(cell) && result == "4")
    #expect(page.wait { page.shown == ["104"] })
  }

  @Test func whatADrawingPrintsStandsWithIt() {
    defer { page.leave() }
    page.run("Slider(0...10) { n in print(\"n is\", n); display(Markdown(\"*\\(n)*\")); return n }")
    #expect(page.shown == ["n is 0\n", "*0*", "0"])
    #expect(page.move(page.id("IntSlider"), to: 2) && page.shown == ["n is 2\n", "*2*", "2"])
    #expect(page.frontEnd.published("stream").isEmpty)
  }

  @Test func anErrorIsSaidInTheAreaAndTheWidgetGoesOn() {
    defer { page.leave() }
    page.run(
      "struct Odd: Error {}\nSlider(0...10) { n in if n % 2 == 1 { throw Odd() }; return n }")
    #expect(page.move(page.id("IntSlider"), to: 1) && page.shown == ["Odd: Odd()"])
    #expect(page.move(page.id("IntSlider"), to: 2) && page.shown == ["2"])
  }

  @Test func aCrashIsSaidInTheAreaAndVariablesAreAsBefore() {
    defer { page.leave() }
    page.run("var count = 0")
    page.run("Slider(0...10) { n in count += 1; return [10, 20, 30][n] }")
    #expect(page.move(page.id("IntSlider"), to: 1) && page.shown == ["20"])
    #expect(page.move(page.id("IntSlider"), to: 5))
    #expect(page.shown == ["Trap: Index out of range"], "\(page.shown)")
    // What was moved stays moved.
    #expect(page.wait { page.state(page.id("IntSlider"))["value"] == 5 })
    page.run("count")
    #expect(result == "2")
    #expect(page.move(page.id("IntSlider"), to: 2) && page.shown == ["30"])
    #expect(page.closed.isEmpty)
  }

  /// Threads of the process that takes over have other numbers, by which Swift's mutexes know their holders.
  ///
  /// A long text keeps its mutex for long, since it is compared with the one before.
  @Test func aCellAndThePageMeetAtAWidgetAlsoAfterATakeover() {
    defer { page.leave() }
    page.run("import Glibc\nlet text = TextField()\ntext")
    let field = page.id("Text")
    #expect(page.move(field, to: "short") && page.run("text.value")["status"] == "ok")
    #expect(page.run("[1][text.value.count]")["status"] == "error")
    page.run("let before = getpid()")
    let cell = page.begin("while text.value.utf8.last != 33 {}\ngetpid() == before")
    #expect(page.wait { page.states(of: cell) == ["busy"] })
    usleep(300_000)
    let long = String(repeating: "a", count: 500_000)
    for ending in 0..<60 { #expect(page.move(field, to: .string(long + "\(ending)"))) }
    #expect(page.move(field, to: .string("!")) && page.waitUntilIdle(cell) && result == "true")
  }

  @Test func aCrashBesideACellTakesTheCellAlongAndSaysSo() {
    defer { page.leave() }
    page.run("var count = 0\nlet n = Slider(0...10) { n in [10, 20, 30][n] }\nn")
    let cell = page.begin("while true { count += 1 }")
    usleep(500_000)
    #expect(page.move(page.id("IntSlider"), to: 5) && page.waitUntilIdle(cell))
    let lines = page.frontEnd.published("error").last?["traceback"]?.array?.compactMap(\.string)
    #expect(
      lines?.contains { $0.contains("It happened in what a widget draws.") } == true,
      "\(lines ?? [])")
    page.run("count")
    #expect(result == "0")
    #expect(page.move(page.id("IntSlider"), to: 2) && page.shown == ["30"])
  }

  @Test(arguments: ["while true {}", "sleep(60)"])
  func aDrawingForEverIsStopped(_ body: String) {
    defer { page.leave() }
    page.run("import Glibc\nSlider(0...10) { n in if n == 5 { \(body) }; return n }")
    let message = page.tell(page.id("IntSlider"), ["method": "update", "state": ["value": 5]])
    usleep(300_000)
    #expect(page.states(of: message) == ["busy"])
    page.service.receive(Message("interrupt_request", from: page.client), on: .control)
    #expect(page.waitUntilIdle(message) && page.shown.last?.hasPrefix("Interrupted") == true)
    #expect(page.move(page.id("IntSlider"), to: 2) && page.shown == ["2"])
  }

  @Test func ofManyMovesEachIsAnsweredAndTheLastIsDrawn() {
    defer { page.leave() }
    page.run("import Glibc\nvar drawn = 0")
    page.run("Slider(0...1000) { n in drawn += 1; usleep(20_000); return n }")
    let slider = page.id("IntSlider")
    let moves = (1...200).map {
      page.tell(slider, ["method": "update", "state": ["value": .integer($0)]])
    }
    for move in moves { #expect(page.waitUntilIdle(move)) }
    #expect(page.shown == ["200"])
    page.run("drawn < 100")
    #expect(result == "true")
  }

  @Test func eachClickOfAButtonCounts() {
    defer { page.leave() }
    page.run("var clicks = 0\nButton(\"go\") { clicks += 1; return clicks }")
    #expect(page.shown.isEmpty)
    for _ in 0..<3 { #expect(page.click(page.id("Button"))) }
    #expect(page.shown == ["3"])
  }

  @Test func severalControlsDrawTogether() {
    defer { page.leave() }
    page.run(
      """
      let a = Slider(0...10, value: 2), b = try Dropdown(["sum", "product"])
      Interactive(a, b) { a, b in b == "sum" ? a + 3 : a * 3 }
      """)
    #expect(page.shown == ["5"])
    #expect(page.move(page.id("Dropdown"), to: 1, name: "index") && page.shown == ["6"])
    #expect(page.move(page.id("IntSlider"), to: 4) && page.shown == ["12"])
  }

  @Test func aCellThatSetsAControlMovesItOnThePage() {
    defer { page.leave() }
    page.run("let n = Slider(0...10) { n in n + 100 }\nn")
    page.run("n.value = 70")
    #expect(page.state(page.id("IntSlider"))["value"] == 10)
    #expect(page.wait { page.shown == ["110"] })
  }

  @Test func widgetsOfACellThatFailedAreClosedAndOthersGoOn() {
    defer { page.leave() }
    page.run("let a = Slider(0...10, value: 1) { $0 }\na")
    let (kept, area) = (page.id("IntSlider"), page.id("Output"))
    page.run("display(Slider(0...5)); [1][5 + a.value]")
    #expect(page.closed == [page.id("IntSlider")])
    #expect(page.move(kept, to: 7) && page.shown(in: area) == ["7"])
  }

  @Test func valuesThatAreNotAllowedAreRefused() {
    defer { page.leave() }
    page.run("let n = Slider(0...10, value: 3)\nn")
    let slider = page.id("IntSlider")
    for wrong in ["x", nil, 2.5, [:], true] as [JSON] { #expect(page.move(slider, to: wrong)) }
    page.run("n.value")
    #expect(result == "3" && page.state(slider)["value"] == 3)
    #expect(page.move(slider, to: 99) && page.wait { page.state(slider)["value"] == 10 })
  }

  @Test func aPageThatIsLoadedAnewAsksForWhatIsThere() {
    defer { page.leave() }
    page.run("Slider(0...10, value: 3) { $0 * 2 }")
    let info = Message(
      "comm_info_request", content: ["target_name": "jupyter.widget"], from: page.client)
    page.service.receive(info, on: .shell)
    #expect(page.waitUntilIdle(info))
    let comms = page.frontEnd.sent.last?.content["comms"]?.object ?? [:]
    #expect(comms.count == 3 && comms[page.id("Output")]?["target_name"] == "jupyter.widget")
    let question = page.tell(page.id("Output"), ["method": "request_state"])
    #expect(page.waitUntilIdle(question))
    let answer = page.frontEnd.publications(for: question.header.json)
      .compactMap { $0["data"]?["state"] }.last
    #expect(answer?["outputs"]?[0]?["data"]?["text/plain"] == "6")
    #expect(answer?["_model_name"] == "OutputModel")
  }

  @Test func informationIsAskedForByTarget() {
    defer { page.leave() }
    page.run("Slider(0...10)")
    let info = Message("comm_info_request", content: ["target_name": "other"], from: page.client)
    page.service.receive(info, on: .shell)
    #expect(page.waitUntilIdle(info) && page.frontEnd.sent.last?.content["comms"] == [:])
  }

  @Test func whatAPageOpensIsClosed() {
    defer { page.leave() }
    let open = Message(
      "comm_open", content: ["comm_id": "x", "target_name": "unknown"], from: page.client)
    page.service.receive(open, on: .shell)
    #expect(page.waitUntilIdle(open) && page.closed == ["x"])
  }

  @Test func aWidgetThatThePageClosesIsForgotten() {
    defer { page.leave() }
    page.run("Slider(0...10)")
    let close = Message(
      "comm_close", content: ["comm_id": .string(page.id("IntSlider"))], from: page.client)
    page.service.receive(close, on: .shell)
    #expect(page.waitUntilIdle(close) && page.move(page.id("IntSlider"), to: 3))
  }

  @Test func aProcessThatBeginsAnewClosesWhatThePageStillShows() {
    defer { page.leave() }
    page.run("import Glibc\nSlider(0...10)")
    let slider = page.id("IntSlider")
    // The copies die first, and then their original.
    page.run(
      """
      import Foundation
      var line = [CChar](repeating: 0, count: 1000)
      fgets(&line, 1000, fopen("/proc/self/task/\\(getpid())/children", "r"))
      for copy in String(cString: line).split(separator: " ") { kill(Int32(copy) ?? 0, SIGKILL) }
      usleep(100_000)
      kill(getpid(), SIGKILL)
      sleep(9)
      """)
    let start = Date()
    page.run("1")
    #expect(page.closed == [slider] && Date().timeIntervalSince(start) < 9)
    #expect(page.move(slider, to: 3))
  }

  @Test func outputIsCleared() {
    defer { page.leave() }
    page.run("print(1); clearOutput(wait: true); print(2); clearOutput()")
    #expect(page.frontEnd.published("clear_output") == [["wait": true], ["wait": false]])
    page.run("Slider(0...10) { n in print(1); clearOutput(); print(2) }")
    #expect(page.shown == ["2\n"])
  }

  @Test(arguments: [1, 2] as [UInt64])
  func whateverAPageSendsTheKernelGoesOn(_ seed: UInt64) {
    defer { page.leave() }
    page.run("let n = Slider(0...10, value: 3) { $0 }\nn")
    var random = seed
    func roll(_ sides: Int) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(random >> 33) % sides
    }
    let ids: [JSON] = [.string(page.id("IntSlider")), .string(page.id("Output")), "x", nil, 7]
    let values: [JSON] = [nil, 5, 2.5, "v", [], [:], true, ["value": [:]]]
    let types = ["comm_msg", "comm_msg", "comm_open", "comm_info_request"]
    let sent = (0..<100).map { _ in
      let method = ["update", "request_state", "custom", "?"][roll(4)]
      let state: JSON = ["value": values[roll(8)], "outputs": values[roll(8)]]
      let data: JSON = [
        "method": .string(method), "state": roll(4) == 0 ? values[roll(8)] : state,
        "content": values[roll(8)],
      ]
      let content: JSON = [
        "comm_id": ids[roll(5)], "data": roll(5) == 0 ? values[roll(8)] : data,
        "target_name": values[roll(8)],
      ]
      return Message(types[roll(4)], content: content, from: page.client)
    }
    for message in sent { page.service.receive(message, on: .shell) }
    for message in sent {
      #expect(page.waitUntilIdle(message) && page.states(of: message) == ["busy", "idle"])
    }
    #expect(page.move(page.id("IntSlider"), to: 9) && page.shown == ["9"], "seed \(seed)")
  }

  /// The text of the last result.
  private var result: String? {
    page.frontEnd.published("execute_result").last?["data"]?["text/plain"]?.string
  }
}
