import Dispatch
import Glibc
import JSONTrees
import KernelCore
import Synchronization
import Terminal

/// A conversation in a terminal.
package final class Repl {
  private let backend: any ReplBackend
  private let log: HistoryLog?
  private let look = TerminalLook()
  private let device = TerminalDevice()
  private let reader: CellReader
  private var conversation = Conversation()
  private let pictures: PictureMaker
  /// What the next cell begins with.
  private var draft = ""
  private let ending = Ending()

  /// Begins a conversation.
  ///
  /// - Parameters:
  ///   - backend: What runs the cells.
  ///   - log: Where the history is kept.
  ///   - pictures: Which pictures are wanted.
  package init(backend: any ReplBackend, log: HistoryLog?, pictures: PictureWish) {
    (self.backend, self.log) = (backend, log)
    let helper = Helper(names: backend.names) { [device] in device.wake() }
    let reader = CellReader(
      device: device, look: look, helper: helper, history: log?.earlierInputs ?? [])
    self.reader = reader
    self.pictures = PictureMaker(
      wish: pictures, screen: { [device] in device.size }, cell: { reader.cellSize },
      ask: { reader.askForPictures() })
  }

  /// Whether this terminal can be written on in more ways than line by line.
  package static var isPossible: Bool {
    isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 && TerminalLook().canMove
  }

  /// Talks until the reader leaves.
  package func run(greeting: String) {
    let signals = noteSignals()
    defer {
      device.enter(.usual)
      for signal in signals { signal.cancel() }
    }
    reader.isEnding = { [ending] in ending.hasCome }
    tell(greeting + "\n")
    while !ending.hasCome {
      let start = draft
      draft = ""
      backend.catchUp()
      conversation.goOn(behind: backend.count)
      switch reader.read(number: conversation.number, start: start) {
      case .end: return
      case .interrupted: tell(":help tells what there is, ^D leaves.\n")
      case .cell(let text): if !answer(text) { return }
      }
    }
  }

  /// Does what was typed; false when the reader leaves.
  private func answer(_ text: String) -> Bool {
    guard text.hasPrefix(":") else {
      if Repl.isQuestion(text) { runLine(text) } else { runCell(text) }
      return true
    }
    log?.add(text, number: conversation.number)
    guard let (command, rest) = ReplCommand.find(text) else {
      let word = text.prefix { !$0.isWhitespace }
      say("there is no command \(word); :help lists those that there are")
      return true
    }
    if !command.usage.isEmpty && rest.isEmpty {
      say(":\(command.word) \(command.usage): \(command.summary)")
      return true
    }
    switch command.action {
    case .leave: return false
    case .help: say(ReplCommand.help)
    case .line(let word): runLine(rest.isEmpty ? word : "\(word) \(rest)")
    case .question: runLine("\(rest)?")
    case .save: say(conversation.save(to: rest))
    case .history: say(ReplCommand.listing(of: reader.history.dropLast(), rest))
    case .pictures: say(choosePictures(rest))
    case .load:
      if let found = Conversation.load(rest) {
        draft = String(found.reversed().drop(while: \.isWhitespace).reversed())
      } else {
        say(":load \(rest): there is no such file, or it is no text in UTF-8")
      }
    }
    return true
  }

  /// Takes a wish for pictures; what is to be told.
  private func choosePictures(_ word: String) -> String {
    if !word.isEmpty {
      guard let wish = PictureWish(word) else {
        return ":pictures wants one of \(PictureWish.words.joined(separator: ", ")), not \(word)"
      }
      pictures.wish = wish
    }
    let shown = pictures.pictures
    let source = pictures.wish == .asked ? "as the terminal says" : "as you said"
    if shown == .none { return "No pictures, \(source): values are shown as text." }
    let isMissing = Rasterizer() == nil
    return isMissing ? PictureMaker.missing : "Pictures by \(shown.rawValue), \(source)."
  }

  /// Whether a text asks what a name means, and so is no cell.
  static func isQuestion(_ text: String) -> Bool {
    !text.contains { $0.isWhitespace } && (text.hasPrefix("?") || text.hasSuffix("?"))
  }

  private func say(_ words: String) { tell(words + "\n\n") }

  private func tell(_ words: String) {
    device.write(look.shown(WordWrap.text(words, width: device.size.width - 1)))
  }

  /// Runs a cell that counts.
  private func runCell(_ text: String) {
    var outputs = CellOutputs()
    let number = conversation.number
    log?.add(text, number: number)
    let outcome = run(text, number) { outputs.take($0, number: backend.count ?? number) }
    if case .failed(let failure) = outcome { outputs.take(failure) }
    conversation.add(text, outputs, number: backend.count ?? number)
  }

  /// Runs a line that counts as no cell.
  private func runLine(_ text: String) { _ = run(text, conversation.number) { _ in } }

  private func run(
    _ text: String, _ number: Int, note: (Session.Event) -> Void
  ) -> Session.Outcome {
    let printer = OutputPrinter(device: device, look: look, pictures: pictures)
    device.enter(.running)
    let turn = backend.run(text, number: number, columns: device.size.width - 1) { event in
      note(event)
      if case .question(let prompt, let isSecret) = event {
        printer.finish()
        ask(prompt, isSecret)
      }
      printer.take(event, number: backend.count ?? number)
    }
    printer.finish()
    if case .failed(let failure) = turn.outcome {
      let lines = look.hasColors ? failure.colored : failure.lines
      printer.say(lines.joined(separator: "\n"))
    }
    take(turn.payloads, printer)
    if printer.hasWritten { device.write("\n") }
    return turn.outcome
  }

  private func ask(_ prompt: String, _ isSecret: Bool) {
    let (line, isInterrupt) = reader.readLine(prompt: prompt, isSecret: isSecret)
    if isInterrupt { backend.interrupt() }
    backend.answer(line)
  }

  /// Does what a cell asks of its front end: to show a page, to begin the next cell.
  private func take(_ payloads: [JSON], _ printer: OutputPrinter) {
    for payload in payloads {
      switch payload["source"]?.string {
      case "page": printer.say(payload["data"]?["text/plain"]?.string ?? "")
      case "set_next_input": draft = payload["text"]?.string ?? ""
      default: break
      }
    }
  }

  /// ^C stops the cell that runs; the end of the terminal, or of the program, ends the conversation.
  private func noteSignals() -> [any DispatchSourceSignal] {
    let backend = UncheckedBackend(backend: backend)
    return [SIGINT, SIGTERM, SIGHUP].map { number in
      passOver(number)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [ending, device] in
        if number != SIGINT { ending.come() }
        backend.backend.interrupt()
        device.wake()
      }
      source.resume()
      return source
    }
  }
}

/// Has a signal do nothing by itself where it would end the program.
///
/// One that is watched already has Dispatch's own handler, at some moment after its source was made; to set
/// that aside would lose the signal.
private func passOver(_ number: Int32) {
  var action = sigaction()
  sigaction(number, nil, &action)
  if action.__sigaction_handler.sa_handler == nil { signal(number, SIG_IGN) }
}

/// Whether the conversation is to end.
private final class Ending: Sendable {
  private let state = Mutex(false)
  var hasCome: Bool { state.withLock { $0 } }
  func come() { state.withLock { $0 = true } }
}

/// A backend whose interruption any thread may call.
private struct UncheckedBackend: @unchecked Sendable {
  let backend: any ReplBackend
}
