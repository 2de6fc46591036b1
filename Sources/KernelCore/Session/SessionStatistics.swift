import CellCompiler

/// What a session has done so far.
public struct SessionStatistics: Sendable {
  /// How many cells were compiled.
  public private(set) var compiled = 0
  /// How many were found ready in the cache.
  public private(set) var cached = 0
  /// How often a cell was run again without being compiled.
  public internal(set) var repeated = 0
  /// How many were on their way through the compiler before they were asked for.
  public internal(set) var prepared = 0
  /// How often the variables were brought back after a crash or a forced stop.
  public internal(set) var restored = 0
  /// The copy that was made behind the last cell.
  var checkpoint: Checkpoint?

  mutating func note(_ cell: CompiledCell) {
    if cell.isFromCache { cached += 1 } else { compiled += 1 }
  }
}
