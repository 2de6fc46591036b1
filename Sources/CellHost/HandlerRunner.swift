import CCellHost
import Display
import Synchronization
import Widgets

/// Runs what widgets draw when they are changed: between two cells like a small cell, with a copy of the
/// process behind it; while a cell runs, on the cell's own thread when it looks whether to stop.
enum HandlerRunner {
  /// Whether drawings run while there is no cell.
  ///
  /// The main thread alone uses this, as what follows.
  nonisolated(unsafe) private static var isRunning = false
  /// Requests that came meanwhile and have to wait.
  nonisolated(unsafe) private static var postponed: [JSON] = []
  /// The page's messages that are done once there is a copy.
  private static let settled = Mutex<[Int]>([])

  static func install() {
    OpenWidgets.connect(WidgetChannel())
    quill_handlers_are { HandlerRunner.drawAll() }
  }

  /// Takes a request that has to do with widgets, or that has to wait for them.
  static func take(_ request: JSON) -> Bool {
    if let id = request["comm"]?.string {
      takeMessage(of: request, for: id)
    } else if let moves = request["resume"]?.array {
      resume(moves, after: request["number"]?.integer ?? 0)
    } else if isRunning {
      return postpone(request)
    } else {
      // A stop that was meant for a drawing which is over.
      return request["interrupt"]?.integer.map { $0 <= 0 } ?? false
    }
    return true
  }

  /// Lets the kernel know, before it hears that a cell has ended, that something is to be drawn.
  static func announce() {
    guard let number = OpenWidgets.awaitDrawings() else { return }
    KernelChannel.send(["awaited": .integer(number)])
  }

  /// Runs what is to be drawn, and then what had to wait for it.
  static func runWaiting() {
    guard !isRunning, !CellRunner.isRunning else { return }
    while OpenWidgets.isDrawingDue {
      guard runOnce() else { return }
    }
    let waiting = postponed
    postponed = []
    for request in waiting { CellRunner.take(request) }
  }

  /// Forgets what the process had to do that died.
  static func forget() {
    (isRunning, postponed) = (false, [])
    settled.withLock { $0 = [] }
    OpenWidgets.dropDrawings()
  }

  /// Runs a drawing, which may end in all ways in which a cell can.
  static func run(_ response: Response) {
    let outcome = quill_try(
      { Unmanaged<Response>.fromOpaque($0.unsafelyUnwrapped).takeUnretainedValue().run() },
      Unmanaged.passUnretained(response).toOpaque())
    switch outcome.ending {
    case quill_interrupted:
      OpenWidgets.dropDrawings()
      leave("Interrupted", "the drawing was stopped")
    case quill_exited: leave("Exit", "exit(\(outcome.exit_code)) was called")
    default: break
    }
  }

  private static func leave(_ type: String, _ message: String) {
    KernelChannel.send(["fail": .string(type), "message": .string(message)])
    KernelChannel.sendInOrder(["end": "all"])
  }

  private static func takeMessage(of request: JSON, for id: String) {
    let number = request["number"]?.integer ?? 0
    if request["isClosed"]?.bool == true {
      OpenWidgets.forget(id, request: number)
    } else {
      OpenWidgets.receive(id, request["data"] ?? [:], request: number)
    }
    if let requests = OpenWidgets.settledAtRest() {
      say(settled: requests)
    } else if isRunning || CellRunner.isRunning {
      quill_handlers_wait()
      CellExecutor.wake()
    } else {
      runWaiting()
    }
  }

  /// Draws all that is to be drawn.
  private static func drawAll() {
    while true {
      switch OpenWidgets.next() {
      case .draw(let response): run(response)
      case .settled(let requests):
        if isRunning { return settled.withLock { $0 += requests } }
        return say(settled: requests)
      }
    }
  }

  private static func say(settled requests: [Int]) {
    if !requests.isEmpty {
      KernelChannel.send(["handled": .array(requests.map { .integer($0) })])
    }
  }

  /// Runs what is to be drawn on a thread of its own; says whether this process goes on.
  private static func runOnce() -> Bool {
    isRunning = true
    let outcome = quill_run_handlers {
      if let request = KernelChannel.receivePacket() { CellRunner.take(request) }
    }
    isRunning = false
    if outcome.ending == quill_refused { OpenWidgets.dropDrawings() }
    LiveDisplays.drawPending()
    if quill_checkpoint() {
      CellRunner.hasTakenOver()
      return false
    }
    say(
      settled: settled.withLock { settled in
        defer { settled = [] }
        return settled
      })
    return true
  }

  /// What comes while something is drawn waits, but for stops and answers to questions.
  private static func postpone(_ request: JSON) -> Bool {
    if let number = request["interrupt"]?.integer {
      quill_interrupt()
      // A cell that waits for the drawing is not to be run any more.
      let count = postponed.count
      postponed.removeAll { $0["request"]?.integer == number }
      if postponed.count < count {
        KernelChannel.send(["ended": "interrupted", "trace": []])
      }
      return true
    }
    guard request["input"] == nil else { return false }
    postponed.append(request)
    return true
  }

  /// Goes on in the place of a process that has died: what was moved on the page stays moved.
  private static func resume(_ moves: [JSON], after: Int) {
    for move in moves {
      OpenWidgets.receive(move["comm"]?.string ?? "", move["data"] ?? [:], request: nil)
    }
    OpenWidgets.resend()
    say(settled: [after])
  }
}

/// Sends what widgets have to say to the page, by way of the kernel.
struct WidgetChannel: WidgetLink {
  func open(_ id: String, state: JSON) {
    KernelChannel.send(["comm": "open", "id": .string(id), "state": state])
  }

  func update(_ id: String, state: JSON, for request: Int?) {
    KernelChannel.send([
      "comm": "update", "id": .string(id), "state": state, "request": WidgetChannel.number(request),
    ])
  }

  func close(_ id: String) { KernelChannel.send(["comm": "close", "id": .string(id)]) }

  func begin(in area: String, for request: Int?) {
    KernelChannel.sendInOrder([
      "begin": .string(area), "request": WidgetChannel.number(request),
    ])
  }

  func fail(type: String, message: String) {
    KernelChannel.send(["fail": .string(type), "message": .string(message)])
  }

  func end() { KernelChannel.sendInOrder(["end": "one"]) }

  func run(_ response: Response) { HandlerRunner.run(response) }

  func drawingsWait() {
    quill_handlers_wait()
    CellExecutor.wake()
  }

  private static func number(_ request: Int?) -> JSON { request.map { .integer($0) } ?? .null }
}
