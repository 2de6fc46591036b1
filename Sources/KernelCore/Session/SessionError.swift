/// Why a session cannot go on.
public enum SessionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The process that runs cells could not be started.
  case hostFailed(String)
  /// The process that knows names could not be started.
  case completerFailed(String)
  /// Cells cannot be compiled.
  case compilerFailed(String)

  /// What went wrong and what to do.
  public var description: String {
    switch self {
    case .hostFailed(let reason): "the process that runs cells failed: \(reason); build Quill anew"
    case .completerFailed(let reason):
      "the process that completes names failed: \(reason); build Quill anew"
    case .compilerFailed(let reason): reason
    }
  }
}
