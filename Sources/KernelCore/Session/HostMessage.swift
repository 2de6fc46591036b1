import JSONTrees

/// What the process that runs cells tells the kernel.
enum HostMessage {
  /// It can take requests.
  case ready(process: Int32)
  /// A cell's library lies at an address.
  case loaded(base: UInt)
  /// The value of the last expression, in every form.
  case result(JSON)
  /// A value to be shown at a new place, or at one that exists.
  case display(JSON, place: String, isUpdate: Bool)
  /// The cell wants something typed.
  case question(prompt: String, isSecret: Bool)
  /// What was shown is to go, perhaps when something new comes.
  case clear(waits: Bool)
  /// Something happens to the widgets of the page.
  case widgets(WidgetEvent)
  /// The cell has come to its end.
  case ended(CellEnding, Checkpoint)
  /// The process is about to die of a signal.
  case crash(CrashReport)
  /// The process has died and its copy has taken over.
  case restored(process: Int32)

  init?(_ tree: JSON) {
    if let process = tree["ready"]?.integer {
      self = .ready(process: Int32(truncatingIfNeeded: process))
    } else if let base = tree["loaded"]?.string.flatMap({ UInt($0, radix: 16) }) {
      self = .loaded(base: base)
    } else if let bundle = tree["result"] {
      self = .result(bundle)
    } else if let bundle = tree["display"] ?? tree["update"], let place = tree["id"]?.string {
      self = .display(bundle, place: place, isUpdate: tree["update"] != nil)
    } else if let waits = tree["clear"]?.bool {
      self = .clear(waits: waits)
    } else if let event = WidgetEvent(tree) {
      self = .widgets(event)
    } else if let ending = CellEnding(tree) {
      self = .ended(ending, Checkpoint(tree))
    } else if let prompt = tree["ask"]?.string {
      self = .question(prompt: prompt, isSecret: tree["isSecret"]?.bool ?? false)
    } else if let report = tree["crash"].flatMap(CrashReport.init) {
      self = .crash(report)
    } else if let process = tree["restored"]?.integer {
      self = .restored(process: Int32(truncatingIfNeeded: process))
    } else {
      return nil
    }
  }
}

extension HostMessage {
  /// Whether what is printed before and behind it is for different places.
  var isBoundary: Bool {
    switch self {
    case .widgets(.began), .widgets(.ended), .clear: true
    default: false
    }
  }
}

/// How a cell ended that did not take its process with it.
enum CellEnding {
  case finished
  /// It threw an error of a type, with words.
  case threw(type: String, message: String)
  /// It called `exit` with a code other than 0.
  case exited(code: Int)
  /// It stopped when it was asked to, at an address.
  case interrupted(trace: [UInt])
  /// It could not be run at all.
  case refused(reason: String)

  init?(_ tree: JSON) {
    switch tree["ended"]?.string {
    case "finished": self = .finished
    case "threw":
      self = .threw(type: tree["type"]?.string ?? "", message: tree["message"]?.string ?? "")
    case "exited": self = .exited(code: tree["code"]?.integer ?? 1)
    case "interrupted": self = .interrupted(trace: CrashReport.addresses(tree["trace"]))
    case "refused": self = .refused(reason: tree["reason"]?.string ?? "")
    default: return nil
    }
  }
}

/// Where the process was when a signal ended it.
struct CrashReport {
  let signal: Int32
  /// The address that could not be reached, for the signals that have one.
  let address: UInt
  /// The addresses of the calls, the innermost first.
  let trace: [UInt]

  init?(_ tree: JSON) {
    guard let signal = tree["signal"]?.integer else { return nil }
    self.signal = Int32(truncatingIfNeeded: signal)
    address = tree["address"]?.string.flatMap { UInt($0, radix: 16) } ?? 0
    trace = CrashReport.addresses(tree["trace"])
  }

  static func addresses(_ list: JSON?) -> [UInt] {
    (list?.array ?? []).compactMap { $0.string.flatMap { UInt($0, radix: 16) } }
  }
}

/// The frozen copy of the process, as it is after a cell.
struct Checkpoint {
  /// Whether there is one.
  let isThere: Bool
  /// How long it took to be made.
  let microseconds: Int
  /// Whether threads worked on when it was made.
  let workedOn: Bool

  /// What a reader is told when there is none.
  static let warning =
    "Note: no copy of the variables is kept, since they take too much memory or %checkpoint is off. "
    + "A crash or a forced stop would lose them.\n"

  init(_ tree: JSON) {
    isThere = tree["isProtected"]?.bool ?? true
    workedOn = tree["workedOn"]?.bool ?? false
    microseconds = tree["checkpointMicroseconds"]?.integer ?? 0
  }
}
