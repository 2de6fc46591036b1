import Glibc
import JSONTrees
import JupyterWire

/// Passes what a cell prints and shows on to everyone, small pieces of text in larger ones.
struct OutputPublisher {
  /// A message of text is not made longer than this.
  private static let longest = 1 << 19
  /// What is printed without a pause goes out this often.
  private static let interval = Duration.milliseconds(50)

  let service: KernelService
  let message: Message
  let count: Int
  let isSilent: Bool
  /// Whether the cell may wait for its readers: it has not been stopped, and somebody wants it.
  let mayWait: () -> Bool
  /// Asks the reader of the page something.
  let questions: (_ prompt: String, _ isSecret: Bool) -> Void
  /// The text of the result, for the history.
  private(set) var resultText: String?
  private var stream = "stdout"
  private var text = ""
  private var nextFlush = ContinuousClock.now

  init(
    service: KernelService, message: Message, count: Int, isSilent: Bool,
    mayWait: @escaping () -> Bool,
    questions: @escaping (_ prompt: String, _ isSecret: Bool) -> Void
  ) {
    (self.service, self.message, self.count, self.isSilent) = (service, message, count, isSilent)
    (self.mayWait, self.questions) = (mayWait, questions)
  }

  mutating func take(_ event: Session.Event) {
    waitForReaders()
    if isForArea(event) { return }
    switch event {
    case .widgets(let event):
      flush()
      service.desk.take(event, by: service, for: message)
    case .clear(let waits):
      flush()
      service.publish("clear_output", ["wait": .bool(waits)], for: message)
    case .stdout(let text): add(text, to: "stdout")
    case .stderr(let text): add(text, to: "stderr")
    case .pause: flush()
    case .note(let bundle): show(bundle)
    case .question(let prompt, let isSecret):
      flush()
      questions(prompt, isSecret)
    case .display(let bundle, let place): show("display_data", bundle, place: place)
    case .updateDisplay(let bundle, let place): show("update_display_data", bundle, place: place)
    case .result(let bundle):
      flush()
      resultText = bundle["text/plain"]?.string
      guard !isSilent else { return }
      service.publish(
        "execute_result", ["execution_count": .integer(count), "data": bundle, "metadata": [:]],
        for: message)
    }
  }

  /// Lets a cell that prints faster than anybody reads wait: what it prints next stays in its pipe, and
  /// when that is full, the cell waits for room in it.
  private func waitForReaders() {
    while service.frontEnd.isBehind && mayWait() { usleep(2000) }
  }

  /// Shows something for good, at no place that has a name.
  private mutating func show(_ bundle: JSON) {
    flush()
    service.publish(
      "display_data", ["data": bundle, "metadata": [:], "transient": [:]], for: message)
  }

  /// Puts what is printed and shown for an output area of the page there; says whether it is.
  private func isForArea(_ event: Session.Event) -> Bool {
    let desk = service.desk
    switch event {
    case .stdout(let text): return desk.gather { $0.add(text, to: "stdout") }
    case .stderr(let text): return desk.gather { $0.add(text, to: "stderr") }
    case .display(let bundle, let place): return desk.gather { $0.show(bundle, at: place) }
    case .updateDisplay(let bundle, let place): return desk.updateInArea(bundle, at: place)
    case .result(let bundle): return desk.gather { $0.show(bundle, at: nil) }
    case .clear(let waits): return desk.gather { $0.clear(waits: waits) }
    case .pause:
      desk.showGathered(by: service)
      return false
    case .note, .question, .widgets: return false
    }
  }

  /// Passes on the text that has been gathered.
  mutating func flush() {
    guard !text.isEmpty else { return }
    service.publish("stream", ["name": .string(stream), "text": .string(text)], for: message)
    text = ""
    nextFlush = ContinuousClock.now + OutputPublisher.interval
  }

  private mutating func add(_ more: String, to stream: String) {
    if stream != self.stream || text.utf8.count > OutputPublisher.longest { flush() }
    self.stream = stream
    text += more
    if ContinuousClock.now >= nextFlush { flush() }
  }

  private mutating func show(_ type: String, _ bundle: JSON, place: String) {
    flush()
    service.publish(
      type, ["data": bundle, "metadata": [:], "transient": ["display_id": .string(place)]],
      for: message)
  }
}
