/// A search that can be stopped, saved and taken up again.
///
/// ```swift
/// var search = try Search(.spsa(iterations: 200), from: weights, seed: 3)
/// try search.run(energy)                       // an error comes out …
/// search.best                                  // … and the best point is kept
/// let saved = search.record                    // a plain value
/// search = try Search(.spsa(iterations: 200), from: weights, seed: 3, record: saved)
/// let minimum = try search.run(energy)         // the path it would have taken at once
/// ```
public struct Search: Sendable {
  /// The method.
  public let minimizer: any Minimizer
  /// Where it begins.
  public let start: [Double]
  /// Between which values each weight may lie.
  public let bounds: Bounds
  /// What its random numbers begin with.
  public let seed: UInt64
  /// When it ends, whatever the method thinks; may be changed between runs.
  public var limits: SearchLimits
  /// What it was answered so far.
  public private(set) var record: SearchRecord
  /// The point with the lowest value so far; known after the first run.
  public private(set) var best: (point: [Double], value: Double)?

  private let ranges: [ClosedRange<Double>]

  /// A search at its beginning, or with the record of an earlier one.
  ///
  /// - Parameters:
  ///   - minimizer: The method.
  ///   - start: Where it begins.
  ///   - bounds: Between which values each weight may lie.
  ///   - evaluations: How often the objective may be evaluated.
  ///   - target: A value at which the search ends.
  ///   - seed: What the method's random numbers begin with.
  ///   - record: What an earlier search of the same kind was answered.
  /// - Throws: `OptimizerError` if there are no weights, if a setting is not allowed, or if the
  ///   method does not take these bounds or that many weights.
  public init(
    _ minimizer: some Minimizer, from start: [Double], bounds: Bounds = .none,
    evaluations: Int = 10_000, target: Double? = nil, seed: UInt64 = 0,
    record: SearchRecord = SearchRecord()
  ) throws(OptimizerError) {
    let who = minimizer.name
    guard !start.isEmpty else { throw .noWeights(who) }
    try requireFinite(start, who, "the start's number")
    limits = SearchLimits(evaluations: evaluations, target: target)
    try requireAllowed(limits.settings + minimizer.settings, who)
    let traits = minimizer.traits
    guard traits.sizes.contains(start.count) else {
      throw .unfitSize(who, count: start.count, allowed: traits.sizes)
    }
    guard traits.takesBounds || bounds.isNone else {
      throw .needs(
        who, what: "weights without bounds",
        remedy: "leave the bounds out, or use a method that keeps to them, as cobyla")
    }
    ranges = try bounds.ranges(for: start, who)
    if traits.needsFiniteBounds, let open = ranges.firstIndex(where: { !$0.isFinite }) {
      throw .unfitBounds(
        who, index: open, given: "there is no finite bound",
        allowed: "it searches a whole box, so give bounds with finite ends for each weight")
    }
    (self.minimizer, self.start, self.bounds, self.seed) = (minimizer, start, bounds, seed)
    self.record = record
  }

  /// Searches on from where the record ends, until the method or a limit ends it.
  ///
  /// - Parameters:
  ///   - function: What is minimised.
  ///   - watch: Told of each evaluation or batch; it can stop the search.
  /// - Returns: The best point, its value, and how it was found.
  /// - Throws: What the function throws, and `OptimizerError` as said at ``Minimizer``. The record and
  ///   the best point are kept also then, so that the search can go on.
  @discardableResult
  public mutating func run(
    _ function: @escaping ([Double]) throws -> Double,
    watch: ((SearchProgress) throws -> SearchDecision)? = nil
  ) throws -> Minimum {
    try run(Objective(function), watch: watch)
  }

  /// Searches on, for an objective that takes batches or has gradients.
  ///
  /// - Parameters:
  ///   - objective: What is minimised.
  ///   - watch: Told of each evaluation or batch; it can stop the search.
  /// - Returns: The best point, its value, and how it was found.
  /// - Throws: As `run` of a function.
  @discardableResult
  public mutating func run(
    _ objective: Objective, watch: ((SearchProgress) throws -> SearchDecision)? = nil
  ) throws -> Minimum {
    try requireAllowed(limits.settings, minimizer.name)
    let evaluator = Evaluator(self, ranges, objective, watch)
    defer { keep(evaluator) }
    let reason: StopReason
    do {
      reason = try minimizer.search(evaluator)
    } catch let halt as Halt {
      reason = halt.reason
    }
    guard let best = evaluator.best else {
      throw OptimizerError.failed(minimizer.name, reason: "it ended without an evaluation")
    }
    return Minimum(
      point: best.point, value: best.value, last: evaluator.current ?? best.point,
      evaluations: evaluator.count, history: evaluator.history, reason: reason)
  }

  /// Keeps what a run has found, unless it ended while it went through what was known.
  private mutating func keep(_ evaluator: Evaluator) {
    best = evaluator.best ?? best
    if evaluator.record.answers.count >= record.answers.count { record = evaluator.record }
  }
}

/// When a search ends, whatever the method thinks.
public struct SearchLimits: Hashable, Sendable {
  /// How often the objective may be evaluated, those of earlier runs among them.
  public var evaluations: Int
  /// A value at which the search ends.
  public var target: Double?

  /// Limits.
  public init(evaluations: Int = 10_000, target: Double? = nil) {
    (self.evaluations, self.target) = (evaluations, target)
  }

  var settings: [Setting] {
    [
      .count("the number of evaluations", evaluations),
      Setting(
        "the target", given: target.map { "\($0)" } ?? "none", allowed: "a number, or none",
        isAllowed: target.map { !$0.isNaN } ?? true),
    ]
  }
}
