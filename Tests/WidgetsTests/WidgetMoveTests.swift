import Display
import Testing
import Widgets

/// What a page says to widgets, right and wrong.
@Suite(.serialized) struct WidgetMoveTests {
  let link = RecordingLink()

  @Test func valuesOfTheRightTypeAreTaken() throws {
    let (number, whole) = (Slider(0.0...1.0), Slider(0...10))
    let (tick, text) = (Checkbox("tick"), TextField())
    let choice = try Dropdown(["a", "b"])
    let moves: [(Widget, JSON)] = [
      (number, ["value": 1]), (whole, ["value": 7.0]), (tick, ["value": true]),
      (text, ["value": "é"]), (choice, ["index": 1]),
    ]
    for (widget, state) in moves {
      let link = RecordingLink()
      link.move(link.show(widget), state)
    }
    #expect(number.value == 1 && whole.value == 7 && tick.value && text.value == "é")
    #expect(choice.value == "b")
  }

  @Test(
    arguments: [
      nil, "7", 2.5, true, [:], [7], .number(.nan), .number(1e300), .integer(.max),
    ] as [JSON])
  func valuesOfTheWrongTypeChangeNothingAndThePageIsTold(_ wrong: JSON) {
    let slider = Slider(0...10, value: 3)
    let id = link.show(slider)
    link.move(id, ["value": wrong])
    let isNumber = wrong.integer != nil
    #expect(slider.value == (isNumber ? 10 : 3))
    #expect(link.lastUpdate(of: id) == ["value": isNumber ? 10 : 3])
  }

  @Test func aChoiceThatIsNotThereIsNotTaken() throws {
    let choice = try Dropdown(["a", "b"])
    let id = link.show(choice)
    for wrong in [2, -1, nil, "b"] as [JSON] { link.move(id, ["index": wrong]) }
    #expect(choice.value == "a" && link.lastUpdate(of: id) == ["index": 0])
  }

  @Test func whatDoesNotChangeIsNotDrawn() {
    let id = link.show(Slider(0...10) { $0 })
    link.move(id, ["value": 5])
    link.move(id, ["value": 5])
    #expect(link.draws == 2)
  }

  @Test func aDrawingThatMovesItsOwnControlEnds() {
    let slider = Slider(0...10)
    let both = Interactive(slider, Checkbox("x")) { value, _ in slider.value = value + 1 }
    let id = link.show(both)
    link.move(id, ["value": 5])
    #expect(slider.value == 6 && link.draws < 4)
  }

  @Test func anErrorIsSaid() {
    struct Odd: Error {}
    let id = link.show(Slider(0...10) { n in if n == 1 { throw Odd() } })
    link.move(id, ["value": 1])
    #expect(link.failures == ["Odd: Odd()"])
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func nothingThatAPageSaysTraps(_ seed: UInt64) throws {
    var random = Dice(seed)
    let widgets: [Widget] = [
      Slider(0...10) { $0 }, Slider(0.0...1.0), NumberField(1, in: 0...5), NumberField(0.5),
      TextField(), Checkbox("a"), Toggle("b"), try Dropdown([1, 2]), Button("c") { 1 },
      Play(0...9), Label("d"), HTMLText("e"), Gauge(), OutputArea(1), Tabs(["f": Label("g")]),
    ]
    for widget in widgets { _ = link.show(widget) }
    for _ in 0..<2000 {
      let id = random.roll(20) == 0 ? "nobody" : link.ids[random.roll(link.ids.count)]
      OpenWidgets.receive(id, random.message(), request: 1)
    }
    while case .draw(let response) = OpenWidgets.next() { response.run() }
    let slider = try #require(widgets[0] as? Slider<Int>)
    #expect((0...10).contains(slider.value), "seed \(seed)")
  }
}

/// Messages drawn at random (SplitMix64).
private struct Dice {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func roll(_ sides: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(sides))
  }

  mutating func message() -> JSON {
    let names = ["value", "index", "event", "outputs", "children", "_model_name", "clicks", "min"]
    var state: [String: JSON] = [:]
    for _ in 0..<roll(3) { state[names[roll(names.count)]] = value(depth: 0) }
    let method = ["update", "custom", "request_state", "echo_update", ""][roll(5)]
    if roll(10) == 0 { return value(depth: 0) }
    return [
      "method": .string(method), "state": roll(8) == 0 ? value(depth: 0) : .object(state),
      "content": ["event": roll(2) == 0 ? "click" : value(depth: 1)],
    ]
  }

  mutating func value(depth: Int) -> JSON {
    switch roll(depth > 2 ? 7 : 9) {
    case 0: .null
    case 1: .bool(roll(2) == 0)
    case 2: .integer(roll(20) - 5)
    case 3: .integer(roll(2) == 0 ? .max : .min)
    case 4: .number([0.5, -.infinity, .nan, 1e308, -0.0][roll(5)])
    case 5: .string("")
    case 6: .string("click")
    case 7: .array([value(depth: depth + 1)])
    default: .object(["value": value(depth: depth + 1)])
    }
  }
}
