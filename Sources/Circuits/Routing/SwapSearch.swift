internal import Numerics

/// Finds swaps that bring the qubits of every step together, one after the other.
///
/// From a layout, all steps whose qubits are neighbours are done. Where none is left, the swap is made
/// that brings the qubits of the waiting steps, and with less weight those of the steps behind them,
/// closest together. A candidate is judged by what it changes alone, so it costs a few look-ups.
///
/// G. Li, Y. Ding and Y. Xie, "Tackling the qubit mapping problem for NISQ-era quantum devices",
/// arXiv:1809.02573 (2019). H. Zou, M. Treinish, K. Hartman, A. Ivrii and J. Lishman, "LightSABRE: a
/// lightweight and enhanced SABRE algorithm", arXiv:2409.08368 (2024).
///
/// One search serves many runs. It owns its memory as plain numbers, since the runs are all of its work.
final class SwapSearch {
  /// How much the parts of a swap's score count.
  struct Weights {
    /// A waiting step.
    var front: Int32 = 64
    /// A step in each of the layers behind.
    var layers: [Int32] = [24, 16, 11, 7, 5, 3]
    /// How many steps behind are looked at.
    var aheadCount = 30
    /// What a qubit that was swapped a moment ago adds.
    var decay: Int32 = 1
    /// After how many swaps that is forgotten.
    var decayReset = 5
  }

  /// How many places there are.
  let size: Int
  /// How many others each qubit may have in its list.
  let width: Int
  let weights: Weights
  let map: CouplingTables
  private let memory: RouterMemory

  /// The place of each qubit, and the qubit at each place.
  let places, holders: UnsafeMutablePointer<Int32>
  /// What was done: a step, or the complement of both places of a swap.
  private(set) var log: UnsafeMutablePointer<Int32>
  private var logCapacity: Int
  private(set) var logCount = 0
  private(set) var swapCount = 0

  /// For how many others each step still waits.
  let waits: UnsafeMutablePointer<Int32>
  /// The steps that wait for a swap, and the qubit that each qubit waits for, or -1.
  let front, partners: UnsafeMutablePointer<Int32>
  var frontCount = 0
  private let queue: UnsafeMutablePointer<Int32>

  /// For each qubit a list of those that it will meet, with weights; and which lists are not empty.
  let aheadCounts, aheadOthers, aheadWeights, aheadTouched: UnsafeMutablePointer<Int32>
  var aheadTouchedCount = 0
  /// The steps that a look ahead has come to, how many of their predecessors it has seen, their layers.
  let visited, visits, layer: UnsafeMutablePointer<Int32>
  let layerWeights: UnsafeMutablePointer<Int32>
  let layerCount: Int

  /// For each way to a neighbour how much farther apart a qubit's list is if it goes, where the place is
  /// not stale.
  let pulls, stale: UnsafeMutablePointer<Int32>
  /// What each place adds since it was swapped a moment ago.
  let fatigue: UnsafeMutablePointer<Int32>
  let ties: UnsafeMutablePointer<Int32>
  var random: RandomStream

  init(steps: Int, map: CouplingTables, weights: Weights = Weights(), random: RandomStream) {
    (self.map, self.weights, self.random) = (map, weights, random)
    size = map.size
    width = weights.aheadCount + 1
    let reach = size * width
    memory = RouterMemory(
      7 * size + 2 * reach + 6 * steps + 4 * map.edgeCount + weights.layers.count)
    (places, holders) = (memory.take(size), memory.take(size))
    (partners, aheadCounts) = (memory.take(size), memory.take(size))
    (aheadTouched, fatigue, stale) = (memory.take(size), memory.take(size), memory.take(size))
    (aheadOthers, aheadWeights) = (memory.take(reach), memory.take(reach))
    (waits, queue, front) = (memory.take(steps), memory.take(steps), memory.take(steps))
    (visits, visited, layer) = (memory.take(steps), memory.take(steps), memory.take(steps))
    (ties, pulls) = (memory.take(2 * map.edgeCount), memory.take(2 * map.edgeCount))
    layerCount = weights.layers.count
    layerWeights = memory.take(weights.layers)
    logCapacity = 4 * steps + 64
    log = UnsafeMutablePointer.allocate(capacity: logCapacity)
  }

  deinit { log.deallocate() }

  /// Does all steps of a graph from where the qubits stand.
  ///
  /// - Returns: Whether it took no more swaps than the limit.
  func run(_ graph: StepTables, limit: Int) -> Bool {
    start(graph)
    var idle = 0
    var isStale = true
    while frontCount > 0 {
      if swapCount >= limit { return false }
      if isStale { lookAhead(graph) }
      let swap = bestSwap(graph)
      isStale = exchange(swap.0, swap.1, graph)
      idle = isStale ? 0 : idle + 1
      if isStale || idle % weights.decayReset == 0 {
        fatigue.update(repeating: 0, count: size)
        stale.update(repeating: 1, count: size)
      } else {
        fatigue[swap.0] += weights.decay
        fatigue[swap.1] += weights.decay
      }
      if idle > 4 * size {
        release(graph, undoing: idle)
        (idle, isStale) = (0, true)
      }
    }
    return true
  }

  private func start(_ graph: StepTables) {
    (logCount, swapCount, frontCount) = (0, 0, 0)
    partners.update(repeating: -1, count: size)
    fatigue.update(repeating: 0, count: size)
    waits.update(from: graph.waits, count: graph.count)
    var queued = 0
    for step in 0..<graph.count where waits[step] == 0 {
      queue[queued] = Int32(step)
      queued += 1
    }
    advance(graph, queued)
  }

  /// Does what can be done of steps that wait for nothing, and what waited for them.
  private func advance(_ graph: StepTables, _ queued: Int) {
    var queued = queued
    while queued > 0 {
      queued -= 1
      let step = Int(queue[queued])
      let (a, b) = (Int(graph.qubits[2 * step]), Int(graph.qubits[2 * step + 1]))
      if a >= 0 && map.distance(places[a], places[b]) > 1 {
        (partners[a], partners[b]) = (Int32(b), Int32(a))
        front[frontCount] = Int32(step)
        frontCount += 1
        continue
      }
      note(Int32(step))
      for place in Int(graph.starts[step])..<Int(graph.starts[step + 1]) {
        let next = Int(graph.successors[place])
        waits[next] -= 1
        if waits[next] == 0 {
          queue[queued] = Int32(next)
          queued += 1
        }
      }
    }
  }

  private func note(_ entry: Int32) {
    if logCount == logCapacity {
      let longer = UnsafeMutablePointer<Int32>.allocate(capacity: 2 * logCapacity)
      longer.update(from: log, count: logCount)
      log.deallocate()
      (log, logCapacity) = (longer, 2 * logCapacity)
    }
    log[logCount] = entry
    logCount += 1
  }

  /// Swaps two places, and does what can be done then.
  ///
  /// - Returns: Whether anything could.
  private func exchange(_ p: Int, _ q: Int, _ graph: StepTables) -> Bool {
    move(p, q)
    note(~Int32(p * size + q))
    swapCount += 1
    var queued = 0
    for qubit in [Int(holders[p]), Int(holders[q])] {
      let partner = Int(partners[qubit])
      guard partner >= 0, map.distance(places[qubit], places[partner]) == 1 else { continue }
      (partners[qubit], partners[partner]) = (-1, -1)
      queue[queued] = leaveFront(qubit, partner, graph)
      queued += 1
    }
    if queued > 0 {
      advance(graph, queued)
    } else {
      disturb(Int(holders[p]))
      disturb(Int(holders[q]))
    }
    return queued > 0
  }

  private func leaveFront(_ a: Int, _ b: Int, _ graph: StepTables) -> Int32 {
    for slot in 0..<frontCount {
      let step = front[slot]
      let (c, d) = (Int(graph.qubits[2 * Int(step)]), Int(graph.qubits[2 * Int(step) + 1]))
      guard c == a && d == b || c == b && d == a else { continue }
      frontCount -= 1
      front[slot] = front[frontCount]
      return step
    }
    return 0
  }

  private func move(_ p: Int, _ q: Int) {
    let (a, b) = (holders[p], holders[q])
    (holders[p], holders[q]) = (b, a)
    (places[Int(a)], places[Int(b)]) = (Int32(q), Int32(p))
  }

  /// Takes the last swaps back, which led to nothing, and brings the closest waiting pair together.
  private func release(_ graph: StepTables, undoing count: Int) {
    for _ in 0..<count {
      logCount -= 1
      let pair = Int(~log[logCount])
      move(pair / size, pair % size)
    }
    swapCount -= count
    var (first, second, least) = (0, 0, Int.max)
    for slot in 0..<frontCount {
      let step = Int(front[slot])
      let (a, b) = (Int(graph.qubits[2 * step]), Int(graph.qubits[2 * step + 1]))
      let distance = map.distance(places[a], places[b])
      if distance < least { (first, second, least) = (a, b, distance) }
    }
    while map.distance(places[first], places[second]) > 1 {
      let (p, goal) = (places[first], places[second])
      let next = map.neighbours(of: Int(p)).first {
        map.distance(Int32($0), goal) < map.distance(p, goal)
      }
      // On a connected map there is always a neighbour that is closer.
      guard let next else { return }
      _ = exchange(Int(p), next, graph)
    }
  }
}
