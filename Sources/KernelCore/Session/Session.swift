import CellCompiler
import JSONTrees

/// One conversation: cells in, what they print, show and leave behind out.
///
/// A front end calls ``execute(_:events:)`` for one cell after the other, and lets other threads have
/// the ``interrupter``.
public final class Session {
  /// What happens while a cell runs.
  public enum Event: Hashable, Sendable {
    /// Text on standard output.
    case stdout(String)
    /// Text on standard error.
    case stderr(String)
    /// A value to be shown at a new place, each form by its media type.
    case display(JSON, place: String)
    /// A value that replaces what stands at a place.
    case updateDisplay(JSON, place: String)
    /// The value of the last expression.
    case result(JSON)
    /// Nothing more is there for now, so what has been gathered may go out.
    case pause
  }

  /// What came of a cell.
  public enum Outcome: Hashable, Sendable {
    /// It came to its end.
    case finished
    /// It did not.
    case failed(CellFailure)
  }

  private let compiler: CellCompiler
  private let program: String
  private var host: HostProcess
  private var last: CompiledCell? { didSet { visibleCells.end(with: last) } }
  private var loaded: [CrashExplainer.LoadedCell] = []
  /// How many cells were compiled; each has a number of its own, also one that failed.
  private var count = 0
  /// Stops the cell that runs; it may be used by any thread.
  public let interrupter = Interrupter()
  /// What a text sees that is asked about while cells run.
  public let visibleCells = VisibleCells()
  /// Asked about once a second while a cell runs; a cell that nobody wants any more is stopped.
  public var isWanted: () -> Bool = { true }

  /// Begins a conversation.
  ///
  /// - Parameters:
  ///   - compiler: What turns text into libraries.
  ///   - program: The program that runs cells.
  /// - Throws: ``SessionError`` where the program cannot be started.
  public init(compiler: CellCompiler, host program: String) throws(SessionError) {
    self.compiler = compiler
    self.program = program
    host = try HostProcess(program: program)
  }

  /// Runs a cell to its end.
  ///
  /// - Parameters:
  ///   - text: The text of the cell.
  ///   - events: What to do with what happens meanwhile; all of it comes before this returns.
  /// - Returns: What came of it.
  public func execute(_ text: String, events: (Event) -> Void) -> Outcome {
    let syntax = CellSyntax(text)
    if syntax.isEmpty { return .finished }
    count += 1
    let name = "Cell \(count)"
    do throws(CellCompilerError) {
      switch try compiler.compile(syntax, number: count, after: last) {
      case .rejected(let diagnostics):
        compiler.discard(number: count)
        return .failed(.rejected(diagnostics, text: text, cell: name))
      case .compiled(let cell):
        for warning in cell.warnings {
          events(.stderr(warning.rendered(text: text, cell: name) + "\n"))
        }
        return run(cell, named: name, text: text, events: events)
      }
    } catch {
      return .failed(
        CellFailure(
          name: "CompilerFailure", value: error.description, lines: [error.description],
          aftermath: .kept))
    }
  }

  private func run(
    _ cell: CompiledCell, named name: String, text: String, events: (Event) -> Void
  ) -> Outcome {
    begin(cell)
    var run = CellRun(cell: cell, name: name, text: text)
    var repeats = 0
    while true {
      var batch = host.wait(milliseconds: 20)
      if batch.isEmpty {
        events(.pause)
        batch = host.wait(milliseconds: 1000)
        if batch.isEmpty && !isWanted() { interrupter.interrupt() }
      }
      for event in batch {
        guard let end = run.take(event, events: events) else { continue }
        if case .restored = end, !run.hasBegun, repeats < 5, !interrupter.isInterrupted {
          // The process had died before it was given the cell, so the cell is not to blame.
          repeats += 1
          begin(cell)
          continue
        }
        for rest in host.printed() { _ = run.take(rest, events: events) }
        run.flush(events: events)
        return finish(run, end)
      }
    }
  }

  private func begin(_ cell: CompiledCell) {
    interrupter.begin(process: host.process)
    host.send(["run": .string(cell.library), "entry": .string(cell.entryPoint)])
  }

  /// Settles what holds after a cell: which definitions later cells see, and which process runs them.
  private func finish(_ run: CellRun, _ end: CellRun.End) -> Outcome {
    let wasInterrupted = interrupter.end()
    switch end {
    case .ended(.refused(let reason)):
      return .failed(
        CellFailure(name: "LoadError", value: reason, lines: [reason], aftermath: .kept))
    case .ended(let ending):
      last = run.cell
      loaded.append(run.loadedCell)
      return outcome(of: ending)
    case .restored: return .failed(failure(of: run, .restored, wasInterrupted))
    case .gone:
      let failure = failure(of: run, .lost, wasInterrupted)
      (last, loaded) = (nil, [])
      if let fresh = try? HostProcess(program: program) { host = fresh }
      return .failed(failure)
    }
  }

  private func outcome(of ending: CellEnding) -> Outcome {
    switch ending {
    case .threw(let type, let message):
      .failed(
        CellFailure(name: type, value: message, lines: ["\(type): \(message)"], aftermath: .kept))
    case .exited(let code):
      .failed(
        CellFailure(
          name: "Exit", value: "the cell called exit(\(code))",
          lines: ["The cell called exit(\(code)). The session goes on."], aftermath: .kept))
    default: .finished
    }
  }

  private func failure(
    of run: CellRun, _ aftermath: CellFailure.Aftermath, _ wasInterrupted: Bool
  ) -> CellFailure {
    if wasInterrupted {
      return CellFailure(
        name: "Interrupted", value: "the cell was stopped", lines: ["The cell was stopped."],
        aftermath: aftermath)
    }
    let explainer = CrashExplainer(
      cells: loaded + [run.loadedCell], toolchain: compiler.toolchain)
    return explainer.failure(run.crash, lastWords: run.lastWords, aftermath: aftermath)
  }
}
