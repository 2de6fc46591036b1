import Synchronization

/// Stops the cell that runs, from any thread.
public final class Interrupter: Sendable {
  private struct RunningCell {
    var process: Int32?
    var isInterrupted = false
  }

  private let running = Mutex(RunningCell())

  /// Stops the cell that runs, if one does; the variables are those from before it.
  public func interrupt() {
    running.withLock { cell in
      guard let process = cell.process else { return }
      cell.isInterrupted = true
      HostProcess.kill(process)
    }
  }

  /// Whether the cell that runs has been stopped.
  var isInterrupted: Bool { running.withLock { $0.isInterrupted } }

  func begin(process: Int32) {
    running.withLock { $0 = RunningCell(process: process) }
  }

  /// Whether the cell that has ended was stopped.
  func end() -> Bool {
    running.withLock { cell in
      defer { cell = RunningCell() }
      return cell.isInterrupted
    }
  }
}
