import CellCompiler
import JSONTrees

/// The run of a cell, from the request to its process to the end of what it says.
extension Session {
  func run(
    _ cell: CompiledCell, _ syntax: CellSyntax, named name: String, events: (Event) -> Void
  ) -> Outcome {
    begin(cell)
    var run = CellRun(cell: cell, name: name, text: syntax.typed.typed, widgets: widgets)
    var repeats = 0
    while true {
      lookAhead(of: cell, syntax)
      let batch = nextEvents(events)
      for (place, event) in batch.enumerated() {
        guard let end = run.take(event, events: events) else { continue }
        if case .restored = end, !run.hasBegun, repeats < 5, !interrupter.isInterrupted {
          // The process had died before it was given the cell, so the cell is not to blame.
          repeats += 1
          tellOfDrawing(run, failure(of: run, .undrawn, false), events: events)
          run = CellRun(cell: cell, name: name, text: syntax.typed.typed, widgets: widgets)
          begin(cell)
          continue
        }
        unread = Array(batch[(place + 1)...])
        for rest in host.printed() { _ = run.take(rest, events: events) }
        run.flush(events: events)
        return finish(run, syntax, end, events: events)
      }
    }
  }

  /// What the process says next; nothing if it is silent for a while.
  func nextEvents(_ events: (Event) -> Void) -> [HostProcess.Event] {
    if !unread.isEmpty {
      defer { unread = [] }
      return unread
    }
    let batch = host.wait(milliseconds: 20)
    if !batch.isEmpty { return batch }
    events(.pause)
    let late = host.wait(milliseconds: 200)
    if late.isEmpty && !isWanted() { interrupter.interrupt() }
    return late
  }

  private func begin(_ cell: CompiledCell) {
    requests += 1
    line.send([
      "run": .string(cell.library), "entry": .string(cell.entryPoint),
      "request": .integer(requests), "columns": columns.map { .integer($0) } ?? .null,
    ])
    // Behind the request, so that a wish to stop does not come before what is to be stopped.
    interrupter.run(requests, process: host.process)
  }

  /// Begins to compile the cell that comes next, behind the one that runs.
  private func lookAhead(of cell: CompiledCell, _ syntax: CellSyntax) {
    guard ahead == nil, let next = upcoming(), loaded.repeatable(next.text) == nil else { return }
    let predecessor = syntax.isSeenLater ? cell : last
    let module = loaded.module(forCell: next.number)
    guard module != cell.module else { return }
    ahead = Compilation(
      CellSyntax(next.text), module: module, after: predecessor,
      before: loaded.module(forCell: next.number + 1), by: compiler)
  }

  /// Goes on with nothing, in a new process.
  func beginAfresh() {
    forget()
    if let fresh = try? HostProcess(program: program, line: line) { host = fresh }
  }

  /// Lets drawings of widgets be stopped; numbers below 0 stand for them.
  func beginAttention() {
    attentions += 1
    interrupter.run(-attentions, process: host.process)
  }
}
