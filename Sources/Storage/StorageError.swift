/// What a function of `Storage` throws.
///
/// Every description says what was given, what is wrong with it, and what is allowed or helps.
public enum StorageError: Error, Hashable, Sendable {
  /// A file cannot be read or written, or does not hold what it should.
  case file(String, reason: String)
  /// Something cannot be kept in a file.
  case unfit(String, given: String, allowed: String)
}

extension StorageError: CustomStringConvertible {
  /// What went wrong and what is allowed.
  public var description: String {
    switch self {
    case .file(let path, let reason): "\(path): \(reason)"
    case .unfit(let what, let given, let allowed): "\(what) of \(given): \(allowed)"
    }
  }
}
