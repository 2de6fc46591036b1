import CellCompiler
import Dispatch
import Glibc
import KernelCore

/// A session with all that it needs, and its end.
struct Workshop {
  let session: Session
  let compiler: CellCompiler
  private let folder: TemporaryFolder
  private let signals: any DispatchSourceSignal

  /// Begins a session whose cells are stopped by SIGINT.
  init() throws {
    let installation = try Installation()
    folder = try TemporaryFolder()
    compiler = try installation.compiler(in: folder.path, cache: Installation.cache())
    session = try Session(compiler: compiler, host: installation.cellHost)
    signals = Workshop.interrupting(session.interrupter)
  }

  /// Ends it, and removes its files.
  func close() {
    signals.cancel()
    folder.remove()
  }

  /// Stops the cell that runs when a signal says so; most front ends send a message instead.
  static func interrupting(_ interrupter: Interrupter) -> any DispatchSourceSignal {
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { interrupter.interrupt() }
    source.resume()
    return source
  }
}
