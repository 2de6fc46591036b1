/// What a search has found.
public struct Minimum: Hashable, Sendable {
  /// The point with the lowest value that was evaluated.
  public let point: [Double]

  /// The value there.
  public let value: Double

  /// Where the method itself ended: for a noisy objective a better answer than the luckiest point.
  public let last: [Double]

  /// How many times the objective was evaluated; a value with its gradient counts once.
  public let evaluations: Int

  /// The value of each evaluation, in order.
  public let history: [Double]

  /// Why the search ended.
  public let reason: StopReason
}

extension Minimum: CustomStringConvertible {
  /// One line: value, evaluations and why it ended.
  public var description: String {
    "minimum \(value) after \(evaluations) evaluations: \(reason)"
  }
}

/// Why a search ended.
public enum StopReason: String, Hashable, Sendable, Codable, CustomStringConvertible {
  /// The method's tolerance is reached.
  case converged
  /// The value that was asked for is reached.
  case target
  /// As many evaluations as were allowed are made.
  case evaluations
  /// As many iterations as the method was made with are done.
  case iterations
  /// Rounding lets the method get no further.
  case roundoff
  /// The one who watched the search stopped it.
  case stopped

  /// In words.
  public var description: String {
    switch self {
    case .converged: "converged"
    case .target: "the target is reached"
    case .evaluations: "no more evaluations are allowed"
    case .iterations: "all iterations are done"
    case .roundoff: "rounding allows no further progress"
    case .stopped: "stopped on the way"
    }
  }
}

/// Where a search stands; what the one who watches it is told after each evaluation or batch.
public struct SearchProgress: Hashable, Sendable {
  /// How many evaluations were made.
  public let evaluations: Int
  /// The value of the last one.
  public let value: Double
  /// The lowest value so far.
  public let best: Double
  /// The point with that value.
  public let point: [Double]
}

/// What the one who watches a search wants.
public enum SearchDecision: Hashable, Sendable {
  /// The search shall go on.
  case goOn
  /// The search shall end, and the best point so far be its result.
  case stop
}
