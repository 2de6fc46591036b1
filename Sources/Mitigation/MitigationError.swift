/// What a function of `Mitigation` throws: what was given, and what is allowed.
public enum MitigationError: Error, Hashable, Sendable {
  /// A number that something is asked with is not allowed.
  case unfit(String, given: String, allowed: String)
}

extension MitigationError: CustomStringConvertible {
  /// What went wrong and what is allowed.
  public var description: String {
    switch self {
    case .unfit(let what, let given, let allowed): "\(what) of \(given): \(allowed)"
    }
  }
}
