import Display
import JSONTrees

/// Shows what the session has done and what it takes.
enum StatisticsCommand: SessionCommand {
  static let word = "%stats"
  static let usage = "%stats"
  static let summary = "what the session has done, and the memory and disk that it takes"

  static func run(
    _ arguments: String, body: inout [Substring], in context: inout CommandContext
  ) {
    let session = context.session
    let statistics = session.statistics
    let memory = ProcessMemory.tree()
    let all = memory.reduce(0) { $0 + $1.bytes }
    let rows: [[Table.Cell]] =
      [
        ["cells compiled", .integer(statistics.compiled)],
        ["cells found in the cache", .integer(statistics.cached)],
        ["cells run again as they were", .integer(statistics.repeated)],
        ["crashes and stops undone", .integer(statistics.restored)],
        ["cells loaded", .integer(session.loadedCount)],
        ["files of the cells", .text(size(session.diskBytes))],
        ["cache of all sessions", .text(size(session.cacheBytes))],
        ["last copy of the variables", .text(copy(statistics.checkpoint))],
      ] + memory.map { [.text("memory of \($0.name)"), .text(size($0.bytes))] }
      + [["memory in all", .text(size(all))]]
    guard let table = try? Table(["session", ""], rows) else { return }
    context.show(table.bundle.json)
  }

  private static func copy(_ checkpoint: Checkpoint?) -> String {
    guard let checkpoint else { return "none yet" }
    return checkpoint.isThere
      ? "\((Double(checkpoint.microseconds) / 100).rounded() / 10) ms" : "none is kept"
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 1 << 20
      ? "\(bytes >> 10) kB" : "\((Double(bytes) / Double(1 << 20) * 10).rounded() / 10) MB"
  }
}
