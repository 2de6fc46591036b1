import CellCompiler
import Dispatch
import JSONTrees
import JupyterWire
import Synchronization

/// A kernel without its sockets: what each request is answered, and what everyone hears meanwhile.
///
/// Requests that may not wait are answered where they arrive; the others wait in a queue for
/// ``run(whileWanted:)``. Each is framed by `busy` and `idle`, whatever becomes of it.
public final class KernelService: Sendable {
  let frontEnd: any FrontEnd
  let sender: Sender
  let queue = RequestQueue()
  let interrupter: Interrupter
  let history: Mutex<History>
  /// Which widgets stand on the page.
  let desk = WidgetDesk()
  /// The thread that takes what pages say to widgets.
  let widgetQueue = DispatchQueue(label: "widgets")
  /// The subshells by their names, each with its thread.
  let subshells = Mutex<[String: DispatchQueue]>([:])
  /// Who waits for something typed.
  let question = Mutex<InputLine?>(nil)
  let assistant: CodeAssistant?

  /// Makes a kernel that talks to a front end; its cells are run by a session.
  ///
  /// - Parameters:
  ///   - frontEnd: Whom it talks to.
  ///   - sender: As whom it talks.
  ///   - interrupter: What stops the cell that runs.
  ///   - assistant: What knows names; without one no name is known.
  ///   - historyLog: Where the history is kept; without one it ends with the kernel.
  public init(
    frontEnd: any FrontEnd, sender: Sender, interrupter: Interrupter,
    assistant: CodeAssistant? = nil, historyLog: HistoryLog? = nil
  ) {
    self.frontEnd = frontEnd
    self.sender = sender
    self.interrupter = interrupter
    self.assistant = assistant
    history = Mutex(History(log: historyLog))
  }

  /// Takes a request; those on the control channel are answered before this returns, those of who
  /// writes on a thread of their own.
  public func receive(_ message: Message, on channel: Channel) {
    switch channel {
    case .shell where KernelService.isForAssistant(message): assist(message)
    case .shell where KernelService.isForWidgets(message): receiveForWidget(message)
    case .shell: if !answerOnSubshell(message) { queue.put(message) }
    case .control: answerControl(message)
    case .stdin: if message.type == "input_reply" { answerQuestion(message) }
    }
  }

  /// Answers one request after the other until the kernel is shut down.
  ///
  /// - Parameters:
  ///   - session: what runs the cells.
  ///   - isWanted: asked about once a second; where nobody wants the kernel any more, it ends.
  public func run(_ session: Session, whileWanted isWanted: @escaping () -> Bool) {
    // A cell that was only being compiled when the end was asked for is stopped as well.
    session.isWanted = { [queue] in isWanted() && !queue.isClosed }
    desk.connect(session.widgets)
    var conversation = KernelConversation(service: self, session: session)
    while isWanted() {
      conversation.attend()
      let (entry, isClosed) = queue.next()
      if isClosed { return }
      guard let entry else { continue }
      if entry.isAborted {
        answer(entry.message, on: .shell) { _ in ["status": "aborted"] }
      } else {
        conversation.answer(entry.message)
      }
    }
  }

  private func answerControl(_ message: Message) {
    switch message.type {
    case "kernel_info_request": answer(message, on: .control) { _ in KernelService.information }
    case "interrupt_request":
      answer(message, on: .control) { _ in
        interrupter.interrupt()
        return ["status": "ok"]
      }
    case "shutdown_request":
      let isRestart = message.content["restart"]?.bool ?? false
      answer(message, on: .control) { _ in ["status": "ok", "restart": .bool(isRestart)] }
      interrupter.interrupt()
      queue.close()
    case "debug_request":
      answer(message, on: .control) { _ in
        failure("NotSupported", "Quill has no debugger; print, and %help lists what there is")
      }
    default:
      guard let reply = subshellReply(message) else { return busyAndIdle(message) {} }
      answer(message, on: .control) { _ in reply }
    }
  }

  /// Sends the answer to a request between `busy` and `idle`.
  func answer(_ message: Message, on channel: Channel, _ content: (Message) -> JSON) {
    busyAndIdle(message) {
      let type = message.type.replacingSuffix("_request", with: "_reply")
      frontEnd.send(message.reply(type, content: content(message), from: sender), on: channel)
    }
  }

  /// Lets everyone know that the kernel works on a message, and when it has done so.
  func busyAndIdle(_ message: Message, _ work: () -> Void) {
    publish("status", ["execution_state": "busy"], for: message)
    work()
    publish("status", ["execution_state": "idle"], for: message)
  }

  func publish(
    _ type: String, _ content: JSON, for message: Message, metadata: JSON = [:]
  ) {
    frontEnd.publish(
      message.publication(type, content: content, metadata: metadata, from: sender))
  }

  func failure(_ name: String, _ value: String) -> JSON {
    [
      "status": "error", "ename": .string(name), "evalue": .string(value),
      "traceback": [.string(value)],
    ]
  }

  static let information: JSON = [
    "status": "ok", "protocol_version": .string(Header.protocolVersion),
    "implementation": "quill", "implementation_version": "0.1",
    "banner": "Quill: quantum machine learning in Swift",
    "language_info": [
      "name": "swift", "version": "6.3", "mimetype": "text/x-swift", "file_extension": ".swift",
      "pygments_lexer": "swift", "codemirror_mode": "swift", "nbconvert_exporter": "script",
    ],
    "help_links": [], "supported_features": ["kernel subshells"],
  ]
}

extension String {
  fileprivate func replacingSuffix(_ suffix: String, with other: String) -> String {
    hasSuffix(suffix) ? dropLast(suffix.count) + other : self
  }
}
