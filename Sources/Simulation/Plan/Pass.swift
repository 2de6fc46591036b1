/// One walk over the memory of a state, in blocks that fit into the cache.
///
/// Within a block some qubits have both values, the local ones; the others are the same for all its
/// amplitudes. All gates of the pass are done to a block before the next.
struct Pass: Sendable {
  /// The qubit at each bit of an index: first the local ones, then the others.
  let qubits: [Int]
  /// How many of them are local.
  let localCount: Int
  /// What is done, its bits counted in the order of `qubits`.
  let stages: [Stage]

  /// Whether a block is a piece of the state as it lies in memory.
  var isContiguous: Bool { (0..<localCount).allSatisfy { qubits[$0] == $0 } }

  /// How many neighbouring amplitudes lie together, as a power of two.
  var runBits: Int { (0..<localCount).first { qubits[$0] != $0 } ?? localCount }
}

/// Cuts a list of gates into passes.
struct PassPlanner {
  /// How many qubits there are.
  let qubitCount: Int
  /// How many are local.
  let blockBits: Int
  /// How many of the lowest qubits are always local, so that whole lines of the cache are moved.
  let lowBits: Int

  /// A pass for each group of gates that a block can hold, in as few groups as are found.
  func passes(_ gates: [PlannedGate]) -> [Pass] {
    if gates.isEmpty { return [] }
    if blockBits >= qubitCount {
      return [pass(gates, Array(0..<qubitCount), localCount: qubitCount)]
    }
    let all = qubitCount >= 63 ? Int.max : 1 << qubitCount - 1
    var isDone = [Bool](repeating: false, count: gates.count)
    var (passes, first) = ([Pass](), 0)
    while first < gates.count {
      var group = Group(local: 1 << lowBits - 1, capacity: blockBits)
      var place = first
      while place < gates.count && group.blocked != all {
        if !isDone[place] { isDone[place] = group.take(gates[place]) }
        place += 1
      }
      if group.gates.isEmpty {
        // No block can hold the gate, so the whole state is one.
        passes.append(pass([gates[first]], Array(0..<qubitCount), localCount: qubitCount))
        isDone[first] = true
      } else {
        passes.append(pass(group.gates, order(group.local), localCount: blockBits))
      }
      while first < gates.count && isDone[first] { first += 1 }
    }
    return passes
  }

  /// The local qubits in ascending order, filled up with the lowest others, and then the rest.
  private func order(_ local: Int) -> [Int] {
    var local = local
    for qubit in 0..<qubitCount where local.nonzeroBitCount < blockBits { local |= 1 << qubit }
    return (0..<qubitCount).filter { local >> $0 & 1 == 1 }
      + (0..<qubitCount).filter { local >> $0 & 1 == 0 }
  }

  private func pass(_ gates: [PlannedGate], _ qubits: [Int], localCount: Int) -> Pass {
    var bits = [Int](repeating: 0, count: qubitCount)
    for (bit, qubit) in qubits.enumerated() { bits[qubit] = bit }
    var list = StageList(bits: qubitCount)
    for gate in gates { list.append(gate.moved { bits[$0] }) }
    return Pass(qubits: qubits, localCount: localCount, stages: list.finished())
  }
}

/// Gates that one pass can do.
private struct Group {
  private(set) var gates: [PlannedGate] = []
  /// The qubits of which a block has both values.
  private(set) var local: Int
  let capacity: Int
  /// The qubits that a gate needs that was left for later, other than as a factor.
  private(set) var blocked = 0
  /// Those that such a gate needs as a factor.
  private var held = 0

  init(local: Int, capacity: Int) { (self.local, self.capacity) = (local, capacity) }

  /// Takes a gate, if nothing that was left stands before it and its qubits fit.
  mutating func take(_ gate: PlannedGate) -> Bool {
    let (mask, diagonal) = (gate.mask, gate.diagonalMask)
    let isFree = mask & blocked == 0 && mask & ~diagonal & held == 0
    let wanted = local | gate.localMask
    guard isFree && wanted.nonzeroBitCount <= capacity else {
      blocked |= mask & ~diagonal
      held |= diagonal
      return false
    }
    local = wanted
    gates.append(gate)
    return true
  }
}

extension PlannedGate {
  /// The gate on other qubits.
  func moved(_ place: (Int) -> Int) -> PlannedGate {
    var form = form
    if case .phases(let terms) = form { form = .phases(terms.moved(place)) }
    return PlannedGate(
      gate: gate, qubits: qubits.map(place), slots: slots, fixed: fixed, form: form)
  }
}

extension PhaseTerms {
  /// The phases of other bits.
  fileprivate func moved(_ place: (Int) -> Int) -> PhaseTerms {
    var moved = PhaseTerms()
    moved.constant = constant
    for (bit, sources) in single { moved.single[place(bit)] = sources }
    for (pair, sources) in pairs { moved.pairs[Pair(place(pair.low), place(pair.high))] = sources }
    return moved
  }
}
