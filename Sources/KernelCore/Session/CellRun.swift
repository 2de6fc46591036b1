import CellCompiler

/// One run of a cell: takes what its process says, passes it on, and knows when it is over.
struct CellRun {
  /// How a run is over.
  enum End {
    case ended(CellEnding, Checkpoint)
    /// The process died, and its copy has taken over.
    case restored
    /// The process died, and so did its copy.
    case gone
  }

  /// The cell; nothing while only widgets draw.
  let cell: CompiledCell?
  let name: String
  let text: String
  private(set) var crash: CrashReport?
  /// What was printed last on standard error, and has not been passed on: it may be the run time's
  /// own words on a trap, which belong into the message.
  private(set) var lastWords = ""
  private var base: UInt = 0
  private var decoders: [HostProcess.OutputStream: TextDecoder] = [:]

  private let widgets: WidgetLine
  /// How many drawings of widgets have begun and not ended.
  private var drawings = 0

  init(cell: CompiledCell?, name: String, text: String, widgets: WidgetLine) {
    self.cell = cell
    self.widgets = widgets
    self.name = name
    self.text = text
  }

  /// Whether a widget is drawing.
  var isDrawing: Bool { drawings > 0 }

  /// Whether the process has come so far that it may have run some of the cell.
  var hasBegun: Bool { base != 0 || (crash != nil && !isDrawing) }

  /// The cell with its place in the memory of the process.
  var loadedCell: CrashExplainer.LoadedCell? {
    cell.map { CrashExplainer.LoadedCell(name: name, text: text, cell: $0, base: base) }
  }

  /// Passes an event on; says how the run is over, if it is.
  mutating func take(_ event: HostProcess.Event, events: (Session.Event) -> Void) -> End? {
    switch event {
    case .gone: return .gone
    case .output(let stream, let bytes):
      pass(decoders[stream, default: TextDecoder()].text(of: bytes), on: stream, events: events)
    case .message(.loaded(let base)): self.base = base
    case .message(.result(let bundle)): events(.result(bundle))
    case .message(.display(let bundle, let place, let isUpdate)):
      events(isUpdate ? .updateDisplay(bundle, place: place) : .display(bundle, place: place))
    case .message(.crash(let report)): crash = report
    case .message(.question(let prompt, let isSecret)):
      events(.question(prompt, isSecret: isSecret))
    case .message(.clear(let waits)): events(.clear(waits: waits))
    case .message(.widgets(let event)):
      note(event)
      events(.widgets(event))
    case .message(.ended(let ending, let checkpoint)): return .ended(ending, checkpoint)
    case .message(.restored): return .restored
    case .message(.ready): break
    }
    return nil
  }

  private mutating func note(_ event: WidgetEvent) {
    widgets.note(event)
    switch event {
    case .began: drawings += 1
    case .ended(let isAll): drawings = isAll ? 0 : max(drawings - 1, 0)
    default: break
    }
  }

  /// Passes on what is left, but for the words that belong into the message.
  mutating func flush(events: (Session.Event) -> Void) {
    for (stream, var decoder) in decoders {
      pass(decoder.flush(), on: stream, events: events)
    }
    if crash == nil && !lastWords.isEmpty { events(.stderr(lastWords)) }
  }

  private mutating func pass(
    _ text: String, on stream: HostProcess.OutputStream, events: (Session.Event) -> Void
  ) {
    guard !text.isEmpty else { return }
    if stream == .stdout { return events(.stdout(text)) }
    // Lines of the run time's own wait; all else goes on at once.
    let lines = (lastWords + text).split(separator: "\n", omittingEmptySubsequences: false)
    let held = lines.firstIndex { CrashExplainer.words(ofTrap: $0) != nil } ?? lines.count
    let passed =
      lines[..<held].joined(separator: "\n") + (held < lines.count && held > 0 ? "\n" : "")
    if !passed.isEmpty { events(.stderr(passed)) }
    lastWords = lines[held...].joined(separator: "\n")
  }
}
