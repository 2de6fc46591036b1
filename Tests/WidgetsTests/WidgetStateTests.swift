import Display
import TestSupport
import Testing
import Widgets

/// What widgets say to a page at first.
@Suite(.serialized) struct WidgetStateTests {
  struct Exhibit: CustomTestStringConvertible {
    let name: String
    let widget: @Sendable () throws -> Widget
    var testDescription: String { name }
  }

  static let exhibits = [
    Exhibit(name: "float-slider") { Slider(0...(2 * .pi), value: 1, label: "θ") },
    Exhibit(name: "int-slider") { Slider(0...10, step: 2, value: 4, label: "shots") },
    Exhibit(name: "float-field") { NumberField(0.5, in: 0...1, label: "rate") },
    Exhibit(name: "int-field") { NumberField(7, label: "seed") },
    Exhibit(name: "text-field") { TextField("Loss", label: "title") },
    Exhibit(name: "checkbox") { Checkbox("noise", value: true) },
    Exhibit(name: "toggle") { Toggle("log scale") },
    Exhibit(name: "dropdown") { try Dropdown(["adam", "sgd"], label: "optimizer") },
    Exhibit(name: "button") { Button("train") { "done" } },
    Exhibit(name: "play") { Play(0...100, step: 5, every: .milliseconds(250)) { $0 } },
    Exhibit(name: "label") { Label("a < b") },
    Exhibit(name: "html") { HTMLText("<b>bold</b>") },
    Exhibit(name: "gauge") { Gauge(0...400, value: 100, label: "epochs") },
    Exhibit(name: "output") { OutputArea(Markdown("*x*")) },
    Exhibit(name: "row") { Row(Slider(0...10), Markdown("*x*")) },
    Exhibit(name: "column") { Column(Checkbox("a"), Checkbox("b") { $0 ? "yes" : "no" }) },
    Exhibit(name: "tabs") { Tabs(["first": Label("1"), "second": Label("2")]) },
    Exhibit(name: "interactive") {
      Interactive(Slider(0...3, value: 2), Checkbox("squared")) { $1 ? $0 * $0 : $0 }
    },
  ]

  @Test(arguments: exhibits)
  func thePageIsToldTheSmallestStateThatWorks(_ exhibit: Exhibit) throws {
    let link = RecordingLink()
    let widget = try exhibit.widget()
    OpenWidgets.connect(link)
    let bundle = widget.bundle
    var told = link.opened.map(\.serialized) + ["---", bundle.json.serialized, "---", bundle.text]
    for (number, id) in link.ids.enumerated() {
      told = told.map { $0.replacing(id, with: "#\(number)") }
    }
    try expectGolden(told.joined(separator: "\n") + "\n", "Widgets/\(exhibit.name).txt")
  }

  @Test func aWidgetComesToThePageOnceAndLeavesItWithItsParts() {
    let link = RecordingLink()
    let slider = Slider(0...10) { $0 }
    _ = link.show(slider)
    _ = slider.bundle
    #expect(link.ids.count == 3 && link.draws == 1)
    slider.close()
    #expect(Set(link.closed) == Set(link.ids))
  }

  static let steps: [(Slider<Double>, Double)] = [
    (Slider(0.0...1.0, step: .nan), 0.01), (Slider(0.0...1.0, step: -1), 0.01),
    (Slider(0.0...1.0, step: .infinity), 0.01), (Slider(0.0...1.0, step: 0.3), 0.3),
    (Slider(0.5...6.0), 0.05), (Slider(0.0...(2 * .pi)), 0.05), (Slider(2.0...2.0), 1),
    (Slider(0.0...2000.0), 20), (Slider(0.0...1e-6), 1e-8),
  ]

  @Test(arguments: steps)
  func aStepIsPositiveAndRound(_ slider: Slider<Double>, _ step: Double) {
    let link = RecordingLink()
    _ = link.show(slider)
    #expect(link.opened.first?["step"] == .number(step))
  }

  @Test func whatIsOutsideIsMovedToTheNearestThatIsAllowed() {
    #expect(Slider(0...10, value: 99).value == 10 && Slider(0...10, value: -1).value == 0)
    #expect(Slider(0.0...1.0, value: .nan).value == 0 && Slider(0.0...1.0, value: 7).value == 1)
    #expect(Slider(-Double.infinity...Double.infinity).value == -1e15)
    #expect(Slider(Int.min...Int.max).value == -(1 << 53))
    #expect(NumberField(99, in: 0...10).value == 10 && Gauge(0...1, value: 7).value == 1)
    let slider = Slider(0...10)
    slider.value = 40
    #expect(slider.value == 10)
  }

  @Test func choicesAreThereAndDiffer() throws {
    #expect(throws: WidgetError.noChoices("dropdown")) { try Dropdown([Int]()) }
    let repeated = WidgetError.repeatedChoice("dropdown", choice: "a")
    #expect(throws: repeated) { try Dropdown(["a", "b", "a"]) }
    #expect(
      "\(repeated)"
        == "dropdown: the choice \"a\" is there twice; give each choice a name of its own")
    #expect(
      "\(WidgetError.noChoices("dropdown"))"
        == "dropdown: there are no choices; give at least one")
    #expect(try Dropdown([3, 1, 2]).value == 3)
  }
}
