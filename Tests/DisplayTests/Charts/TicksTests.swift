import Display
import Testing

@Suite struct TicksTests {
  @Test(arguments: [
    (0.0...1.0, ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (-3.0...3.0, ["-3", "-2", "-1", "0", "1", "2", "3"]),
    (0.0...100_000, ["0", "20000", "40000", "60000", "80000", "100000"]),
    (1e6...3e6, ["1e6", "1.5e6", "2e6", "2.5e6", "3e6"]),
    (1000.01...1000.07, (1...7).map { "1000.0\($0)" }),
    (1e-7...6e-7, (1...6).map { "\($0)e-7" }),
  ])
  func linearTicksAreRound(_ range: ClosedRange<Double>, _ labels: [String]) {
    #expect(ticks(Axis(range: range), 6).map(\.label) == labels)
  }

  @Test func logarithmicTicksArePowersOfTen() {
    let axis = Axis(scale: .logarithmic, range: 1e-5...1e3)
    #expect(
      ticks(axis, 9).map(\.label) == [
        "10⁻⁵", "10⁻⁴", "10⁻³", "0.01", "0.1", "1", "10", "100", "1000",
      ])
    let narrow = Axis(scale: .logarithmic, range: 2...9)
    #expect(ticks(narrow, 5).map(\.label) == ["2", "4", "6", "8"])
  }

  @Test func aboutADecadeIsMarkedInSteps() {
    let axis = Axis(scale: .logarithmic, range: 0.8...30)
    #expect(ticks(axis, 6).map(\.label) == ["1", "2", "5", "10", "20"])
    let small = Axis(scale: .logarithmic, range: 1e-5...1.5e-4)
    #expect(ticks(small, 6).map(\.label) == ["10⁻⁵", "2·10⁻⁵", "5·10⁻⁵", "10⁻⁴"])
    let wide = Axis(scale: .logarithmic, range: 1...1000)
    #expect(ticks(wide, 6).map(\.label) == ["1", "10", "100", "1000"])
    #expect(ticks(Axis(scale: .logarithmic, range: 1...500), 6).map(\.label).count >= 5)
  }

  @Test func cellsAndPlacesAreCountedInWholeNumbers() throws {
    let line = try LinePlot([5, 6, 7]).svg()
    #expect(line.contains(">1</text>") && !line.contains(">0.5</text>"))
    let map = try Heatmap([[1, 2], [3, 4]]).svg()
    #expect(!map.contains(">0.5</text>") && !map.contains(">-0.5</text>"))
    let between = try LinePlot([Series("", x: [0, 0.5, 2], y: [5, 6, 7])]).svg()
    #expect(between.contains(">0.5</text>"))
  }

  @Test func namesAreLeftOutWhereThereAreTooMany() {
    let axis = Axis(scale: .categories((0..<100).map { "n\($0)" }))
    #expect(ticks(axis, 5).map(\.label) == ["n0", "n20", "n40", "n60", "n80"])
  }

  @Test func ticksLieOnTheirValues() {
    for exponent in stride(from: -300, through: 300, by: 37) {
      let unit = Double("1e\(exponent)") ?? 1
      for range in [0...unit, -unit...unit, 3 * unit...3.1 * unit] {
        let scale = AxisScale(Axis(range: range), data: Extent(), padding: 0)
        let found = scale.ticks(atMost: 6)
        #expect((2...8).contains(found.count), "\(range)")
        for tick in found {
          #expect((-1e-6...1 + 1e-6).contains(tick.position))
          let value = Double(tick.label) ?? .nan
          #expect(abs(scale.position(value) - tick.position) < 1e-3, "\(tick) in \(range)")
        }
        #expect(Set(found.map(\.label)).count == found.count, "two ticks read the same in \(range)")
      }
    }
  }

  @Test func aReversedAxisRunsTheOtherWay() {
    var axis = Axis(range: 0...4)
    axis.isReversed = true
    let scale = AxisScale(axis, data: Extent(), padding: 0)
    #expect(scale.position(1) == 0.75 && scale.value(at: 0.75) == 1)
  }

  private func ticks(_ axis: Axis, _ count: Int) -> [Tick] {
    AxisScale(axis, data: Extent(), padding: 0).ticks(atMost: count)
  }
}
