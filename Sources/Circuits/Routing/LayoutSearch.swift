internal import Numerics

/// Searches for a layout and the swaps that go with it, from many starts.
///
/// A run of a swap search from a layout ends in another layout, from which the circuit backwards begins
/// better than from anywhere by chance; and so on, forwards and backwards. Each of these runs is a
/// routing, since one that goes backwards can be read from its end. Half of the starts, those that came
/// farther, are given twice as many runs, and so on until one is left.
struct LayoutSearch {
  /// What was found.
  struct Finding {
    /// The place of each qubit before the first step.
    var places: [Int]
    /// The steps in their order, and the complement of *p* *n* + *q* where the places *p* and *q* swap.
    var log: [Int32]
    /// How many swaps there are.
    var swapCount: Int
  }

  private let map: CouplingTables
  private let forwards, backwards: StepTables
  private let search: SwapSearch
  private var random: RandomStream
  private var best = Finding(places: [], log: [], swapCount: .max)

  init(_ graph: StepGraph, _ map: CouplingTables, random: RandomStream) {
    (self.map, self.random) = (map, random.split("starts"))
    (forwards, backwards) = (StepTables(graph), StepTables(graph.reversed()))
    search = SwapSearch(steps: graph.count, map: map, random: random.split("ties"))
  }

  /// A layout on its way.
  private struct Start {
    var places: [Int32]
    /// The fewest swaps of any run from it.
    var swapCount = Int.max
  }

  /// The best routing from any layout.
  ///
  /// - Parameter trials: How many layouts it starts from.
  /// - Returns: The routing with the fewest swaps.
  mutating func found(trials: Int) -> Finding {
    var starts = (0..<trials).map { trial in
      let places = (0..<Int32(map.size)).map { $0 }
      return Start(places: trial == 0 ? places : random.shuffled(places))
    }
    var rounds = 1
    while best.swapCount > 0 {
      for index in starts.indices { improve(&starts[index], rounds: rounds) }
      if starts.count == 1 { break }
      let places = starts.indices.sorted {
        (starts[$0].swapCount, $0) < (starts[$1].swapCount, $1)
      }
      starts = places.prefix((starts.count + 1) / 2).map { starts[$0] }
      rounds *= 2
    }
    return best
  }

  /// The best routing from one layout.
  ///
  /// - Parameters:
  ///   - places: The place of each qubit before the first step.
  ///   - trials: How often it is tried, with other choices among equals.
  /// - Returns: The routing with the fewest swaps.
  mutating func found(from places: [Int], trials: Int) -> Finding {
    for _ in 0..<trials where best.swapCount > 0 {
      settle(places.map { Int32($0) })
      if search.run(forwards, limit: best.swapCount) { keep(from: places, isReversed: false) }
    }
    return best
  }

  /// Goes on from a layout, there and back, and keeps where the best way back has led.
  private mutating func improve(_ start: inout Start, rounds: Int) {
    settle(start.places)
    var fewest = Int.max
    for _ in 0..<rounds {
      for isReversed in [false, true] {
        let before = (0..<map.size).map { search.places[$0] }
        _ = search.run(isReversed ? backwards : forwards, limit: .max)
        let after = (0..<map.size).map { search.places[$0] }
        if search.swapCount < best.swapCount {
          keep(from: (isReversed ? after : before).map { Int($0) }, isReversed: isReversed)
        }
        if isReversed && search.swapCount < fewest { start.places = after }
        fewest = min(fewest, search.swapCount)
      }
    }
    start.swapCount = min(start.swapCount, fewest)
  }

  private func settle(_ places: [Int32]) {
    for (qubit, place) in places.enumerated() {
      search.places[qubit] = place
      search.holders[Int(place)] = Int32(qubit)
    }
  }

  private mutating func keep(from places: [Int], isReversed: Bool) {
    let log = UnsafeBufferPointer(start: search.log, count: search.logCount)
    best = Finding(
      places: places, log: isReversed ? log.reversed() : Array(log), swapCount: search.swapCount)
  }
}
