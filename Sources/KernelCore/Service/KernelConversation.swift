import CellCompiler
import JSONTrees
import JupyterWire

/// The requests of the shell channel, one after the other.
struct KernelConversation {
  private let service: KernelService
  private let session: Session
  /// The number of the last cell that counted.
  private var count = 0
  /// The last cell, which is the cause of what is printed between cells.
  private var last: Message?

  /// A kind of request: how it is answered.
  private typealias Handler = @Sendable (inout KernelConversation, Message) -> JSON

  /// The kinds of requests that need the cells; the others are the service's.
  private static let handlers: [String: Handler] = [
    "execute_request": { $0.execute($1) },
    "shutdown_request": { conversation, message in
      conversation.service.queue.close()
      return ["status": "ok", "restart": .bool(message.content["restart"]?.bool ?? false)]
    },
  ]

  init(service: KernelService, session: Session) {
    self.service = service
    self.session = session
  }

  /// Answers a request, or does what a message without a reply asks.
  mutating func answer(_ message: Message) {
    if let handler = KernelConversation.handlers[message.type] {
      service.answer(message, on: .shell) { handler(&self, $0) }
    } else if let handler = KernelService.handlers[message.type] {
      service.answer(message, on: .shell) { handler(service, $0) }
    } else {
      service.busyAndIdle(message) {}
    }
  }

  private mutating func execute(_ message: Message) -> JSON {
    guard let text = message.content["code"]?.string else {
      return service.failure("BadRequest", "execute_request: there is no text under \"code\"")
    }
    let isSilent = message.content["silent"]?.bool ?? false
    let isKept = !isSilent && message.content["store_history"]?.bool ?? true
    if isKept { count += 1 }
    if !isSilent {
      service.publish(
        "execute_input", ["code": .string(text), "execution_count": .integer(count)], for: message)
    }
    last = message
    let input = session.input
    var publisher = OutputPublisher(
      service: service, message: message, count: count, isSilent: isSilent, mayWait: mayWait
    ) { [service] in service.ask($0, isSecret: $1, for: message, answer: input) }
    let next = count + 1
    session.upcoming = { [service] in
      service.queue.nextCell.map { Session.Upcoming(text: $0, number: next) }
    }
    let turn = session.perform(text, number: count, assistant: service.assistant) {
      publisher.take($0)
    }
    service.stopAsking()
    publisher.flush()
    if isKept {
      let (number, output) = (count, publisher.resultText)
      service.history.withLock { $0.add(text, number: number, output: output) }
    }
    switch turn.outcome {
    case .finished:
      return [
        "status": "ok", "execution_count": .integer(count), "payload": .array(turn.payloads),
        "user_expressions": expressions(of: message),
      ]
    case .failed(let failure): return fail(failure, message, isSilent: isSilent)
    }
  }

  /// Takes what widgets draw while no cell runs.
  mutating func attend() {
    guard let last else { return }
    let input = session.input
    var publisher = OutputPublisher(
      service: service, message: last, count: count, isSilent: false, mayWait: mayWait
    ) { _, _ in input.answer(nil) }
    session.attend { publisher.take($0) }
    publisher.flush()
  }

  /// Whether what runs may wait for its readers.
  private var mayWait: () -> Bool {
    { [session] in session.isWanted() && !session.interrupter.isInterrupted }
  }

  private func fail(_ failure: CellFailure, _ message: Message, isSilent: Bool) -> JSON {
    let content: [String: JSON] = [
      "ename": .string(failure.name), "evalue": .string(failure.value),
      "traceback": .array(failure.colored.map { .string($0) }),
    ]
    if !isSilent { service.publish("error", .object(content), for: message) }
    if message.content["stop_on_error"]?.bool ?? true { service.queue.abortCells() }
    return merged(["status": "error", "execution_count": .integer(count)], .object(content))
  }

  /// The values of the expressions that a front end wants with its cell.
  private func expressions(of message: Message) -> JSON {
    .object(
      (message.content["user_expressions"]?.object ?? [:]).mapValues { expression in
        var data: JSON = [:]
        let outcome = session.execute(expression.string ?? "", number: count) { event in
          switch event {
          case .result(let bundle): data = bundle
          case .widgets(let event): service.desk.take(event, by: service, for: message)
          default: break
          }
        }
        if case .failed(let failure) = outcome {
          return service.failure(failure.name, failure.value)
        }
        return ["status": "ok", "data": data, "metadata": [:]]
      })
  }

  static func isComplete(_ request: JSON) -> JSON {
    switch CellSyntax(request["code"]?.string ?? "").completeness {
    case .complete: ["status": "complete"]
    case .invalid: ["status": "invalid"]
    case .incomplete(let indent):
      ["status": "incomplete", "indent": .string(String(repeating: " ", count: indent))]
    }
  }

  private func merged(_ first: JSON, _ second: JSON) -> JSON {
    .object((first.object ?? [:]).merging(second.object ?? [:]) { $1 })
  }
}
