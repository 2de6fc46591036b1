/// A cell that can be loaded and run.
public struct CompiledCell: Hashable, Sendable {
  /// The name of its module, by which a later cell can say which of two definitions it means.
  public let module: String
  /// The shared object.
  public let library: String
  /// The function that runs the cell: `int (*)(int, char **)`.
  public let entryPoint: String
  /// What the compiler warns of.
  public let warnings: [Diagnostic]
  /// What the cell was made from: two cells with one key are the same.
  public let key: CellKey
  /// Whether the cell was found ready in the cache.
  public let isFromCache: Bool
  /// Whether it declares a `print`, or a cell before it does.
  let hasOwnPrint: Bool
  /// What the compiler was given.
  let source: CellSource

  /// The column in the user's text, in bytes from 1, of one in the text that was compiled.
  public func userColumn(_ column: Int, line: Int) -> Int {
    source.userColumn(column, line: line)
  }
}

/// What came of compiling a cell.
public enum CompilerOutcome: Hashable, Sendable {
  /// The cell can be run.
  case compiled(CompiledCell)
  /// The text has errors; warnings are among them.
  case rejected([Diagnostic])
}
