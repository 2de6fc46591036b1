/// Why a cell could not be compiled, apart from errors in its text.
public enum CellCompilerError: Error, Hashable, Sendable {
  /// No folder holds a compiler.
  case noToolchain(searched: [String])
  /// A program of the toolchain could not be started.
  case cannotStart(String, reason: String)
  /// A file could not be written.
  case cannotWrite(String, reason: String)
  /// The compiler itself failed.
  case compilerFailed(status: Int32, output: String)
  /// The linker failed.
  case linkerFailed(output: String)
  /// Somebody stopped the compiler.
  case cancelled
}

extension CellCompilerError: CustomStringConvertible {
  /// What went wrong and what to do.
  public var description: String {
    switch self {
    case .noToolchain(let folders):
      "no Swift compiler in \(folders.isEmpty ? "an empty PATH" : folders.joined(separator: ":")); "
        + "put the bin folder of a Swift 6.3 toolchain on PATH"
    case .cannotStart(let program, let reason):
      "\(program) could not be started: \(reason); see that it is there and may be run"
    case .cannotWrite(let path, let reason):
      "\(path) could not be written: \(reason); see that there is room and the folder may be written"
    case .compilerFailed(let status, let output):
      "the compiler ended with \(status) and without an error in the cell; try other words for it\n"
        + output.suffix(2000)
    case .cancelled: "the cell was stopped while it was being compiled"
    case .linkerFailed(let output):
      "the cell was compiled and could not be linked; see that the libraries that it imports are "
        + "there\n\(output.suffix(2000))"
    }
  }
}
