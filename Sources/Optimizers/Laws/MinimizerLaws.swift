/// Proves a method: it finds a minimum, keeps to bounds and limits, and can be stopped and taken up.
///
/// ```swift
/// try checkMinimizerLaws(Guessing(), closeness: 0.1)
/// ```
///
/// - Parameters:
///   - minimizer: The method, with settings for a bowl about as wide as 1.
///   - closeness: How near to the lowest value of a bowl it comes, as a part of its height.
/// - Throws: ``OptimizerLawError`` for the first law that does not hold, and what the method throws.
public func checkMinimizerLaws(_ minimizer: some Minimizer, closeness: Double = 5e-3) throws {
  let laws = MinimizerLaws(minimizer: minimizer)
  try laws.findsTheBottom(closeness)
  try laws.keepsToBounds()
  try laws.countsExactly()
  try laws.takesTheSamePathForASeed()
  try laws.goesOnExactly()
  try laws.keepsTheBestPointOnAnError()
  try laws.refusesNumbersThatAreNone()
  try laws.stopsWhenAsked()
  try laws.refusesWhatItCannotTake()
}

/// The laws of a method; each throws where it does not hold.
private struct MinimizerLaws<Method: Minimizer> {
  let minimizer: Method

  let bowl = Bowl(bottom: [1, 0.4, -0.3])
  let start = [-0.6, 0.9, 0.8]

  var who: String { minimizer.name }

  /// The box around the bowl, for methods that take one.
  var box: Bounds { minimizer.traits.takesBounds ? .all(-2...2) : .none }

  func search(_ evaluations: Int, record: SearchRecord = SearchRecord()) throws -> Search {
    try Search(
      minimizer, from: start, bounds: box, evaluations: evaluations, seed: 5, record: record)
  }

  func findsTheBottom(_ closeness: Double) throws {
    var search = try search(5_000)
    let minimum = try search.run(bowl.objective)
    let (height, left) = (bowl.value(start) - 0.25, minimum.value - 0.25)
    try check(
      who, "it comes as near as \(closeness), and not \(left / height): \(minimum)",
      left <= closeness * height)
    try check(
      who, "the result fits together",
      minimum.value == bowl.value(minimum.point) && minimum.evaluations == minimum.history.count
        && search.best?.value == minimum.value)
  }

  /// With the bottom cut off, all points lie in the box and the best one near its edge.
  func keepsToBounds() throws {
    guard minimizer.traits.takesBounds else { return }
    let ranges = [-1.0...0.5, 0.0...1.0, 0.1...1.0]
    let bowl = bowl
    let objective = Objective(
      value: {
        try requireInside(ranges, $0)
        return bowl.value($0)
      },
      gradient: {
        try requireInside(ranges, $0)
        return bowl.all($0)
      })
    let minimum = try minimize(
      objective, from: start, with: minimizer, bounds: .each(ranges), evaluations: 3_000, seed: 1)
    let edge = bowl.value([0.5, 0.4, 0.1])
    try check(
      who, "it finds the lowest point of a box at its edge, and not \(minimum.point)",
      minimum.value - edge < 0.05 * (bowl.value(start) - edge))
  }

  private func requireInside(_ ranges: [ClosedRange<Double>], _ point: [Double]) throws {
    try check(
      who, "it asks for points inside the bounds, and not for \(point)",
      zip(ranges, point).allSatisfy { $0.contains($1) })
  }

  func countsExactly() throws {
    for limit in [1, 2, 5, 17] {
      let calls = Counter()
      let minimum = try counted(limit, calls)
      try check(
        who, "with \(limit) evaluations allowed it makes no more, and not \(calls.count)",
        calls.count <= limit && minimum.evaluations <= limit && calls.count <= minimum.evaluations)
      try check(
        who, "where the limit of \(limit) ends it, it has made all, and not \(minimum.evaluations)",
        minimum.reason != .evaluations || minimum.evaluations == limit)
    }
  }

  private func counted(_ limit: Int, _ calls: Counter) throws -> Minimum {
    var search = try search(limit)
    let bowl = bowl
    return try search.run(
      Objective(
        value: {
          calls.count += 1
          return bowl.value($0)
        },
        gradient: {
          calls.count += 1
          return bowl.all($0)
        }))
  }

  func takesTheSamePathForASeed() throws {
    var (one, two) = (try search(200), try search(200))
    let same = try one.run(bowl.objective).bits == two.run(bowl.objective).bits
    try check(who, "the same seed gives the same bits", same && one.record == two.record)
  }

  /// A search in pieces, from a record each time, is the search at once.
  func goesOnExactly() throws {
    var whole = try search(150)
    let minimum = try whole.run(bowl.objective)
    var record = SearchRecord()
    for limit in [3, 20, 21, 90, 150] {
      var piece = try search(limit, record: record)
      let part = try piece.run(bowl.objective)
      record = piece.record
      guard limit == 150 else { continue }
      try check(who, "a search in pieces takes the same path", part.bits == minimum.bits)
    }
    try check(who, "a search in pieces has the same record", record == whole.record)
    var stranger = try Search(
      minimizer, from: start.map { $0 / 2 }, bounds: box, evaluations: 150, seed: 5,
      record: record)
    try checkRefusal(
      who, of: "the record of another search", "the saved state is of another search"
    ) {
      try stranger.run(bowl.objective)
    }
  }

  /// The objective of a search whose ninth evaluation goes wrong.
  private func failing(_ failure: @escaping () throws -> Double) -> Objective {
    let (calls, bowl) = (Counter(), bowl)
    return Objective(
      value: {
        calls.count += 1
        return calls.count == 9 ? try failure() : bowl.value($0)
      },
      gradient: {
        calls.count += 1
        return calls.count == 9 ? (try failure(), [0, 0, 0]) : bowl.all($0)
      })
  }

  /// Whether nine evaluations are no more than it makes.
  private func isLongEnough() throws -> Bool {
    var whole = try search(500)
    return try whole.run(bowl.objective).evaluations > 9
  }

  func keepsTheBestPointOnAnError() throws {
    guard try isLongEnough() else { return }
    var (whole, broken) = (try search(500), try search(500))
    do {
      try broken.run(failing { throw Outage() })
      throw OptimizerLawError(description: "\(who): what the objective throws comes out")
    } catch is Outage {}
    if let best = broken.best {
      try check(who, "the best point is kept", best.value == bowl.value(best.point))
    }
    let bits = try whole.run(bowl.objective).bits
    try check(who, "it goes on after an error", try broken.run(bowl.objective).bits == bits)
  }

  func refusesNumbersThatAreNone() throws {
    guard try isLongEnough() else { return }
    for value in [Double.nan, .infinity] {
      var odd = try search(500)
      try checkRefusal(who, of: "a value that is \(value)", "is \(value); only finite numbers") {
        try odd.run(failing { value })
      }
    }
  }

  func stopsWhenAsked() throws {
    var seen: [Int] = []
    var search = try search(500)
    let minimum = try search.run(bowl.objective) { progress in
      seen.append(progress.evaluations)
      return progress.evaluations >= 4 ? .stop : .goOn
    }
    try check(
      who, "who watches sees the evaluations count up, and stops them",
      seen == seen.sorted() && seen.last == minimum.evaluations
        && (minimum.reason == .stopped || minimum.evaluations < 4))
    let target = try minimize(
      bowl.objective, from: start, with: minimizer, bounds: box, target: 1e9)
    try check(who, "a target ends the search", target.reason == .target)
  }

  func refusesWhatItCannotTake() throws {
    try checkRefusal(who, of: "a search without weights", "there are no weights") {
      _ = try Search(minimizer, from: [])
    }
    try checkRefusal(who, of: "a start that is none", "the start's number 1 is nan") {
      _ = try Search(minimizer, from: [1, .nan])
    }
    try checkRefusal(who, of: "no evaluations", "the number of evaluations is 0; give 1 or more") {
      _ = try Search(minimizer, from: start, evaluations: 0)
    }
    if minimizer.traits.takesBounds {
      try checkRefusal(who, of: "a start outside", "at weight 1, the start is 9; the bounds allow")
      {
        _ = try Search(minimizer, from: [0, 9, 0], bounds: .all(-1...1))
      }
      try checkRefusal(who, of: "too few bounds", "the list of bounds has 1 numbers") {
        _ = try Search(minimizer, from: start, bounds: .each([-1...1]))
      }
    } else {
      try checkRefusal(who, of: "bounds", "it needs weights without bounds") {
        _ = try Search(minimizer, from: start, bounds: .all(-1...1))
      }
    }
  }
}

/// What goes wrong in an objective.
private struct Outage: Error {}

/// A number that closures count up.
private final class Counter {
  var count = 0
}

extension Minimum {
  /// All that was found, as bits, so that marks that are no value compare too.
  fileprivate var bits: [UInt64] { (point + last + history + [value]).map(\.bitPattern) }
}
