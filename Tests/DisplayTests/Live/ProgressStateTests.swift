import Display
import Testing

@Suite struct ProgressStateTests {
  @Test func showsRateAndTimeLeft() {
    var state = ProgressState("training", total: 400)
    state.done = 100
    state.elapsed = 20
    state.note = "loss 0.3"
    #expect(
      state.text(columns: 80)
        == "training ██████░░░░░░░░░░░░░░░░░░ 25% 100/400 · 5/s · 1 min 0 s left · loss 0.3")
    #expect(state.rate == 5 && state.remaining == 60 && state.fraction == 0.25)
  }

  @Test func slowStepsAreCountedInSeconds() {
    var state = ProgressState("", total: nil)
    state.done = 2
    state.elapsed = 8
    #expect(state.text(columns: 80) == "2 · 4 s each · 8.0 s")
  }

  @Test(arguments: [0, -3, 1, Int.max]) func noStateIsTooStrange(_ total: Int) {
    for done in [0, -5, 1, Int.min, .max] {
      for elapsed in [0, -1, .nan, .infinity, 1e300, 3] as [Double] {
        var state = ProgressState(String(repeating: "long ", count: 30), total: total)
        (state.done, state.elapsed) = (done, elapsed)
        for columns in [-5, 0, 20, 80] { #expect(!state.text(columns: columns).contains("\n")) }
        #expect(state.bundle.text(.html)?.isEmpty == false)
      }
    }
  }

  @Test func aStateThatIsChangedToNonsenseIsDrawn() {
    var state = ProgressState("a\n\u{1B}[2Jb", total: 5)
    state.total = -1
    state.done = 7
    state.note = String(repeating: "long ", count: 500) + "\n\u{7}"
    for columns in [Int.min, -1, 0, 3, 80, .max] {
      let text = state.text(columns: columns)
      #expect(
        !text.contains("\n") && !text.contains("\u{1B}") && text.displayWidth <= max(columns, 0))
    }
  }

  @Test func aBarFitsItsLine() {
    var state = ProgressState("training", total: 7)
    state.done = 3
    state.elapsed = 1
    for columns in 40...100 { #expect(state.text(columns: columns).displayWidth <= columns) }
  }

  @Test func aBarNeverStepsBack() {
    var state = ProgressState("", total: 1000)
    var widths: [Int] = []
    for done in 0...1000 {
      state.done = done
      widths.append(state.text(columns: 60).count { $0 == "█" })
    }
    #expect(zip(widths, widths.dropFirst()).allSatisfy { $0 <= $1 } && widths.last == 24)
  }
}
