/// What a function of `Optimizers` throws.
///
/// Every description reads "who: what was given; what is allowed or what to do". What an objective
/// throws comes out as it is.
public enum OptimizerError: Error, Hashable, Sendable {
  /// There are no weights to change.
  case noWeights(String)
  /// A setting is outside what is allowed.
  case setting(String, name: String, given: String, allowed: String)
  /// A list has another length than the weights.
  case wrongCount(String, what: String, given: Int, expected: Int)
  /// A number is NaN or infinite; `what` says which.
  case notFinite(String, what: String, value: String)
  /// The method does not take that many weights.
  case unfitSize(String, count: Int, allowed: ClosedRange<Int>)
  /// The method needs something of the problem that it does not have.
  case needs(String, what: String, remedy: String)
  /// The start, or a bound, is not as it has to be.
  case unfitBounds(String, index: Int, given: String, allowed: String)
  /// What was saved belongs to another rule, method, problem or set of settings.
  case unfitState(String, given: String, expected: String)
  /// The method cannot go on, in its own words.
  case failed(String, reason: String)
}

extension OptimizerError: CustomStringConvertible {
  /// What went wrong, what is allowed and what to do.
  public var description: String {
    switch self {
    case .noWeights(let who):
      "\(who): there are no weights; give at least one number to start from"
    case .setting(let who, let name, let given, let allowed):
      "\(who): \(name) is \(given); give \(allowed)"
    case .wrongCount(let who, let what, let given, let expected):
      "\(who): \(what) has \(given) numbers and there are \(expected) weights; give one for each"
    case .notFinite(let who, let what, let value):
      "\(who): \(what) is \(value); only finite numbers can be compared, so look at what makes it"
    case .unfitSize(let who, let count, let allowed):
      "\(who): there are \(count) weights, and it takes \(allowed.lowerBound) to "
        + "\(allowed.upperBound); choose another method"
    case .needs(let who, let what, let remedy): "\(who): it needs \(what); \(remedy)"
    case .unfitBounds(let who, let index, let given, let allowed):
      "\(who): at weight \(index), \(given); \(allowed)"
    case .unfitState(let who, let given, let expected):
      "\(who): the saved state is of \(given), and this is \(expected); restore it where it was saved"
    case .failed(let who, let reason): "\(who): \(reason)"
    }
  }
}
