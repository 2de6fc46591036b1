import CCellHost
import Display
import Glibc
import Widgets

/// Does what the kernel asks: loads cells, runs them and says how they ended.
///
/// The main thread alone uses it.
enum CellRunner {
  private typealias Entry =
    @convention(c) (Int32, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32

  /// The number of the request that was taken last.
  ///
  /// The kernel asks again for a cell that a process took with it; if that process had not taken it,
  /// the request is there twice.
  nonisolated(unsafe) private static var last = 0

  /// Whether a cell runs.
  nonisolated(unsafe) private(set) static var isRunning = false

  /// Does what a request asks; one that asks for nothing known is passed over.
  static func take(_ request: JSON) {
    if HandlerRunner.take(request) { return }
    if let library = request["run"]?.string, let symbol = request["entry"]?.string {
      let number = request["request"]?.integer ?? 0
      guard number > last else { return }
      last = number
      if let columns = request["columns"]?.integer { TextRoom.columns = columns }
      run(library, symbol)
      HandlerRunner.runWaiting()
    } else if let number = request["interrupt"]?.integer {
      // One that comes late was meant for the cell before.
      if number == last { quill_interrupt() }
    } else if let input = request["input"] {
      answerInput(input.string)
    } else if let wanted = request["protection"]?.string {
      protect(wanted)
    }
  }

  /// Says that this process has taken the place of one that died.
  static func hasTakenOver() {
    HandlerRunner.forget()
    KernelChannel.send(["remaining": .array(OpenWidgets.ids.map { .string($0) })])
    KernelChannel.send([
      "restored": .integer(Int(getpid())), "takeovers": .integer(Int(quill_takeovers())),
    ])
  }

  private static func run(_ library: String, _ symbol: String) {
    guard let handle = dlopen(library, RTLD_NOW | RTLD_GLOBAL), let entry = dlsym(handle, symbol)
    else {
      let reason = dlerror().map { String(cString: $0) } ?? "no reason was given"
      return KernelChannel.send(["ended": "refused", "reason": .string(reason)])
    }
    sayWhereLoaded(entry)
    isRunning = true
    let outcome = quill_run(unsafeBitCast(entry, to: Entry.self)) {
      if let request = KernelChannel.receivePacket() { CellRunner.take(request) }
    }
    isRunning = false
    LiveDisplays.drawPending()
    fflush(nil)
    finish(report(outcome))
  }

  /// The copy comes first: whoever hears that the cell has ended can count on what it has done.
  private static func finish(_ report: [String: JSON]) {
    if quill_checkpoint() { return hasTakenOver() }
    var report = report
    report["workedOn"] = .bool(quill_worked_on())
    report["isProtected"] = .bool(quill_is_protected())
    report["checkpointMicroseconds"] = .integer(quill_checkpoint_cost())
    HandlerRunner.announce()
    KernelChannel.send(.object(report))
  }

  /// Tells the kernel where the library lies, so that it can look up the addresses of a crash.
  private static func sayWhereLoaded(_ entry: UnsafeMutableRawPointer) {
    let base = quill_load_address(entry)
    KernelChannel.send(["loaded": .string(String(base, radix: 16))])
  }

  private static func report(_ outcome: quill_outcome) -> [String: JSON] {
    switch outcome.ending {
    case quill_threw:
      let error = unsafeBitCast(outcome.error, to: (any Error).self)
      return [
        "ended": "threw", "type": .string("\(type(of: error))"),
        "message": .string(MIMEBundle(showing: error).text),
      ]
    case quill_exited:
      // A cell that awaits ends by exit.
      return outcome.exit_code == 0
        ? ["ended": "finished"] : ["ended": "exited", "code": .integer(Int(outcome.exit_code))]
    case quill_interrupted:
      return ["ended": "interrupted", "trace": .array(whereStopped.map { .string($0) })]
    case quill_refused:
      return ["ended": "refused", "reason": "the system gives no thread to the cell"]
    default: return ["ended": "finished"]
    }
  }

  /// The addresses of the calls that were left, the innermost first, in hexadecimal digits.
  private static var whereStopped: [String] {
    let trace = quill_where_stopped()
    return withUnsafeBytes(of: trace.addresses) { bytes in
      bytes.bindMemory(to: UInt.self).prefix(Int(trace.count)).map { String($0, radix: 16) }
    }
  }

  private static func answerInput(_ text: String?) {
    guard let text else { return quill_input_answer(nil, 0) }
    let bytes = Array(text.utf8)
    quill_input_answer(bytes, bytes.count)
  }

  private static func protect(_ wanted: String) {
    switch wanted {
    case "off": quill_protect(quill_unprotected)
    case "on": quill_protect(quill_protected)
    default: quill_protect(quill_protected_if_small)
    }
    finish(["ended": "finished"])
  }
}
