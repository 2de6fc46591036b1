import JSONTrees

/// The drawings of widgets, which run between two cells like small cells.
extension Session {
  /// Takes what comes of the messages of the page, until all have been dealt with.
  ///
  /// - Parameter events: What to do with what happens meanwhile; all of it comes before this returns.
  public func attend(events: (Event) -> Void) {
    while widgets.isWaiting {
      beginAttention()
      var run = CellRun(cell: nil, name: "", text: "", widgets: widgets)
      let end = follow(&run, events: events)
      let wasInterrupted = interrupter.end()
      if let end { recover(run, end, wasInterrupted, events: events) }
    }
  }

  /// Follows the drawings until there are none, or until one was stopped or has ended its process.
  private func follow(_ run: inout CellRun, events: (Event) -> Void) -> CellRun.End? {
    var end: CellRun.End?
    while end == nil && widgets.isWaiting {
      for event in nextEvents(events) { end = run.take(event, events: events) ?? end }
    }
    for rest in host.printed() { _ = run.take(rest, events: events) }
    run.flush(events: events)
    return end
  }

  private func recover(
    _ run: CellRun, _ end: CellRun.End, _ wasInterrupted: Bool, events: (Event) -> Void
  ) {
    switch end {
    case .ended: break
    case .restored:
      tellOfDrawing(run, failure(of: run, .undrawn, wasInterrupted), events: events)
    case .gone:
      tellOfDrawing(run, failure(of: run, .lost, wasInterrupted), goesOn: false, events: events)
      beginAfresh()
    }
  }

  /// Says in the output area of a widget that what it drew took the process with it; lets the process
  /// that goes on, if one does, know what was moved on the page.
  func tellOfDrawing(
    _ run: CellRun, _ failure: CellFailure, goesOn: Bool = true, events: (Event) -> Void
  ) {
    if run.isDrawing {
      let told = WidgetEvent.failed(
        name: failure.name, value: failure.value, lines: failure.colored)
      events(.widgets(told))
    }
    events(.widgets(.ended(isAll: true)))
    events(.widgets(.handled(goesOn ? widgets.resume() : widgets.abandon())))
  }
}

extension CellFailure {
  /// The failure of a cell that was taken along by what a widget draws.
  var inDrawing: CellFailure {
    let own = lines.dropLast(aftermath.words == nil ? 0 : 1)
    return CellFailure(
      name: name, value: value, lines: own + ["It happened in what a widget draws."],
      aftermath: aftermath)
  }
}
