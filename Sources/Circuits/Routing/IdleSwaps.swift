extension LayoutSearch.Finding {
  /// Drops swaps of two places where nothing has happened before, for the qubits can stand there from the
  /// start, and of two places where nothing happens behind.
  ///
  /// - Parameters:
  ///   - qubits: The qubits of each step.
  ///   - isFixed: Whether the layout before the first step has to stay.
  mutating func dropIdleSwaps(of qubits: [[Int]], keepingStart isFixed: Bool) {
    if !isFixed {
      (places, log) = LayoutSearch.Finding.withoutEarlySwaps(log, from: places, qubits)
    }
    var end = places
    var holders = places
    for (qubit, place) in places.enumerated() { holders[place] = qubit }
    for entry in log where entry < 0 {
      let (p, q) = (Int(~entry) / end.count, Int(~entry) % end.count)
      end.swapAt(holders[p], holders[q])
      holders.swapAt(p, q)
    }
    log = LayoutSearch.Finding.withoutEarlySwaps(log.reversed(), from: end, qubits).log.reversed()
  }

  private static func withoutEarlySwaps(
    _ log: [Int32], from places: [Int], _ qubits: [[Int]]
  ) -> (places: [Int], log: [Int32]) {
    let size = places.count
    var (start, now, holders) = (places, places, places)
    for (qubit, place) in places.enumerated() { holders[place] = qubit }
    var isUsed = Array(repeating: false, count: size)
    let kept = log.filter { entry in
      guard entry < 0 else {
        for qubit in qubits[Int(entry)] { isUsed[now[qubit]] = true }
        return true
      }
      let (p, q) = (Int(~entry) / size, Int(~entry) % size)
      let isKept = isUsed[p] || isUsed[q]
      if isKept {
        (isUsed[p], isUsed[q]) = (true, true)
      } else {
        start.swapAt(holders[p], holders[q])
      }
      now.swapAt(holders[p], holders[q])
      holders.swapAt(p, q)
      return isKept
    }
    return (start, kept)
  }
}
