import CellCompiler
import Dispatch
import Synchronization

/// Stops the cell that runs, from any thread.
///
/// The cell is asked first; if it cannot answer, the process that runs it ends itself, and if not even
/// that happens, it is ended from here.
public final class Interrupter: Sendable {
  /// What a cell is doing.
  private enum Phase {
    case idle
    case compiling(Cancellation)
    case running(request: Int, process: Int32)
  }

  private struct State {
    var phase = Phase.idle
    var isInterrupted = false
  }

  /// How long the process may take to end itself.
  private static let patience = DispatchTimeInterval.milliseconds(120)

  private let state = Mutex(State())
  private let line: HostLine

  init(line: HostLine) { self.line = line }

  /// Stops the cell that runs or is being compiled, if one does.
  public func interrupt() {
    let request = state.withLock { state -> Int? in
      switch state.phase {
      case .idle: return nil
      case .compiling(let cancellation):
        cancellation.cancel()
        state.isInterrupted = true
        return nil
      case .running(let request, _):
        state.isInterrupted = true
        return request
      }
    }
    guard let request else { return }
    line.send(["interrupt": .integer(request)])
    DispatchQueue.global().asyncAfter(deadline: .now() + Interrupter.patience) { [self] in
      force(request)
    }
  }

  /// Whether the cell that runs has been stopped.
  var isInterrupted: Bool { state.withLock { $0.isInterrupted } }

  /// Whether a cell is on its way; the drawings of widgets, whose numbers are below 0, are none.
  var hasCell: Bool {
    state.withLock { state in
      switch state.phase {
      case .idle: false
      case .compiling: true
      case .running(let request, _): request > 0
      }
    }
  }

  func compile(_ cancellation: Cancellation) {
    state.withLock { $0 = State(phase: .compiling(cancellation)) }
  }

  func run(_ request: Int, process: Int32) {
    let wasInterrupted = state.withLock { state in
      state.phase = .running(request: request, process: process)
      return state.isInterrupted
    }
    // Who wanted the compiler to stop wants the cell to stop.
    if wasInterrupted { interrupt() }
  }

  /// Whether the cell that has ended was stopped.
  func end() -> Bool {
    state.withLock { state in
      defer { state = State() }
      return state.isInterrupted
    }
  }

  /// Ends the process if it still runs the cell.
  private func force(_ request: Int) {
    state.withLock { state in
      if case .running(request, let process) = state.phase { HostProcess.kill(process) }
    }
  }
}
