import Optimizers
import Testing

/// What holds for every method: call it in the test of a method of your own.
///
/// - Parameters:
///   - minimizer: The method.
///   - closeness: How near to the lowest value of a bowl it comes, as a part of the value at the start.
/// - Throws: What a search throws that no law expects.
func checkMinimizerLaws(_ minimizer: some Minimizer, closeness: Double = 5e-3) throws {
  try findsTheBottomOfABowl(minimizer, closeness)
  try keepsToBounds(minimizer)
  try countsExactly(minimizer)
  try takesTheSamePathForASeed(minimizer)
  try goesOnExactly(minimizer)
  try keepsTheBestPointOnAnError(minimizer)
  try stopsWhenAsked(minimizer)
  try refusesWhatItCannotTake(minimizer)
}

/// A smooth bowl whose lowest value is 0.25 at (1, 0.4, −0.3), inside −2...2.
private let bottom = [1, 0.4, -0.3]
private let bowlStart = [-0.6, 0.9, 0.8]

private func bowl(_ weights: [Double]) -> (value: Double, gradient: [Double]) {
  let away = zip(weights, bottom).map { $0 - $1 }
  let slopes = away.enumerated().map { 2 * (Double($0) + 1) * $1 }
  return (zip(away, slopes).reduce(0.25) { $0 + $1.0 * $1.1 / 2 }, slopes)
}

private var bowlObjective: Objective { Objective(value: { bowl($0).value }, gradient: bowl) }

/// The box that the methods of a kind are given.
private func box(_ minimizer: some Minimizer) -> Bounds {
  minimizer.traits.takesBounds ? .all(-2...2) : .none
}

private func search(_ minimizer: some Minimizer, _ evaluations: Int, seed: UInt64 = 5) throws
  -> Search
{
  try Search(
    minimizer, from: bowlStart, bounds: box(minimizer), evaluations: evaluations, seed: seed)
}

private func findsTheBottomOfABowl(_ minimizer: some Minimizer, _ closeness: Double) throws {
  var search = try search(minimizer, 20_000)
  let minimum = try search.run(bowlObjective)
  let start = bowl(bowlStart).value
  #expect(
    minimum.value - 0.25 <= closeness * (start - 0.25),
    "\(minimizer.name) ends at \(minimum.point) with \(minimum)")
  #expect(minimum.value == bowl(minimum.point).value)
  #expect(minimum.history.count == minimum.evaluations)
}

/// With the bottom cut off, all points lie in the box and the best one at its edge.
private func keepsToBounds(_ minimizer: some Minimizer) throws {
  guard minimizer.traits.takesBounds else { return }
  let ranges = [-1.0...0.5, 0.0...1.0, 0.1...1.0]
  let inside = { (point: [Double]) in
    #expect(
      zip(ranges, point).allSatisfy { $0.contains($1) }, "\(minimizer.name) asks for \(point)")
  }
  let objective = Objective(
    value: {
      inside($0)
      return bowl($0).value
    },
    gradient: {
      inside($0)
      return bowl($0)
    })
  let minimum = try minimize(
    objective, from: bowlStart, with: minimizer, bounds: .each(ranges), evaluations: 3_000, seed: 1)
  let edge = bowl([0.5, 0.4, 0.1]).value
  #expect(
    minimum.value - edge < 0.05 * (bowl(bowlStart).value - edge),
    "\(minimizer.name) ends at \(minimum.point)")
}

private func countsExactly(_ minimizer: some Minimizer) throws {
  for limit in [1, 2, 5, 17] {
    var calls = 0
    let objective = Objective(
      value: {
        calls += 1
        return bowl($0).value
      },
      gradient: {
        calls += 1
        return bowl($0)
      })
    var search = try search(minimizer, limit)
    let minimum = try search.run(objective)
    #expect(calls <= limit, "\(minimizer.name)")
    #expect(minimum.evaluations >= calls && minimum.evaluations <= limit)
    #expect(minimum.reason != .evaluations || minimum.evaluations == limit, "\(minimizer.name)")
  }
}

private func takesTheSamePathForASeed(_ minimizer: some Minimizer) throws {
  var (one, two) = (try search(minimizer, 200), try search(minimizer, 200))
  #expect(try bits(one.run(bowlObjective)) == bits(two.run(bowlObjective)), "\(minimizer.name)")
  #expect(one.record == two.record)
}

/// A search in pieces, from a record each time, is the search at once.
private func goesOnExactly(_ minimizer: some Minimizer) throws {
  var whole = try search(minimizer, 150)
  let minimum = try whole.run(bowlObjective)
  var record = SearchRecord()
  for limit in [3, 20, 21, 90, 150] {
    var piece = try Search(
      minimizer, from: bowlStart, bounds: box(minimizer), evaluations: limit, seed: 5,
      record: record)
    let part = try piece.run(bowlObjective)
    record = piece.record
    if limit == 150 { #expect(bits(part) == bits(minimum), "\(minimizer.name)") }
  }
  #expect(record == whole.record, "\(minimizer.name)")
  var stranger = try Search(
    minimizer, from: bowlStart.map { $0 / 2 }, bounds: box(minimizer), evaluations: 150, seed: 5,
    record: record)
  #expect(throws: OptimizerError.self) { try stranger.run(bowlObjective) }
}

/// All that a search has found, with values as bits so that marks without a value compare too.
private func bits(_ minimum: Minimum) -> [UInt64] {
  (minimum.point + minimum.last + minimum.history + [minimum.value]).map(\.bitPattern)
}

private struct Outage: Error {}

private func keepsTheBestPointOnAnError(_ minimizer: some Minimizer) throws {
  var calls = 0
  func count(_ failure: () throws -> Double) rethrows -> Double? {
    calls += 1
    return calls == 9 ? try failure() : nil
  }
  func objective(_ failure: @escaping () throws -> Double) -> Objective {
    calls = 0
    return Objective(
      value: { try count(failure) ?? bowl($0).value },
      gradient: { try count(failure).map { ($0, [0, 0, 0]) } ?? bowl($0) })
  }
  var broken = try search(minimizer, 500)
  guard try broken.run(bowlObjective).evaluations > 9 else { return }
  broken = try search(minimizer, 500)
  #expect(throws: Outage.self, "\(minimizer.name)") { try broken.run(objective { throw Outage() }) }
  let best = broken.best
  #expect(best.map { $0.value == bowl($0.point).value } ?? false || calls < 10, "\(minimizer.name)")
  var whole = try search(minimizer, 500)
  #expect(
    try bits(broken.run(bowlObjective)) == bits(whole.run(bowlObjective)), "\(minimizer.name)")
  var odd = try search(minimizer, 500)
  #expect { try odd.run(objective { .nan }) } throws: {
    "\($0)".contains("the value in evaluation") && "\($0)".contains("is nan; only finite numbers")
  }
}

private func stopsWhenAsked(_ minimizer: some Minimizer) throws {
  var seen: [Int] = []
  var search = try search(minimizer, 500)
  let minimum = try search.run(bowlObjective) { progress in
    seen.append(progress.evaluations)
    return progress.evaluations >= 4 ? .stop : .goOn
  }
  #expect(minimum.reason == .stopped, "\(minimizer.name)")
  #expect(seen == seen.sorted() && seen.last == minimum.evaluations)
  let target = try minimize(
    bowlObjective, from: bowlStart, with: minimizer, bounds: box(minimizer), target: 1e9)
  #expect(target.reason == .target && target.evaluations >= 1)
}

private func refusesWhatItCannotTake(_ minimizer: some Minimizer) throws {
  let who = minimizer.name
  #expect(throws: OptimizerError.noWeights(who)) { try Search(minimizer, from: []) }
  #expect(throws: OptimizerError.notFinite(who, what: "the start's number 1", value: "nan")) {
    try Search(minimizer, from: [1, .nan])
  }
  #expect {
    try Search(minimizer, from: bowlStart, evaluations: 0)
  } throws: { "\($0)" == "\(who): the number of evaluations is 0; give 1 or more" }
  if minimizer.traits.takesBounds {
    #expect { try Search(minimizer, from: [0, 9, 0], bounds: .all(-1...1)) } throws: {
      "\($0)" == "\(who): at weight 1, the start is 9; the bounds allow -1 to 1; begin between them"
    }
    #expect { try Search(minimizer, from: [0, 0, 0], bounds: .each([-1...1])) } throws: {
      "\($0)"
        == "\(who): the list of bounds has 1 numbers and there are 3 weights; give one for each"
    }
  } else {
    #expect(throws: OptimizerError.self) {
      try Search(minimizer, from: [0, 0, 0], bounds: .all(-1...1))
    }
  }
}
