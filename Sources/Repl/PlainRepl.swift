import CellCompiler
import Glibc
import JSONTrees
import KernelCore

/// A conversation line by line, for pipes and for terminals that can do no more.
package final class PlainRepl {
  private let backend: any ReplBackend
  private let log: HistoryLog?
  private let look = TerminalLook()
  private let hasPrompts = isatty(STDIN_FILENO) == 1
  private var conversation = Conversation()
  private var hasFailed = false
  /// The cells that were typed.
  private var typed: [String]
  /// Lines that were loaded and are to be run before others.
  private var loaded: String?

  /// Begins a conversation; the history is kept where somebody types.
  package init(backend: any ReplBackend, log: HistoryLog?) {
    (self.backend, self.log) = (backend, hasPrompts ? log : nil)
    typed = self.log?.earlierInputs ?? []
  }

  /// Talks until the input ends.
  /// - Returns: Whether every cell has come to its end.
  package func run() -> Bool {
    while let text = nextCell() {
      if text.allSatisfy(\.isWhitespace) { continue }
      guard answer(text) else { break }
    }
    return !hasFailed
  }

  /// Lines until they are whole; an empty line at a terminal takes what there is.
  private func nextCell() -> String? {
    if let text = loaded {
      loaded = nil
      return text
    }
    var lines: [String] = []
    backend.catchUp()
    conversation.goOn(behind: backend.count)
    prompt("In [\(conversation.number)]: ")
    while let line = readLine() {
      lines.append(line)
      let text = lines.joined(separator: "\n")
      if text.hasPrefix(":") || text.hasPrefix("?") { return text }
      let isMore = text.hasPrefix("%%") && !line.isEmpty
      let ends = hasPrompts && line.isEmpty
      if case .incomplete = CellSyntax(text).completeness, !ends {
      } else if !isMore {
        return text
      }
      prompt("   ...: ")
    }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  /// How wide the terminal is; nothing where there is none.
  private var columns: Int? {
    isatty(STDOUT_FILENO) == 1 ? TerminalDevice.size.width - 1 : nil
  }

  private func prompt(_ text: String) { if hasPrompts { write(text) } }

  private func write(_ text: String) {
    print(look.shown(text), terminator: "")
    fflush(nil)
  }

  /// Does what was typed; false when the reader leaves.
  private func answer(_ text: String) -> Bool {
    guard text.hasPrefix(":") else {
      runCell(text)
      return true
    }
    guard let (command, rest) = ReplCommand.find(text) else {
      fail(
        "there is no command \(text.prefix { !$0.isWhitespace }); :help lists those that there are")
      return true
    }
    switch command.action {
    case .leave: return false
    case .help: write(ReplCommand.help + "\n")
    case .line(let word): run(rest.isEmpty ? word : "\(word) \(rest)", conversation.number)
    case .question: run("\(rest)?", conversation.number)
    case .save: write(conversation.save(to: rest) + "\n")
    case .history: write(ReplCommand.listing(of: typed, rest) + "\n")
    case .pictures: write("No pictures: here values are shown as text.\n")
    case .load:
      loaded = Conversation.load(rest)
      if loaded == nil { fail(":load \(rest): there is no such file, or it is no text in UTF-8") }
    }
    return true
  }

  private func fail(_ words: String) {
    hasFailed = true
    fflush(nil)
    let bytes = Array((look.shown(words) + "\n").utf8)
    _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
  }

  private func runCell(_ text: String) {
    var outputs = CellOutputs()
    let number = conversation.number
    log?.add(text, number: number)
    typed.append(text)
    run(text, number) { outputs.take($0, number: backend.count ?? number) }
    conversation.add(text, outputs, number: backend.count ?? number)
  }

  private func run(_ text: String, _ number: Int, note: (Session.Event) -> Void = { _ in }) {
    var updated: [String: String] = [:]
    var order: [String] = []
    let turn = backend.run(text, number: number, columns: columns) { event in
      note(event)
      switch event {
      case .stdout(let text): write(text)
      case .stderr(let text): fflushed(text)
      case .note(let bundle), .display(let bundle, _): write(words(of: bundle) + "\n")
      case .updateDisplay(let bundle, let place):
        // What changes is written once, in its last state.
        if updated.updateValue(words(of: bundle), forKey: place) == nil { order.append(place) }
      case .result(let bundle): show(words(of: bundle), backend.count ?? number)
      case .question(let prompt, _):
        write(prompt)
        backend.answer(readLine())
      case .clear, .widgets, .pause: break
      }
    }
    for place in order { write((updated[place] ?? "") + "\n") }
    if case .failed(let failure) = turn.outcome {
      hasFailed = true
      fail(failure.lines.joined(separator: "\n"))
    }
    for payload in turn.payloads {
      if let data = payload["data"] { write(words(of: data) + "\n") }
      if payload["source"] == "set_next_input" { loaded = payload["text"]?.string }
    }
  }

  private func show(_ text: String, _ number: Int) {
    write("Out[\(number)]:\(text.contains("\n") ? "\n" : " ")\(text)\n")
  }

  private func words(of bundle: JSON) -> String { bundle["text/plain"]?.string ?? "" }

  private func fflushed(_ text: String) {
    fflush(nil)
    let bytes = Array(look.shown(text).utf8)
    _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
  }
}
