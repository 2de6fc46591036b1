import Display
import Glibc
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
    live.finish()
    #expect(recorder.texts(at: live.id).last?.contains("8000/8000") == true)
  }

  @Test func aDisplayMayUpdateAnotherWhileItIsDrawn() {
    let inner = LiveDisplay(Markdown("inner"), interval: .zero)
    let outer = LiveDisplay(Talkative(inner: inner), interval: .zero)
    outer.modify { _ in }
    #expect(recorder.texts(at: inner.id).contains("said"))
  }

  @Test func aSlowPageIsDrawnLessOftenAndNeverStopsTheLoop() {
    let slow = SlowSink(milliseconds: 10)
    Displays.sink = slow
    let live = LiveDisplay(Markdown("start"), interval: .milliseconds(1))
    let start = ContinuousClock.now
    var steps = 0
    while ContinuousClock.now - start < .milliseconds(600) {
      live.update(Markdown("\(steps)"))
      steps += 1
    }
    // A hundredth of the time is left to drawing, a picture a second; a tenth would make seven of them, and a
    // loop that waited for each would take 60 steps.
    #expect(slow.count < 4 && steps > 1000)
  }

  /// A terminal that stood still once is not taken for a slow one.
  @Test func aDrawingThatWasHeldUpOnceIsForgotten() {
    let halting = SlowSink(milliseconds: 150, only: 2)
    Displays.sink = halting
    let live = LiveDisplay(Markdown("start"), interval: .milliseconds(1))
    let start = ContinuousClock.now
    while ContinuousClock.now - start < .milliseconds(600) { live.update(Markdown("more")) }
    #expect(halting.count > 10)
  }

  @Test func anOlderStateNeverReplacesANewer() async {
    let slow = SlowSink(milliseconds: 2)
    Displays.sink = slow
    let live = LiveDisplay(Numbered(number: 0), interval: .zero)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<4 { group.addTask { for _ in 0..<50 { live.modify { $0.number += 1 } } } }
    }
    live.finish()
    let shown = slow.texts.compactMap { Int($0) }
    #expect(shown == shown.sorted() && shown.last == 200)
  }

  @Test func aDisplayThatChangesAfterItsEndHasANewEnd() {
    let live = LiveDisplay(Markdown("a"), interval: .zero)
    live.update(Markdown("b"))
    live.finish()
    live.update(Markdown("c"))
    live.finish()
    #expect(recorder.lastTexts(at: live.id) == ["b", "c"])
  }

  @Test func aProgramThatEndsDrawsLastStates() {
    let live = LiveDisplay(Markdown("a"), interval: .seconds(100))
    live.update(Markdown("b"))
    LiveDisplays.finishAll()
    LiveDisplays.finishAll()
    #expect(recorder.lastTexts(at: live.id) == ["b"])
  }

  @Test func aChangeMayUseItsOwnDisplay() {
    let live = LiveDisplay(Numbered(number: 1), interval: .zero)
    live.modify { state in
      live.modify { $0.number = 50 }
      live.finish()
      #expect(live.content == nil)
      state.number += 1
    }
    #expect(recorder.lastTexts(at: live.id) == ["2"])
  }

  @Test func whatGrowsIsNotCopied() {
    let live = LiveDisplay(Growing(), interval: .seconds(100))
    for step in 0..<200_000 { live.modify { $0.values.append(step) } }
    #expect(live.content?.moves ?? .max < 40)
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

private struct Numbered: Displayable {
  var number: Int
  var bundle: MIMEBundle { MIMEBundle(text: "\(number)") }
}

/// Counts how often its values move to another place in memory.
private struct Growing: Displayable {
  var moves = 0
  private var place: UInt = 0
  var values: [Int] = [] {
    didSet {
      let now = values.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
      if now != place { (place, moves) = (now, moves + 1) }
    }
  }
  var bundle: MIMEBundle { MIMEBundle(text: "") }
}

/// A page that takes its time.
private final class SlowSink: DisplaySink {
  private let milliseconds: UInt32
  /// The number of the one drawing that is slow; nothing if all are.
  private let only: Int?
  private let shown = Mutex<[String]>([])

  init(milliseconds: UInt32, only: Int? = nil) {
    (self.milliseconds, self.only) = (milliseconds, only)
  }

  var texts: [String] { shown.withLock { $0 } }
  var count: Int { texts.count }

  func show(_ bundle: MIMEBundle, at id: DisplayID) {}

  func update(_ bundle: MIMEBundle, at id: DisplayID, isLast: Bool) {
    if only == nil || only == count { usleep(milliseconds * 1000) }
    shown.withLock { $0.append(bundle.text) }
  }
}

private struct Talkative: Displayable {
  let inner: LiveDisplay<Markdown>

  var bundle: MIMEBundle {
    inner.update(Markdown("said"))
    return MIMEBundle(text: "outer")
  }
}
