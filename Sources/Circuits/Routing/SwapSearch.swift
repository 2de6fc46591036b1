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
  private let weights: Weights
  private let map: CouplingTables
  private let memory: Memory

  /// The place of each qubit, and the qubit at each place.
  let places, holders: UnsafeMutablePointer<Int32>
  /// What was done: a step, or the complement of both places of a swap.
  private(set) var log: UnsafeMutablePointer<Int32>
  private(set) var logCount = 0
  private(set) var swapCount = 0

  private let waits, queue, front: UnsafeMutablePointer<Int32>
  private let partners: UnsafeMutablePointer<Int32>
  private let aheadCounts, aheadOthers, aheadWeights, aheadTouched: UnsafeMutablePointer<Int32>
  private let visits, visited, layer: UnsafeMutablePointer<Int32>
  private let ties, fatigue: UnsafeMutablePointer<Int32>
  private var frontCount = 0
  private var aheadTouchedCount = 0
  private var random: RandomStream

  init(steps: Int, map: CouplingTables, weights: Weights = Weights(), random: RandomStream) {
    (self.map, self.weights, self.random) = (map, weights, random)
    size = map.size
    let reach = size * weights.aheadCount
    memory = Memory(6 * size + 2 * reach + 6 * steps + 2 * map.edgeCount + 64)
    (places, holders) = (memory.take(size), memory.take(size))
    (partners, aheadCounts) = (memory.take(size), memory.take(size))
    (aheadTouched, fatigue) = (memory.take(size), memory.take(size))
    (aheadOthers, aheadWeights) = (memory.take(reach), memory.take(reach))
    (waits, queue, front) = (memory.take(steps), memory.take(steps), memory.take(steps))
    (visits, visited, layer) = (memory.take(steps), memory.take(steps), memory.take(steps))
    ties = memory.take(2 * map.edgeCount)
    logCapacity = 4 * steps + 64
    log = UnsafeMutablePointer.allocate(capacity: logCapacity)
  }

  deinit { log.deallocate() }

  private var logCapacity: Int

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
      if isStale || idle % weights.decayReset == 0 { fatigue.update(repeating: 0, count: size) }
      if !isStale {
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
    if queued > 0 { advance(graph, queued) }
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

  /// Lists for each qubit those that it will meet, in the next steps behind the waiting ones.
  private func lookAhead(_ graph: StepTables) {
    for slot in 0..<aheadTouchedCount { aheadCounts[Int(aheadTouched[slot])] = 0 }
    aheadTouchedCount = 0
    var (first, end, found) = (0, frontCount, 0)
    for slot in 0..<frontCount {
      visited[slot] = front[slot]
      layer[Int(front[slot])] = 0
    }
    let layers = weights.layers.count
    search: while first < end {
      let step = Int(visited[first])
      first += 1
      for place in Int(graph.starts[step])..<Int(graph.starts[step + 1]) {
        let next = Int(graph.successors[place])
        visits[next] += 1
        guard visits[next] == waits[next] else { continue }
        let a = graph.qubits[2 * next]
        // Steps of one qubit take no time of a router.
        let depth = layer[step] + (a >= 0 ? 1 : 0)
        layer[next] = depth
        visited[end] = Int32(next)
        end += 1
        guard a >= 0 else { continue }
        if Int(depth) > layers { break search }
        meet(Int(a), Int(graph.qubits[2 * next + 1]), weights.layers[Int(depth) - 1])
        found += 1
        if found == weights.aheadCount { break search }
      }
    }
    for slot in 0..<first {
      let step = Int(visited[slot])
      for place in Int(graph.starts[step])..<Int(graph.starts[step + 1]) {
        visits[Int(graph.successors[place])] = 0
      }
    }
  }

  private func meet(_ a: Int, _ b: Int, _ weight: Int32) {
    for (qubit, other) in [(a, b), (b, a)] {
      let count = Int(aheadCounts[qubit])
      if count == 0 {
        aheadTouched[aheadTouchedCount] = Int32(qubit)
        aheadTouchedCount += 1
      }
      aheadOthers[qubit * weights.aheadCount + count] = Int32(other)
      aheadWeights[qubit * weights.aheadCount + count] = weight
      aheadCounts[qubit] = Int32(count + 1)
    }
  }

  /// The swap at a waiting qubit that brings most together; one of the best by chance.
  private func bestSwap(_ graph: StepTables) -> (Int, Int) {
    var best = Int32.max
    var count = 0
    for slot in 0..<frontCount {
      for end in 0..<2 {
        let qubit = Int(graph.qubits[2 * Int(front[slot]) + end])
        let p = Int(places[qubit])
        for index in Int(map.starts[p])..<Int(map.starts[p + 1]) {
          let q = Int(map.neighbours[index])
          let other = Int(holders[q])
          // Where both ends wait, one of them asks.
          if partners[other] >= 0 && q < p { continue }
          let score = gain(p, q, qubit, other) + max(fatigue[p], fatigue[q])
          if score > best { continue }
          if score < best { (best, count) = (score, 0) }
          ties[count] = Int32(p * size + q)
          count += 1
        }
      }
    }
    let chosen = Int(ties[count == 1 ? 0 : Int(random.next() % UInt64(count))])
    return (chosen / size, chosen % size)
  }

  /// How much farther apart the qubits are after a swap of two places.
  @inline(__always)
  private func gain(_ p: Int, _ q: Int, _ a: Int, _ b: Int) -> Int32 {
    let (fromP, fromQ) = (map.distances + p * size, map.distances + q * size)
    var sum: Int32 = 0
    if case let partner = Int(partners[a]), partner >= 0 {
      let place = Int(places[partner])
      sum += weights.front * (Int32(fromQ[place]) - Int32(fromP[place]))
    }
    if case let partner = Int(partners[b]), partner >= 0 {
      let place = Int(places[partner])
      sum += weights.front * (Int32(fromP[place]) - Int32(fromQ[place]))
    }
    return sum + ahead(of: a, without: b, fromP, fromQ) + ahead(of: b, without: a, fromQ, fromP)
  }

  @inline(__always)
  private func ahead(
    of qubit: Int, without other: Int, _ here: UnsafePointer<UInt16>, _ there: UnsafePointer<UInt16>
  ) -> Int32 {
    let base = qubit * weights.aheadCount
    var sum: Int32 = 0
    for entry in base..<base + Int(aheadCounts[qubit]) {
      let partner = Int(aheadOthers[entry])
      if partner == other { continue }
      let place = Int(places[partner])
      sum += aheadWeights[entry] * (Int32(there[place]) - Int32(here[place]))
    }
    return sum
  }

  /// Takes the last swaps back, which led to nothing, and brings the closest waiting pair together.
  private func release(_ graph: StepTables, undoing count: Int) {
    for _ in 0..<count {
      logCount -= 1
      let pair = Int(~log[logCount])
      move(pair / size, pair % size)
    }
    swapCount -= count
    var (nearest, least) = ((0, 0), Int.max)
    for slot in 0..<frontCount {
      let step = Int(front[slot])
      let (a, b) = (Int(graph.qubits[2 * step]), Int(graph.qubits[2 * step + 1]))
      let distance = map.distance(places[a], places[b])
      if distance < least { (nearest, least) = ((a, b), distance) }
    }
    while map.distance(places[nearest.0], places[nearest.1]) > 1 {
      let (p, goal) = (places[nearest.0], places[nearest.1])
      let next = (map.starts[Int(p)]..<map.starts[Int(p) + 1]).lazy.map { [map] in
        map.neighbours[Int($0)]
      }
      .first { [map] in map.distance($0, goal) < map.distance(p, goal) }
      guard let next else { return }
      _ = exchange(Int(p), Int(next), graph)
    }
  }
}
