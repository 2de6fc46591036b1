/// Which swap brings most together.
extension SwapSearch {
  /// Lists for each qubit those that it will meet, in the next steps behind the waiting ones.
  func lookAhead(_ graph: StepTables) {
    for slot in 0..<aheadTouchedCount { aheadCounts[Int(aheadTouched[slot])] = 0 }
    aheadTouchedCount = 0
    stale.update(repeating: 1, count: size)
    for slot in 0..<frontCount {
      let step = Int(front[slot])
      visited[slot] = front[slot]
      layer[step] = 0
      meet(graph.qubits[2 &* step], graph.qubits[2 &* step &+ 1], weights.front)
    }
    let seen = visitNext(graph)
    let (starts, successors, visits) = (graph.starts, graph.successors, visits)
    for slot in 0..<seen {
      let step = Int(visited[slot])
      for place in Int(starts[step])..<Int(starts[step &+ 1]) { visits[Int(successors[place])] = 0 }
    }
  }

  /// Walks from the waiting steps to those behind, layer after layer.
  ///
  /// - Returns: How many steps it walked on from.
  private func visitNext(_ graph: StepTables) -> Int {
    var (first, end, found) = (0, frontCount, 0)
    let (starts, successors, qubits) = (graph.starts, graph.successors, graph.qubits)
    let (visits, visited, layer, waits) = (visits, visited, layer, waits)
    while first < end {
      let step = Int(visited[first])
      first &+= 1
      for place in Int(starts[step])..<Int(starts[step &+ 1]) {
        let next = Int(successors[place])
        visits[next] &+= 1
        guard visits[next] == waits[next] else { continue }
        let a = qubits[2 &* next]
        // A step that needs no edge takes none of a router's time.
        let depth = layer[step] &+ (a >= 0 ? 1 : 0)
        layer[next] = depth
        visited[end] = Int32(truncatingIfNeeded: next)
        end &+= 1
        guard a >= 0 else { continue }
        if Int(depth) > layerCount || found == width &- 1 { return first }
        found &+= 1
        meet(a, qubits[2 &* next &+ 1], layerWeights[Int(depth) &- 1])
      }
    }
    return first
  }

  @inline(__always)
  private func meet(_ a: Int32, _ b: Int32, _ weight: Int32) {
    list(b, for: Int(a), weight)
    list(a, for: Int(b), weight)
  }

  @inline(__always)
  private func list(_ other: Int32, for qubit: Int, _ weight: Int32) {
    let count = Int(aheadCounts[qubit])
    if count == 0 {
      aheadTouched[aheadTouchedCount] = Int32(truncatingIfNeeded: qubit)
      aheadTouchedCount &+= 1
    }
    let entry = qubit &* width &+ count
    (aheadOthers[entry], aheadWeights[entry]) = (other, weight)
    aheadCounts[qubit] = Int32(truncatingIfNeeded: count &+ 1)
  }

  /// The swap at a waiting qubit that brings most together; one of the best by chance.
  func bestSwap(_ graph: StepTables) -> (Int, Int) {
    var best = Int32.max
    var count = 0
    let (starts, neighbours, twins) = (map.starts, map.neighbours, map.twins)
    let (stale, pulls, ties) = (stale, pulls, ties)
    for slot in 0..<frontCount {
      let step = Int(front[slot])
      for end in 0..<2 {
        let p = Int(places[Int(graph.qubits[2 &* step &+ end])])
        if stale[p] != 0 { weigh(p) }
        for edge in Int(starts[p])..<Int(starts[p &+ 1]) {
          let q = Int(neighbours[edge])
          if stale[q] != 0 { weigh(q) }
          let score = pulls[edge] &+ pulls[Int(twins[edge])]
          if score > best { continue }
          if score < best { (best, count) = (score, 0) }
          ties[count] = Int32(truncatingIfNeeded: edge)
          count &+= 1
        }
      }
    }
    let edge = Int(ties[count == 1 ? 0 : Int(random.next() % UInt64(count))])
    return (Int(neighbours[Int(twins[edge])]), Int(neighbours[edge]))
  }

  /// Computes for each neighbour of a place how much farther from the others in its list a qubit would be
  /// there.
  private func weigh(_ place: Int) {
    stale[place] = 0
    let qubit = Int(holders[place])
    let (first, end) = (qubit &* width, qubit &* width &+ Int(aheadCounts[qubit]))
    let (distances, neighbours, places) = (map.distances, map.neighbours, places)
    let (others, weights, pulls, size) = (aheadOthers, aheadWeights, pulls, size)
    for edge in Int(map.starts[place])..<Int(map.starts[place &+ 1]) {
      let there = Int(neighbours[edge])
      var sum = fatigue[place]
      for entry in first..<end {
        let row = distances + Int(places[Int(others[entry])]) &* size
        sum &+= weights[entry] &* (Int32(row[there]) &- Int32(row[place]))
      }
      pulls[edge] = sum
    }
  }

  /// Notes that a qubit has moved: what it and those in its list would gain is another thing now.
  func disturb(_ qubit: Int) {
    stale[Int(places[qubit])] = 1
    for entry in qubit * width..<qubit * width + Int(aheadCounts[qubit]) {
      stale[Int(places[Int(aheadOthers[entry])])] = 1
    }
  }
}
