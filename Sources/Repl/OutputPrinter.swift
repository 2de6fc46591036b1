import Display
import JSONTrees
import KernelCore
import Terminal

/// Writes what a cell prints and shows to the terminal; what changes is drawn in its place.
final class OutputPrinter {
  private let device: TerminalDevice
  private let look: TerminalLook
  private let pictures: PictureMaker
  /// The states of pictures that came too soon after others; the last of each is drawn.
  private var waiting: [String: JSON] = [:]
  /// When the next picture is drawn in the place of another.
  private var nextDrawing = ContinuousClock.now
  private var tail = OutputTail()
  /// Whether anything was written.
  private(set) var hasWritten = false
  /// How many drawings of widgets are under way, which only a page shows.
  private var drawings = 0

  init(device: TerminalDevice, look: TerminalLook, pictures: PictureMaker) {
    (self.device, self.look, self.pictures) = (device, look, pictures)
  }

  func take(_ event: Session.Event, number: Int) {
    switch event {
    case .widgets(.began): drawings += 1
    case .widgets(.ended(let isAll)): drawings = isAll ? 0 : max(drawings - 1, 0)
    case _ where drawings > 0: break
    case .stdout(let text), .stderr(let text): print(text)
    case .note(let bundle): showNote(bundle)
    case .display(let bundle, let place): show(bundle, at: place)
    case .updateDisplay(let bundle, let place): update(bundle, at: place)
    case .result(let bundle): showResult(bundle, number)
    case .clear(let waits): write { tail, width, _ in tail.clear(waits: waits, width: width) }
    case .question, .widgets, .pause: break
    }
  }

  /// Writes text as it is.
  func print(_ text: String) {
    write { $0.print(text, width: $1, height: $2) }
  }

  /// Writes sentences, with lines broken between words.
  func say(_ words: String) {
    print(WordWrap.text(words, width: device.size.width - 1) + "\n")
  }

  /// Begins a line of its own for what is not the cell's.
  func finish() {
    for (place, bundle) in waiting.sorted(by: { $0.key < $1.key }) { redraw(bundle, at: place) }
    waiting = [:]
    write { $0.finish(width: $1, height: $2) }
  }

  private func showResult(_ bundle: JSON, _ number: Int) {
    let label = "Out[\(number)]:"
    let shown = look.hasColors ? "\u{1B}[31m\(label)\u{1B}[0m" : label
    if let picture = pictures.picture(of: bundle, at: label) {
      write { $0.finish(width: $1, height: $2) }
      print("\(shown)\n")
      pictures.begin(label)
      return write { $0.show(picture, at: label, width: $1, height: $2) }
    }
    let text = text(of: bundle)
    let isWide = text.contains("\n") || text.displayWidth + label.count + 1 > device.size.width
    write { tail, width, height in
      let start = tail.finish(width: width, height: height)
      return start
        + tail.print(
          "\(shown)\(isWide ? "\n" : " ")\(text)\n", width: width, height: height)
    }
    tellNote()
  }

  /// Shows words of the session, with lines broken between them.
  private func showNote(_ bundle: JSON) {
    let text = WordWrap.text(text(of: bundle), width: device.size.width - 1)
    write { $0.show(text, at: "note", width: $1, height: $2) }
  }

  private func show(_ bundle: JSON, at place: String) {
    pictures.begin(place)
    waiting[place] = nil
    if let picture = pictures.picture(of: bundle, at: place) {
      return write { $0.show(picture, at: place, width: $1, height: $2) }
    }
    let text = text(of: bundle)
    write { $0.show(text, at: place, width: $1, height: $2) }
    tellNote()
  }

  private func update(_ bundle: JSON, at place: String) {
    guard pictures.shows(bundle) else { return redraw(bundle, at: place) }
    // A picture takes longer than text; drawing takes a third of the time at most.
    if ContinuousClock.now < nextDrawing { return waiting[place] = bundle }
    waiting[place] = nil
    redraw(bundle, at: place)
    nextDrawing = .now + pictures.effort * 2
  }

  private func redraw(_ bundle: JSON, at place: String) {
    if let picture = pictures.picture(of: bundle, at: place) {
      return write { $0.update(picture, at: place, width: $1, height: $2) }
    }
    let text = text(of: bundle)
    write { $0.update(text, at: place, width: $1, height: $2) }
  }

  /// Says why a value that has a picture is shown as text.
  private func tellNote() {
    if let note = pictures.takeNote() { say(note) }
  }

  private func text(of bundle: JSON) -> String {
    let text = bundle["text/plain"]?.string ?? bundle["text/markdown"]?.string ?? ""
    return OutputPrinter.fitted(text, width: device.size.width)
  }

  /// The rows of a drawing cut where the screen ends, since broken rows would be no drawing any more.
  static func fitted(_ text: String, width: Int) -> String {
    let isDrawing =
      text.contains("\n")
      && text.unicodeScalars.contains {
        (0x2500...0x259F).contains($0.value) || (0x2800...0x28FF).contains($0.value)
      }
    guard isDrawing else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.shortened(to: max(width - 1, 1)) }.joined(separator: "\n")
  }

  private func write(_ change: (inout OutputTail, Int, Int) -> String) {
    let (width, height) = device.size
    let text = change(&tail, width, height)
    guard !text.isEmpty else { return }
    hasWritten = true
    device.write(look.shown(text))
  }
}
