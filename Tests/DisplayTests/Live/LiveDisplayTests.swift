import Display
import Synchronization
import Testing

/// Live displays; one after the other, since a process has one sink.
@Suite(.serialized) final class LiveDisplayTests {
  let recorder = Recorder()
  let earlier: any DisplaySink

  init() {
    earlier = Displays.sink
    Displays.sink = recorder
  }

  deinit { Displays.sink = earlier }

  @Test func aTightLoopDrawsSeldomAndAlwaysTheLastState() {
    let live = LiveDisplay(Markdown("start"), interval: .seconds(100))
    for step in 0..<100_000 { live.update(Markdown("\(step)")) }
    live.finish()
    #expect(recorder.texts(at: live.id) == ["start", "99999"])
  }

  @Test func everyUpdateIsDrawnWithoutAnInterval() {
    let live = LiveDisplay(Markdown("0"), interval: .zero)
    for step in 1...3 { live.update(Markdown("\(step)")) }
    #expect(recorder.texts(at: live.id) == ["0", "1", "2", "3"])
  }

  @Test func whatIsPendingIsDrawnWhenTheCellEnds() {
    let live = LiveDisplay(Markdown("start"), interval: .seconds(100))
    live.update(Markdown("end"))
    LiveDisplays.drawPending()
    LiveDisplays.drawPending()
    #expect(recorder.texts(at: live.id) == ["start", "end"])
  }

  @Test func aHandleThatIsDroppedDrawsItsLastState() {
    var live: LiveDisplay? = LiveDisplay(Markdown("start"), interval: .seconds(100))
    let id = live?.id
    live?.update(Markdown("end"))
    live = nil
    #expect(id.map(recorder.texts) == ["start", "end"])
  }

  @Test func manyThreadsMayUpdateOneDisplay() async {
    let live = LiveDisplay(ProgressState("", total: 8000), interval: .milliseconds(1))
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask { for _ in 0..<1000 { live.modify { $0.done += 1 } } }
      }
    }
    #expect(live.content.done == 8000)
  }

  @Test func aDisplayMayUpdateAnotherWhileItIsDrawn() {
    let inner = LiveDisplay(Markdown("inner"), interval: .zero)
    let outer = LiveDisplay(Talkative(inner: inner), interval: .zero)
    outer.modify { _ in }
    #expect(recorder.texts(at: inner.id).contains("said"))
  }

  @Test func aPlotGrowsAndKeepsItsLines() {
    let plot = LivePlot("Moons", x: "epoch", y: "loss", interval: .seconds(100))
    for epoch in 0..<50 {
      plot.append(1 / Double(epoch + 1), to: "train")
      plot.append(x: Double(epoch) * 2, y: 1, to: "test")
    }
    plot.finish()
    #expect(plot.plot.series.map(\.points.count) == [50, 50])
    #expect(plot.plot.series[0].points.x.last == 49 && plot.plot.series[1].points.x.last == 98)
    #expect(recorder.shown.last?.text.contains("Moons") == true)
  }

  @Test func aSequenceShowsHowFarItIs() {
    #expect(Array(progress(0..<10, "walk")) == Array(0..<10))
    #expect(recorder.shown.last?.text.contains("10/10") == true)
    #expect(Array(progress(AnySequence([1, 2]))) == [1, 2])
  }

  @Test func aBarThatIsLeftEarlyShowsWhereItStood() {
    for step in progress(0..<10, "walk") where step == 4 { break }
    #expect(recorder.shown.last?.text.contains("4/10") == true)
  }

  @Test func displayShowsAtOnce() {
    display(Markdown("now"))
    #expect(recorder.shown.last?.text == "now")
  }
}

private struct Talkative: Displayable {
  let inner: LiveDisplay<Markdown>

  var bundle: MIMEBundle {
    inner.update(Markdown("said"))
    return MIMEBundle(text: "outer")
  }
}
