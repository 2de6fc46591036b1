import FoundationEssentials
import JSONTrees
import JupyterTransport
import JupyterWire
import KernelCore
import Repl
import Synchronization

/// A kernel that others use as well, seen as what runs the cells of a conversation.
final class RemoteBackend: ReplBackend {
  /// How long a kernel that lives may take to say so.
  private static let patience = Duration.seconds(5)

  private let cells: KernelClient
  private let control: RemoteControl
  let names: any NameSource
  private(set) var count: Int?

  /// Joins a kernel.
  /// - Throws: ``InstallationError`` where the file cannot be read or nobody answers.
  init(file: String) throws {
    let connection = try ConnectionFile(bytes: TextFile.bytes(of: file))
    cells = try KernelClient(connection)
    control = RemoteControl(try KernelClient(connection, roles: [.control]))
    let names = RemoteNames(try KernelClient(connection, roles: [.shell]))
    self.names = names
    // A cell that is silent and empty counts as none, and its answer has the number of the last.
    let nothing: JSON = [
      "code": "", "silent": true, "store_history": false, "user_expressions": [:],
      "allow_stdin": false, "stop_on_error": false,
    ]
    guard names.ask("kernel_info_request", [:]) != nil else {
      throw InstallationError(
        "no kernel answers at \(file); see that it runs, and that the file is its own")
    }
    count = names.ask("execute_request", nothing)?["execution_count"]?.integer
  }

  /// The kernel's other front ends have their own widths, so it draws as it always does.
  func run(
    _ text: String, number: Int, columns: Int?, events: (Session.Event) -> Void
  ) -> CellTurn {
    let request = Message(
      "execute_request",
      content: [
        "code": .string(text), "silent": false, "store_history": true, "user_expressions": [:],
        "allow_stdin": true, "stop_on_error": true,
      ], from: cells.sender)
    control.begin()
    cells.send(request, on: .shell)
    var (reply, isIdle): (JSON?, Bool) = (nil, false)
    while reply == nil || !isIdle {
      guard let (role, message) = cells.next(milliseconds: 200) else {
        if control.hasWaited(RemoteBackend.patience) { return RemoteBackend.gone }
        continue
      }
      hear(message)
      guard message.parentHeader["msg_id"]?.string == request.header.messageID else { continue }
      if role == .shell { reply = message.content }
      if message.content["execution_state"] == "idle" { isIdle = true }
      if let event = RemoteBackend.event(of: message) { events(event) }
    }
    return RemoteBackend.turn(reply ?? [:])
  }

  func catchUp() {
    while let (_, message) = cells.next(milliseconds: 0) { hear(message) }
  }

  /// Every cell that begins is told to all, with its number.
  private func hear(_ message: Message) {
    guard message.type == "execute_input" else { return }
    count = message.content["execution_count"]?.integer ?? count
  }

  func answer(_ text: String?) {
    let content: JSON = ["value": .string(text ?? "")]
    cells.send(Message("input_reply", content: content, from: cells.sender), on: .stdin)
  }

  func interrupt() { control.interrupt() }

  private static func event(of message: Message) -> Session.Event? {
    let content = message.content
    let data = content["data"] ?? [:]
    let place = content["transient"]?["display_id"]?.string ?? message.header.messageID
    switch message.type {
    case "stream":
      let text = content["text"]?.string ?? ""
      return content["name"] == "stderr" ? .stderr(text) : .stdout(text)
    case "display_data": return .display(data, place: place)
    case "update_display_data": return .updateDisplay(data, place: place)
    case "execute_result": return .result(data)
    case "clear_output": return .clear(waits: content["wait"]?.bool ?? false)
    case "input_request":
      return .question(
        content["prompt"]?.string ?? "", isSecret: content["password"]?.bool ?? false)
    default: return nil
    }
  }

  private static func turn(_ reply: JSON) -> CellTurn {
    let payloads = reply["payload"]?.array ?? []
    if reply["status"] == "ok" { return CellTurn(outcome: .finished, payloads: payloads) }
    let lines = (reply["traceback"]?.array ?? []).compactMap(\.string).map {
      $0.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
    }
    let name = reply["ename"]?.string ?? "Aborted"
    let value = reply["evalue"]?.string ?? "the kernel has not run the cell"
    return CellTurn(
      outcome: .failed(
        CellFailure(name: name, value: value, lines: lines.isEmpty ? [value] : lines)),
      payloads: payloads)
  }

  private static let gone: CellTurn = turn([
    "ename": "KernelGone", "evalue": "the kernel does not answer any more; ^D leaves",
  ])
}

/// The control channel, which any thread may use.
private final class RemoteControl: Sendable {
  private struct State {
    let client: KernelClient
    var interruption: ContinuousClock.Instant?
  }

  private let state: Mutex<State>

  init(_ client: sending KernelClient) { state = Mutex(State(client: client)) }

  /// A cell begins that nobody has stopped.
  func begin() { state.withLock { $0.interruption = nil } }

  func interrupt() {
    state.withLock { state in
      state.interruption = state.interruption ?? .now
      state.client.send(
        Message("interrupt_request", from: state.client.sender), on: .control)
    }
  }

  /// Whether a stop was asked for so long ago.
  func hasWaited(_ time: Duration) -> Bool {
    state.withLock { state in
      state.interruption.map { $0.duration(to: .now) > time } ?? false
    }
  }
}

/// What the kernel knows of names; any thread may ask.
private final class RemoteNames: NameSource {
  private let client: Mutex<KernelClient>

  init(_ client: sending KernelClient) { self.client = Mutex(client) }

  func completion(_ request: JSON) -> JSON? { ask("complete_request", request) }

  func inspection(_ request: JSON) -> JSON? { ask("inspect_request", request) }

  /// The content of the answer to a request; nothing if none comes in time.
  func ask(_ type: String, _ content: JSON) -> JSON? {
    client.withLock { client in
      let request = Message(type, content: content, from: client.sender)
      client.send(request, on: .shell)
      let end = ContinuousClock.now + .seconds(5)
      while ContinuousClock.now < end {
        if let (_, message) = client.next(milliseconds: 200),
          message.parentHeader["msg_id"]?.string == request.header.messageID
        {
          return message.content
        }
      }
      return nil
    }
  }
}
