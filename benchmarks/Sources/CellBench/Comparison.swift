import Glibc
import JSONTrees

/// One loop, compiled in three ways and run in turn.
struct Comparison {
  /// The ways, in the order of their loops.
  static let ways = ["package", "cell", "bare"]
  /// How long one call is to take, so that the clock does not matter.
  private static let callSeconds = 2e-3

  let name: String
  /// The seconds of one run, a list of rounds for each way.
  private var rounds: [[Double]]
  /// What the loop has computed, the same in all ways.
  private let check: Double

  /// Runs a loop so many rounds; in each round all ways have a turn, another one first each time.
  ///
  /// - Throws: ``BenchError`` where two ways compute different values.
  init(_ name: String, number: Int, ways loops: [Loop], rounds count: Int) throws {
    self.name = name
    let values = loops.map { $0(number, 1) }
    guard Set(values).count == 1 else { throw BenchError("\(name) computes \(values)") }
    check = values[0]
    let times = Comparison.times(of: loops[0], number)
    rounds = loops.map { _ in [] }
    for round in 0..<count {
      for turn in loops.indices {
        let way = (turn + round) % loops.count
        rounds[way].append(Comparison.seconds { _ = loops[way](number, times) } / Double(times))
      }
    }
  }

  /// The loop as a JSON line.
  var line: String {
    JSON.object([
      "loop": .string(name), "check": .number(check), "rounds": .integer(rounds[0].count),
      "seconds": table(Comparison.least),
      "ratios": ratios { Comparison.least($0) / Comparison.least($1) },
      // Each with its neighbour in the same round; on a machine that is shared they scatter more.
      "medianRatios": ratios { Comparison.median(zip($0, $1).map(/)) },
    ]).serialized
  }

  private func table(_ value: ([Double]) -> Double) -> JSON {
    let values = rounds.map { JSON.number(value($0)) }
    return .object(Dictionary(uniqueKeysWithValues: zip(Comparison.ways, values)))
  }

  /// How the cell stands to the other two ways.
  private func ratios(_ ratio: ([Double], [Double]) -> Double) -> JSON {
    .object([
      "package": .number(ratio(rounds[1], rounds[0])), "bare": .number(ratio(rounds[1], rounds[2])),
    ])
  }

  /// How often a loop has to run to take long enough.
  private static func times(of loop: Loop, _ number: Int) -> Int {
    var times = 1
    while seconds({ _ = loop(number, times) }) < callSeconds && times < 1 << 30 { times *= 2 }
    return times
  }

  /// What others do on the machine only ever adds time.
  private static func least(_ values: [Double]) -> Double { values.min() ?? 0 }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  private static func seconds(_ work: () -> Void) -> Double {
    let began = now()
    work()
    return now() - began
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
