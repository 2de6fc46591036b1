import Display
import Synchronization
import Testing

@Suite struct TerminalSinkTests {
  @Test func anUpdateReplacesWhatWasDrawn() {
    let written = written(canRedraw: true) { sink in
      let id = DisplayID()
      sink.show(MIMEBundle(text: "a\nb"), at: id)
      sink.update(MIMEBundle(text: "c"), at: id, isLast: false)
      sink.update(MIMEBundle(text: "d"), at: id, isLast: true)
    }
    #expect(written == "a\nb\n\u{1B}[2A\r\u{1B}[Jc\n\u{1B}[1A\r\u{1B}[Jd\n")
  }

  @Test func whatStandsBelowIsNotOverwritten() {
    let written = written(canRedraw: true) { sink in
      let (first, second) = (DisplayID(), DisplayID())
      sink.show(MIMEBundle(text: "a"), at: first)
      sink.show(MIMEBundle(text: "b"), at: second)
      sink.update(MIMEBundle(text: "c"), at: first, isLast: true)
    }
    #expect(written == "a\nb\nc\n")
  }

  @Test func aPipeGetsPlainDisplaysAtOnceAndLiveOnesOnce() {
    let written = written(canRedraw: false) { sink in
      let id = DisplayID()
      sink.show(MIMEBundle(text: "plain"), at: DisplayID())
      sink.showLive(MIMEBundle(text: "0%"), at: id)
      sink.update(MIMEBundle(text: "50%"), at: id, isLast: false)
      sink.update(MIMEBundle(text: "100%"), at: id, isLast: true)
    }
    #expect(written == "plain\n100%\n")
  }

  private func written(canRedraw: Bool, by use: (TerminalSink) -> Void) -> String {
    let text = Text()
    use(TerminalSink(canRedraw: canRedraw) { text.append($0) })
    return text.value
  }
}

private final class Text: Sendable {
  private let text = Mutex("")
  var value: String { text.withLock { $0 } }
  func append(_ more: String) { text.withLock { $0 += more } }
}
