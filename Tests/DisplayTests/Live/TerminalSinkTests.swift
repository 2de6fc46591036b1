import Display
import Synchronization
import Testing

@Suite struct TerminalSinkTests {
  @Test func anUpdateReplacesWhatWasDrawn() {
    let written = written(columns: 80) { sink in
      let id = DisplayID()
      sink.showLive(MIMEBundle(text: "a\nb"), at: id)
      sink.update(MIMEBundle(text: "c"), at: id, isLast: false)
      sink.update(MIMEBundle(text: "d"), at: id, isLast: true)
      sink.show(MIMEBundle(text: "e"), at: DisplayID())
    }
    #expect(written == "a\nb\r\u{1B}[1A\u{1B}[Jc\r\u{1B}[Jd\ne\n")
  }

  @Test func clearingRemovesLiveDisplaysNowOrBeforeTheNext() {
    for waits in [false, true] {
      let written = written(columns: 80) { sink in
        let id = DisplayID()
        sink.show(MIMEBundle(text: "printed"), at: DisplayID())
        sink.showLive(MIMEBundle(text: "a\nb"), at: id)
        sink.clear(waits: waits)
        sink.show(MIMEBundle(text: "c"), at: DisplayID())
      }
      #expect(written == "printed\na\nb\r\u{1B}[1A\u{1B}[Jc\n")
    }
  }

  @Test func whatIsPrintedBelowABarStays() {
    let written = written(columns: 80) { sink in
      let id = DisplayID()
      sink.showLive(MIMEBundle(text: "0%"), at: id)
      sink.update(MIMEBundle(text: "50%"), at: id, isLast: false)
    }
    // A print after this goes on in the bar's line and ends it; nothing moves the cursor up again.
    #expect(!written.contains("A\u{1B}[J") && !written.hasSuffix("\n"))
  }

  @Test func severalLiveDisplaysStandOneBelowTheOther() {
    let written = written(columns: 80) { sink in
      let (first, second) = (DisplayID(), DisplayID())
      sink.showLive(MIMEBundle(text: "a0"), at: first)
      sink.showLive(MIMEBundle(text: "b0"), at: second)
      sink.update(MIMEBundle(text: "a1"), at: first, isLast: true)
      sink.update(MIMEBundle(text: "b1"), at: second, isLast: true)
    }
    #expect(screen(written) == ["a1", "b1", ""])
  }

  @Test func linesThatAreTooLongCountForTheRowsTheyTake() {
    let written = written(columns: 10) { sink in
      let id = DisplayID()
      sink.showLive(MIMEBundle(text: String(repeating: "x", count: 25)), at: id)
      sink.update(MIMEBundle(text: "y"), at: id, isLast: true)
    }
    #expect(written.hasSuffix("\r\u{1B}[2A\u{1B}[Jy\n"))
  }

  @Test func aPipeGetsPlainDisplaysAtOnceAndLiveOnesOnce() {
    let written = written(columns: nil) { sink in
      let id = DisplayID()
      sink.show(MIMEBundle(text: "plain"), at: DisplayID())
      sink.showLive(MIMEBundle(text: "0%"), at: id)
      sink.update(MIMEBundle(text: "50%"), at: id, isLast: false)
      sink.update(MIMEBundle(text: "100%"), at: id, isLast: true)
    }
    #expect(written == "plain\n100%\n")
  }

  @Test func whatWritesMayDisplaySomething() {
    let text = Text()
    let box = Mutex<TerminalSink?>(nil)
    let sink = TerminalSink(columns: { 80 }) { written in
      text.append(written)
      if written == "a\n" { box.withLock { $0 }?.show(MIMEBundle(text: "b"), at: DisplayID()) }
    }
    box.withLock { $0 = sink }
    sink.show(MIMEBundle(text: "a"), at: DisplayID())
    box.withLock { $0 = nil }
    #expect(text.value == "a\nb\n")
  }

  private func written(columns: Int?, by use: (TerminalSink) -> Void) -> String {
    let text = Text()
    use(TerminalSink(columns: { columns }) { text.append($0) })
    return text.value
  }

  /// The rows of a screen on which a text has been written, with the few codes that we send.
  private func screen(_ text: String) -> [String] {
    var rows = [""]
    var row = 0
    for part in text.split(separator: "\u{1B}[", omittingEmptySubsequences: false) {
      var rest = part
      if let up = part.prefixMatch(of: /(\d+)A/) {
        row -= Int(up.1) ?? 0
        rest = part[up.range.upperBound...]
      } else if part.hasPrefix("J") {
        rows = Array(rows[...row])
        rows[row] = ""
        rest = part.dropFirst()
      }
      for character in rest where character != "\r" {
        if character == "\n" {
          row += 1
          if row == rows.count { rows.append("") }
        } else {
          rows[row].append(character)
        }
      }
    }
    return rows
  }
}

private final class Text: Sendable {
  private let text = Mutex("")
  var value: String { text.withLock { $0 } }
  func append(_ more: String) { text.withLock { $0 += more } }
}
