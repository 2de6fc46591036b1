import Glibc
import JSONTrees

/// The cells that were run, by their numbers.
struct History {
  private struct Entry {
    let number: Int
    let input: String
    let output: String?
  }

  private var entries: [Entry] = []

  mutating func add(_ input: String, number: Int, output: String?) {
    entries.append(Entry(number: number, input: input, output: output))
  }

  /// Answers a request for the last cells, a range of them, or those that match a pattern.
  func answer(_ request: JSON) -> JSON {
    let count = request["n"]?.integer.map { max($0, 0) }
    var found = entries
    switch request["hist_access_type"]?.string {
    case "range":
      let start = request["start"]?.integer ?? 0
      let stop = request["stop"]?.integer ?? .max
      found = entries.filter { start <= $0.number && $0.number < stop }
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

  /// Of cells with one text the last.
  private static func unique(_ entries: [Entry]) -> [Entry] {
    var seen: Set<String> = []
    return entries.reversed().filter { seen.insert($0.input).inserted }.reversed()
  }

  private static func row(_ entry: Entry, withOutput: Bool) -> JSON {
    let input = JSON.string(entry.input)
    let output = entry.output.map { JSON.string($0) } ?? .null
    return [1, .integer(entry.number), withOutput ? [input, output] : input]
  }
}
