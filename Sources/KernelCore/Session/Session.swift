import CellCompiler
import JSONTrees

/// One conversation: cells in, what they print, show and leave behind out.
///
/// A front end calls ``execute(_:number:events:)`` for one cell after the other, and lets other threads
/// have the ``interrupter`` and the ``input``.
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
    /// Words of the session itself, in every form; they stand at no place that has a name.
    case note(JSON)
    /// The value of the last expression.
    case result(JSON)
    /// The cell waits for a line; the ``Session/input`` takes the answer.
    case question(String, isSecret: Bool)
    /// What was shown and printed is to go, perhaps when something new comes.
    case clear(waits: Bool)
    /// Something happens to the widgets of the page.
    case widgets(WidgetEvent)
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

  /// A cell that is going to be run.
  public struct Upcoming {
    let text: String
    let number: Int

    /// A cell with the number that it will have.
    public init(text: String, number: Int) { (self.text, self.number) = (text, number) }
  }

  let compiler: CellCompiler
  let program: String
  let line = HostLine()
  /// How many characters a row has where values are shown; nothing where that is not known.
  public var columns: Int?
  var host: HostProcess
  /// The last cell that declares something, behind which the next one stands.
  var last: CompiledCell? { didSet { visibleCells.end(with: last) } }
  var loaded = LoadedCells()
  /// A cell that is being compiled while the one before it runs.
  var ahead: Compilation?
  private var number = 0
  /// What the process has said behind the end of a cell.
  var unread: [HostProcess.Event] = []
  var requests = 0
  var attentions = 0
  var hasToldOfProtection = false
  /// Stops the cell that runs; it may be used by any thread.
  public let interrupter: Interrupter
  /// Answers the questions of the cell that runs; it may be used by any thread.
  public let input: InputLine
  /// Passes on what the page says to widgets; it may be used by any thread.
  public let widgets: WidgetLine
  /// What a text sees that is asked about while cells run.
  public let visibleCells = VisibleCells()
  /// What the session has done so far.
  public internal(set) var statistics = SessionStatistics()
  /// Asked about once a second while a cell runs; a cell that nobody wants any more is stopped.
  public var isWanted: () -> Bool = { true }
  /// Asked while a cell runs; the cell that comes next is compiled meanwhile.
  public var upcoming: () -> Upcoming? = { nil }

  /// Begins a conversation.
  ///
  /// - Parameters:
  ///   - compiler: What turns text into libraries.
  ///   - program: The program that runs cells.
  /// - Throws: ``SessionError`` where the program cannot be started.
  public init(compiler: CellCompiler, host program: String) throws(SessionError) {
    self.compiler = compiler
    self.program = program
    compiler.prepare(for: loaded.module(forCell: 1))
    host = try HostProcess(program: program, line: line)
    interrupter = Interrupter(line: line)
    input = InputLine(line: line)
    widgets = WidgetLine(line: line)
  }

  /// Runs a cell to its end.
  ///
  /// - Parameters:
  ///   - text: The text of the cell.
  ///   - wanted: The number that its reader knows it by; the next by default.
  ///   - events: What to do with what happens meanwhile; all of it comes before this returns.
  /// - Returns: What came of it.
  public func execute(
    _ text: String, number wanted: Int? = nil, events: (Event) -> Void
  ) -> Outcome {
    number = wanted ?? number + 1
    defer {
      // What the cell has left to be drawn is drawn before it is over.
      attend(events: events)
      compiler.expectSoon(module: loaded.module(forCell: number + 1), after: last)
    }
    let name = "Cell \(number)"
    if let command = CellText(text).unknownCommand {
      return .failed(.command("there is no command \(command); %help lists those that there are"))
    }
    if let cell = loaded.repeatable(text) {
      statistics.repeated += 1
      return run(cell, CellSyntax(text), named: name, events: events)
    }
    let compilation = compilation(of: text, number: number)
    if compilation.syntax.isEmpty { return .finished }
    interrupter.compile(compilation.cancellation)
    do throws(CellCompilerError) {
      switch try compilation.wait(whileWanted: isWanted) {
      case .rejected(let diagnostics):
        _ = interrupter.end()
        compiler.discard(module: compilation.module)
        return .failed(.rejected(diagnostics, text: text, cell: name))
      case .compiled(let cell):
        statistics.note(cell)
        for warning in cell.warnings {
          events(.stderr(warning.rendered(text: text, cell: name) + "\n"))
        }
        return run(cell, compilation.syntax, named: name, events: events)
      }
    } catch {
      _ = interrupter.end()
      compiler.discard(module: compilation.module)
      return .failed(.compiler(error))
    }
  }

  /// Runs some code of the session's own, which counts as no cell.
  func inspect(_ code: String, events: (Event) -> Void) -> Outcome {
    let before = statistics
    defer { statistics = before }
    return execute(code, number: number, events: events)
  }

  /// When a copy of the variables is kept.
  enum Protection: String { case on, off, auto }

  /// Says when a copy of the variables is kept, from now on.
  func protect(_ wanted: Protection) {
    line.send(["protection": .string(wanted.rawValue)])
    hasToldOfProtection = wanted == .off
    // The process answers with how things are.
    for _ in 0..<50 {
      for event in host.wait(milliseconds: 20) {
        if case .message(.ended(_, let checkpoint)) = event {
          statistics.checkpoint = checkpoint
          return
        }
        // What widgets say meanwhile is taken with the next cell.
        unread.append(event)
      }
    }
  }

  /// The names of the variables of all cells, the first declared first.
  var variables: [String] { loaded.variables }
  /// How many cells are loaded.
  var loadedCount: Int { loaded.count }
  /// What the files of the cells take.
  var diskBytes: Int { compiler.diskBytes }
  /// What the cells of all sessions take that were kept.
  var cacheBytes: Int { compiler.cache?.size ?? 0 }

  /// Forgets every variable and definition, in a fresh process.
  ///
  /// - Parameter events: What to do with what happens meanwhile.
  /// - Throws: ``SessionError`` where no process can be started; then all is as before.
  public func reset(events: (Event) -> Void) throws(SessionError) {
    host = try HostProcess(program: program, line: line)
    forget()
    // Nobody knows the widgets of the old process any more.
    events(.widgets(.ended(isAll: true)))
    events(.widgets(.handled(widgets.abandon())))
  }

  func forget() {
    (last, loaded, unread) = (nil, LoadedCells(), [])
    ahead?.abandon()
    if let ahead { compiler.discard(module: ahead.module) }
    ahead = nil
  }

  /// The way of a text through the compiler, which may have begun before.
  private func compilation(of text: String, number: Int) -> Compilation {
    let module = loaded.module(forCell: number)
    if let begun = ahead {
      ahead = nil
      if begun.isOf(text, module: module, after: last) {
        statistics.prepared += 1
        return begun
      }
      begun.abandon()
      compiler.discard(module: begun.module)
    }
    return Compilation(
      CellSyntax(text), module: module, after: last, before: loaded.module(forCell: number + 1),
      by: compiler)
  }
}
