/// What a function of `Noise` throws: what was given, what is wrong with it, and what is allowed.
public enum NoiseError: Error, Hashable, Sendable {
  /// A channel is made from what is none.
  case unfit(String, given: String, allowed: String)
}

extension NoiseError: CustomStringConvertible {
  /// What went wrong and what is allowed.
  public var description: String {
    switch self {
    case .unfit(let what, let given, let allowed): "\(what) from \(given): \(allowed)"
    }
  }
}
