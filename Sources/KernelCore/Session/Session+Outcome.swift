import CellCompiler

/// What comes of a run: which definitions later cells see, which process runs them, and what is said.
extension Session {
  /// Settles what holds after a cell: which definitions later cells see, and which process runs them.
  func finish(
    _ run: CellRun, _ syntax: CellSyntax, _ end: CellRun.End, events: (Event) -> Void
  ) -> Outcome {
    let wasInterrupted = interrupter.end()
    switch end {
    case .ended(.refused(let reason), _):
      return .failed(
        CellFailure(name: "LoadError", value: reason, lines: [reason], aftermath: .kept))
    case .ended(let ending, let checkpoint):
      keep(run, syntax)
      widgets.noteCopy()
      note(checkpoint, events: events)
      return outcome(of: ending)
    case .restored:
      statistics.restored += 1
      let workedOn = statistics.checkpoint?.workedOn ?? false
      let failure = failure(of: run, workedOn ? .restoredInPart : .restored, wasInterrupted)
      tellOfDrawing(run, failure, events: events)
      return .failed(run.isDrawing ? failure.inDrawing : failure)
    case .gone:
      let failure = failure(of: run, .lost, wasInterrupted)
      tellOfDrawing(run, failure, goesOn: false, events: events)
      beginAfresh()
      return .failed(failure)
    }
  }

  private func keep(_ run: CellRun, _ syntax: CellSyntax) {
    guard let cell = run.loadedCell else { return }
    let isNew = loaded.add(cell, syntax: syntax)
    if syntax.isSeenLater && isNew { last = run.cell }
  }

  /// Says once that there is no copy of the variables.
  private func note(_ checkpoint: Checkpoint, events: (Event) -> Void) {
    statistics.checkpoint = checkpoint
    if !checkpoint.isThere && !hasToldOfProtection { events(.stderr(Checkpoint.warning)) }
    hasToldOfProtection = !checkpoint.isThere
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
    case .interrupted(let trace): .failed(explainer().stop(at: trace, aftermath: .stopped))
    default: .finished
    }
  }

  func failure(
    of run: CellRun, _ aftermath: CellFailure.Aftermath, _ wasInterrupted: Bool
  ) -> CellFailure {
    let explainer = explainer(running: run.loadedCell)
    return wasInterrupted
      ? explainer.stop(at: run.crash?.trace ?? [], aftermath: aftermath)
      : explainer.failure(of: run, signal: host.lastSignal, aftermath: aftermath)
  }

  private func explainer(running cell: CrashExplainer.LoadedCell? = nil) -> CrashExplainer {
    CrashExplainer(cells: loaded.all + [cell].compactMap(\.self), toolchain: compiler.toolchain)
  }
}
