import Numerics

/// What a method asks for values while it searches.
///
/// It counts, keeps the best point and the record, refuses values that are not finite, and ends the
/// search by an error of its own when a limit is reached: a method passes on what it throws.
public final class Evaluator {
  /// Where the search begins.
  public private(set) var start: [Double]

  /// Between which values each weight may lie; ends may be infinite.
  public let ranges: [ClosedRange<Double>]

  /// The random numbers of this search.
  public private(set) var random: RandomStream

  /// Where the method stands; methods that walk set it, and for others it is the best point.
  public var current: [Double]?

  private(set) var best: (point: [Double], value: Double)?
  private(set) var history: [Double] = []
  private(set) var record = SearchRecord()
  private let past: SearchRecord
  private let limits: SearchLimits
  private let who: String
  private let objective: Objective
  private let watch: ((SearchProgress) throws -> SearchDecision)?

  init(
    _ search: Search, _ ranges: [ClosedRange<Double>], _ objective: Objective,
    _ watch: ((SearchProgress) throws -> SearchDecision)?
  ) {
    (start, self.ranges, past) = (search.start, ranges, search.record)
    (limits, who) = (search.limits, search.minimizer.name)
    random = RandomStream(seed: search.seed).split(search.minimizer.name)
    (self.objective, self.watch) = (objective, watch)
    // The first question is the search itself, so that no record of another is taken up.
    let identity = search.start + ranges.flatMap { [$0.lowerBound, $0.upperBound] }
    record.digest = SearchRecord.digest(
      record.digest ^ search.seed, with: search.minimizer.name.utf8.map(Double.init) + identity)
  }

  /// How many evaluations were made.
  public var count: Int { history.count }

  /// The value at a point.
  public func value(_ point: [Double]) throws -> Double { try values([point])[0] }

  /// The values at several points, evaluated as a batch.
  public func values(_ points: [[Double]]) throws -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(points.count)
    while values.count < points.count, let known = try recalled(1, for: points[values.count]) {
      values += known
      try note(points[values.count - 1], known[0])
    }
    guard values.count < points.count else { return values }
    let open = try points[values.count...].prefix(roomLeft())
    let fresh = try objective.values(Array(open))
    guard fresh.count == open.count else {
      throw OptimizerError.failed(
        who,
        reason: "a batch of \(open.count) points was answered by \(fresh.count) values; "
          + "give one for each")
    }
    for (point, value) in zip(open, fresh) {
      try keep([value], for: point)
      try note(point, value)
    }
    try report()
    values += fresh
    if values.count < points.count { throw Halt(reason: .evaluations) }
    return values
  }

  /// The value and the gradient at a point; one evaluation.
  public func gradient(_ point: [Double]) throws -> (value: Double, gradient: [Double]) {
    guard let slope = objective.gradient else {
      throw OptimizerError.needs(
        who, what: "gradients",
        remedy: "give an Objective(value:gradient:), or use a method without")
    }
    if let known = try recalled(point.count + 1, for: point) {
      try note(point, known[0])
      return (known[0], Array(known[1...]))
    }
    _ = try roomLeft()
    let answer = try slope(point)
    guard answer.gradient.count == point.count else {
      throw OptimizerError.wrongCount(
        who, what: "the gradient", given: answer.gradient.count, expected: point.count)
    }
    try keep([answer.value] + answer.gradient, for: point)
    try note(point, answer.value)
    try report()
    return answer
  }

  /// Numbers that are no values of the objective, as fidelities; each point counts one evaluation.
  public func numbers(_ points: [[Double]], _ ask: ([Double]) throws -> Double) throws -> [Double] {
    try points.map { point in
      if let known = try recalled(1, for: point) {
        history.append(.nan)
        return known[0]
      }
      _ = try roomLeft()
      let answer = try ask(point)
      try keep([answer], for: point)
      history.append(.nan)
      return answer
    }
  }

  /// Lets a method begin anew at another point, with random numbers of its own.
  public func beginAnew(at start: [Double], _ random: RandomStream) {
    (self.start, self.random) = (start, random)
  }

  /// The nearest point that the bounds allow.
  public func inside(_ point: [Double]) -> [Double] {
    point.indices.map { ranges[$0].nearest(to: point[$0]) }
  }
}

/// How a limit leaves a method.
struct Halt: Error {
  let reason: StopReason
}

extension Evaluator {
  /// The answer of an earlier run to the next question, if there was one.
  private func recalled(_ length: Int, for point: [Double]) throws -> [Double]? {
    let place = record.answers.count
    guard place < past.answers.count else { return nil }
    if count >= limits.evaluations { throw Halt(reason: .evaluations) }
    let end = place + length
    guard end <= past.answers.count else { throw strange }
    let answer = Array(past.answers[place..<end])
    try keep(answer, for: point)
    if end == past.answers.count, record.digest != past.digest { throw strange }
    return answer
  }

  private var strange: OptimizerError {
    .unfitState(
      who, given: "another search",
      expected: "a search with other questions: method, settings, start, bounds or seed differ")
  }

  /// How many evaluations are still allowed; at least one.
  private func roomLeft() throws -> Int {
    guard count < limits.evaluations else { throw Halt(reason: .evaluations) }
    return limits.evaluations - count
  }

  private func keep(_ answer: [Double], for point: [Double]) throws(OptimizerError) {
    if let place = answer.firstIndex(where: { !$0.isFinite }) {
      let what = place == 0 ? "the value" : "number \(place - 1) of the gradient"
      throw .notFinite(
        who, what: "\(what) in evaluation \(count + 1), at \(pointText(point)),",
        value: fullText(answer[place]))
    }
    record.answers += answer
    record.digest = SearchRecord.digest(record.digest, with: point)
  }

  /// Counts a value of the objective.
  private func note(_ point: [Double], _ value: Double) throws {
    history.append(value)
    if best.map({ value < $0.value }) ?? true { best = (point, value) }
    if let target = limits.target, value <= target { throw Halt(reason: .target) }
  }

  private func report() throws {
    guard let watch, let best, let value = history.last else { return }
    let progress = SearchProgress(
      evaluations: count, value: value, best: best.value, point: best.point)
    if try watch(progress) == .stop { throw Halt(reason: .stopped) }
  }

  /// The first numbers of a point.
  private func pointText(_ point: [Double]) -> String {
    let shown = point.prefix(4).map { shortText($0) }.joined(separator: ", ")
    return point.count > 4 ? "[\(shown), …]" : "[\(shown)]"
  }
}
