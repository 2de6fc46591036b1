import Glibc
import JSONTrees

/// The cells that were run, in this session and in those before it.
struct History {
  private let log: HistoryLog?
  private var entries: [HistoryLog.Entry]
  private let session: Int

  init(log: HistoryLog?) {
    self.log = log
    entries = log?.earlier ?? []
    session = log?.session ?? 1
  }

  mutating func add(_ input: String, number: Int, output: String?) {
    entries.append(
      HistoryLog.Entry(session: session, number: number, input: input, output: output))
    log?.add(input, number: number)
  }

  /// Answers a request for the last cells, a range of them, or those that match a pattern.
  func answer(_ request: JSON) -> JSON {
    let count = request["n"]?.integer.map { max($0, 0) }
    var found = entries
    switch request["hist_access_type"]?.string {
    case "range": found = range(request)
    case "search":
      let pattern = request["pattern"]?.string ?? "*"
      found = entries.filter { fnmatch(pattern, $0.input, 0) == 0 }
      if request["unique"]?.bool == true { found = History.unique(found) }
      if let count { found = found.suffix(count) }
    default: found = found.suffix(count ?? found.count)
    }
    let withOutput = request["output"]?.bool ?? false
    return ["history": .array(found.map { History.row($0, withOutput: withOutput) })]
  }

  /// Cells of one session: 0 is this one, -1 the one before it.
  private func range(_ request: JSON) -> [HistoryLog.Entry] {
    let wanted = request["session"]?.integer ?? 0
    let (sum, isBeyond) = session.addingReportingOverflow(wanted)
    let number = wanted > 0 || isBeyond ? wanted : sum
    let start = request["start"]?.integer ?? 0
    let stop = request["stop"]?.integer ?? .max
    return entries.filter { $0.session == number && start <= $0.number && $0.number < stop }
  }

  /// Of cells with one text the last.
  private static func unique(_ entries: [HistoryLog.Entry]) -> [HistoryLog.Entry] {
    var seen: Set<String> = []
    return entries.reversed().filter { seen.insert($0.input).inserted }.reversed()
  }

  private static func row(_ entry: HistoryLog.Entry, withOutput: Bool) -> JSON {
    let input = JSON.string(entry.input)
    let output = entry.output.map { JSON.string($0) } ?? .null
    return [
      .integer(entry.session), .integer(entry.number), withOutput ? [input, output] : input,
    ]
  }
}
