import CCellHost
import CellSupport
import Display
import Glibc

/// Loads cells, runs them and says how they ended.
struct CellRunner {
  private typealias Entry =
    @convention(c) (Int32, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32

  /// The cell that was run last.
  ///
  /// The kernel asks again for one that a process took with it; if that process had not taken it, the
  /// request is there twice.
  private var last = ""

  /// Does what a request asks; one that asks for nothing known is answered with an error.
  mutating func answer(_ request: JSON) {
    if let library = request["run"]?.string, let symbol = request["entry"]?.string {
      guard library != last else { return }
      last = library
      run(library, symbol)
    } else {
      KernelChannel.send(["ended": "refused", "reason": "the host knows no such request"])
    }
  }

  /// Says that this process has taken the place of one that died.
  func hasTakenOver() {
    KernelChannel.send([
      "restored": .integer(Int(getpid())), "takeovers": .integer(Int(quill_takeovers())),
    ])
  }

  private func run(_ library: String, _ symbol: String) {
    guard let handle = dlopen(library, RTLD_NOW | RTLD_GLOBAL), let entry = dlsym(handle, symbol)
    else {
      let reason = dlerror().map { String(cString: $0) } ?? "no reason was given"
      return KernelChannel.send(["ended": "refused", "reason": .string(reason)])
    }
    sayWhereLoaded(entry)
    let outcome = quill_run(unsafeBitCast(entry, to: Entry.self))
    LiveDisplays.drawPending()
    fflush(nil)
    let report = report(outcome)
    // The copy comes first: whoever hears that the cell has ended can count on what it has done.
    if quill_checkpoint() { hasTakenOver() } else { KernelChannel.send(report) }
  }

  /// Tells the kernel where the library lies, so that it can look up the addresses of a crash.
  private func sayWhereLoaded(_ entry: UnsafeMutableRawPointer) {
    let base = quill_load_address(entry)
    KernelChannel.send(["loaded": .string(String(base, radix: 16))])
  }

  private func report(_ outcome: quill_outcome) -> JSON {
    switch outcome.ending {
    case quill_threw:
      let error = unsafeBitCast(outcome.error, to: (any Error).self)
      return [
        "ended": "threw", "type": .string("\(type(of: error))"),
        "message": .string(CellSupport.bundle(of: error).text),
      ]
    case quill_exited:
      // A cell that awaits ends by exit.
      return outcome.exit_code == 0
        ? ["ended": "finished"] : ["ended": "exited", "code": .integer(Int(outcome.exit_code))]
    case quill_interrupted: return ["ended": "interrupted"]
    default: return ["ended": "finished"]
    }
  }
}
