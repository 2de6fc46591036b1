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
}

/// What came of compiling a cell.
public enum CompilerOutcome: Hashable, Sendable {
  /// The cell can be run.
  case compiled(CompiledCell)
  /// The text has errors; warnings are among them.
  case rejected([Diagnostic])
}
