internal import Numerics

/// Writes down the operations of a circuit in the order and at the places that a search has found.
struct RoutingAssembly {
  private let circuit: Circuit
  private let plan: RoutingPlan
  private let map: CouplingMap
  private let log: [Int32]
  private let random: RandomStream
  /// The place of each qubit before the first operation.
  let initial: [Int]
  /// The place of each qubit by now.
  private(set) var places: [Int]
  private var holders: [Int]
  /// What was written.
  private(set) var operations: [Operation] = []
  /// The swaps on the way.
  private var swaps: [(Int, Int)] = []
  /// How many swaps were added, those within blocks counted too.
  private(set) var swapCount = 0

  /// Finds a routing of a circuit and writes it down.
  ///
  /// - Parameters:
  ///   - circuit: A circuit whose gates have two qubits at most, with blocks only under conditions.
  ///   - places: The place of each of its qubits, and of spare ones; nothing to search for them.
  ///   - map: The map.
  ///   - trials: From how many layouts the search starts.
  ///   - random: What its choices among equals come from.
  init(
    _ circuit: Circuit, from places: [Int]?, on map: CouplingMap, trials: Int, random: RandomStream
  ) {
    (self.circuit, self.map, self.random) = (circuit, map, random)
    plan = RoutingPlan(circuit)
    var search = LayoutSearch(plan.graph, map.tables, random: random)
    var finding =
      if let places { search.found(from: places, trials: trials) } else {
        search.found(trials: trials)
      }
    let qubits = plan.parts.map { [circuit] in $0.flatMap { circuit.operations[$0].qubits } }
    finding.dropIdleSwaps(of: qubits, keepingStart: places != nil)
    (initial, log) = (finding.places, finding.log)
    self.places = initial
    holders = initial
    for (qubit, place) in initial.enumerated() { holders[place] = qubit }
    assemble()
  }

  private mutating func assemble() {
    operations.reserveCapacity(circuit.operations.count + log.count)
    for part in plan.opening { write(circuit.operations[part]) }
    for entry in log {
      if entry >= 0 {
        for part in plan.parts[Int(entry)] { write(circuit.operations[part]) }
      } else {
        swap(Int(~entry) / map.qubitCount, Int(~entry) % map.qubitCount)
      }
    }
  }

  private mutating func swap(_ p: Int, _ q: Int) {
    operations.append(Operation(.swap, on: [p, q]))
    swaps.append((p, q))
    swapCount += 1
    let (a, b) = (holders[p], holders[q])
    (holders[p], holders[q], places[a], places[b]) = (b, a, q, p)
  }

  private mutating func write(_ operation: Operation) {
    guard case .block(let inner, let label, let bits) = operation.action else {
      return operations.append(operation.moved { places[$0] })
    }
    let block = routed(inner, at: operation.qubits.map { places[$0] })
    operations.append(
      Operation(
        .block(block.circuit, label: label, bits: bits), on: block.places, if: operation.condition))
  }

  /// A block on all places that its swaps touch, which at its end are as they were.
  private mutating func routed(
    _ inner: Circuit, at spots: [Int]
  ) -> (circuit: Circuit, places: [Int]) {
    let inner = inner.unboxed()
    let start = Layout(first: spots, size: map.qubitCount).places
    var block = RoutingAssembly(
      inner, from: start, on: map, trials: 4, random: random.split(operations.count))
    for (p, q) in block.swaps.reversed() { block.swap(p, q) }
    swapCount += block.swapCount
    let used = Set(block.operations.flatMap(\.qubits)).union(spots).sorted()
    var index = Array(repeating: 0, count: map.qubitCount)
    for (place, spot) in used.enumerated() { index[spot] = place }
    return (inner.widened(to: used.count, block.operations.map { $0.moved { index[$0] } }), used)
  }
}
