import Circuits
import Numerics
import Testing

/// Routed circuits against the matrices of the circuits they were made from.
@Suite struct RoutingTests {
  static let maps: [@Sendable () throws -> CouplingMap] = [
    { try .line(5) }, { try .ring(6) }, { try .grid(rows: 2, columns: 3) }, { try .star(5) },
    { try .full(4) }, { try CouplingMap(edges: [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4)]) },
  ]

  @Test(arguments: 0..<6, 0..<8) func theMatrixStays(_ shape: Int, _ seed: UInt64) throws {
    var random = RandomStream(seed: seed).split(shape)
    let map = try RoutingTests.maps[shape]()
    let qubits = map.qubitCount - Int(seed % 2)
    let circuit = randomCircuit(qubits, 14, &random)
    for layout in [InitialLayout.searched, .trivial, .given(Array((0..<qubits).reversed()))] {
      let routed = try circuit.routed(to: map, from: layout, trials: 3, seed: seed)
      try expectFit(routed)
      let undone = undoing(routed)
      let distance = try (undone.unitary() - widened(circuit, map.qubitCount).unitary()).maxNorm
      #expect(distance < 1e-9, "\(map), seed \(seed), \(layout)\n\(circuit)\n\(routed.circuit)")
    }
  }

  /// A heavy hexagon is too wide for a matrix, but not for a walk through its operations.
  @Test(arguments: 0..<6) func everyOperationComesInOrder(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let map = try CouplingMap.heavyHex(distance: seed % 2 == 0 ? 3 : 5)
    let circuit = Circuit(qubits: 17, bits: 4) { circuit in
      for place in 0..<200 {
        let pair = random.shuffled(Array(0..<17)).prefix(2)
        switch place % 9 {
        case 0: circuit.measure(pair[0], into: place % 4)
        case 1: circuit.when(Condition(bit: place % 4)) { $0.cx(pair[0], pair[1]) }
        case 2: circuit.barrier(pair[0], pair[1])
        case 3: circuit.rx(Angle(Double(place)), pair[0])
        case 4 where place % 5 == 0: circuit.reset(pair[0])
        default: circuit.rzz(Angle(Double(place)), pair[0], pair[1])
        }
      }
    }
    let routed = try circuit.routed(to: map, seed: seed)
    try expectFit(routed)
    #expect(routed.swapCount > 0)
    // Wire after wire, qubits and bits, the same operations come in the same order.
    var traces = (0..<map.qubitCount + 4).map { _ in [String]() }
    var holders = (0..<map.qubitCount).map { routed.initialLayout.qubit(at: $0) ?? -1 }
    for operation in routed.circuit.operations {
      if operation.gate == .swap {
        holders.swapAt(operation.qubits[0], operation.qubits[1])
        continue
      }
      var named = operation
      named.qubits = operation.qubits.map { holders[$0] }
      for wire in named.qubits + named.bits.map({ $0 + map.qubitCount }) {
        traces[wire].append("\(named)")
      }
    }
    for wire in 0..<17 {
      let wanted = circuit.operations.filter { $0.qubits.contains(wire) }.map { "\($0)" }
      #expect(traces[wire] == wanted, "qubit \(wire), seed \(seed)")
    }
    for bit in 0..<4 {
      let wanted = circuit.operations.filter { $0.bits.contains(bit) }.map { "\($0)" }
      #expect(traces[map.qubitCount + bit] == wanted, "bit \(bit), seed \(seed)")
    }
    #expect(holders == (0..<map.qubitCount).map { routed.finalLayout.qubit(at: $0) ?? -1 })
  }

  @Test func theSameSeedGivesTheSameCircuit() throws {
    var random = RandomStream(seed: 3)
    let (circuit, map) = (randomPairs(12, 60, &random), try CouplingMap.heavyHex(distance: 3))
    let first = try circuit.routed(to: map, seed: 5)
    #expect(try first == circuit.routed(to: map, seed: 5))
    #expect(try first.circuit != circuit.routed(to: map, seed: 6).circuit)
    #expect(try circuit.routed(to: map, trials: 16, seed: 5).swapCount <= first.swapCount + 4)
  }

  /// Against a router that knows nothing: each pair walks together on its own, from the trivial layout.
  @Test(arguments: 0..<4) func aSearchIsWorthIt(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let map = try CouplingMap.heavyHex(distance: 5)
    let circuit = randomPairs(20, 120, &random)
    var holders = Array(0..<map.qubitCount)
    var walked = 0
    for operation in circuit.operations {
      while true {
        let places = operation.qubits.map { holders.firstIndex(of: $0) ?? 0 }
        let far = try #require(map.distance(places[0], places[1]))
        if far == 1 { break }
        let next = try #require(
          map.neighbours(of: places[0]).first { map.distance($0, places[1]) == far - 1 })
        holders.swapAt(places[0], next)
        walked += 1
      }
    }
    let routed = try circuit.routed(to: map, seed: seed)
    #expect(3 * routed.swapCount < 2 * walked, "seed \(seed): \(routed.swapCount) of \(walked)")
    let fixed = try circuit.routed(to: map, from: .trivial, seed: seed)
    #expect(routed.swapCount < fixed.swapCount && fixed.swapCount < walked, "seed \(seed)")
    try expectFit(fixed)
  }

  @Test func whatFitsIsLeftAsItIs() throws {
    let map = try CouplingMap.grid(rows: 2, columns: 3)
    let circuit = Circuit(qubits: 6) {
      $0.h(0)
      $0.cx(0, 3)
      $0.barrier()
      $0.cz(4, 1)
      $0.swap(1, 2)
      $0.measureAll()
      $0.when(Condition(bit: 0)) { inner in
        inner.measure(2)
        inner.cx(4, 5)
      }
    }
    let routed = try circuit.routed(to: map)
    #expect(routed.circuit == circuit && routed.swapCount == 0)
    #expect(
      routed.initialLayout.places == Array(0..<6) && routed.initialLayout == routed.finalLayout)
    let narrow = Circuit(qubits: 2) { $0.cx(0, 1) }
    let wide = try narrow.routed(to: map).circuit
    #expect(wide.operations == narrow.operations && wide.qubitCount == 6)
    #expect(try Circuit(qubits: 0).routed(to: .line(1)).circuit == Circuit(qubits: 1))
  }

  /// Trees, rings and grids with their qubits renamed: places without any swap are there and are found.
  @Test(arguments: 0..<10) func aPerfectLayoutIsFound(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let hidden: CouplingMap =
      switch seed % 5 {
      case 0: try .line(12)
      case 1: try .ring(12)
      case 2: try .grid(rows: 3, columns: 4)
      case 3: try CouplingMap(edges: (1..<12).map { ($0, ($0 - 1) / 2) })
      default: try CouplingMap(edges: [(0, 1), (2, 3), (4, 5), (5, 6), (8, 9)], qubits: 12)
      }
    let map: CouplingMap =
      seed % 5 == 1
      ? try .heavyHex(distance: 5) : try .grid(rows: seed % 5 == 3 ? 7 : 4, columns: 5)
    let names = random.shuffled(Array(0..<12))
    let edges = random.shuffled(hidden.edges)
    let circuit = Circuit(qubits: 12) { circuit in
      for (a, b) in edges + edges { circuit.rzz(0.3, names[a], names[b]) }
    }
    let routed = try circuit.routed(to: map, seed: seed)
    // A binary tree of depth 3 has no place in every grid; all others have.
    if seed % 5 != 3 { #expect(routed.swapCount == 0, "seed \(seed)") }
    try expectFit(routed)
    if routed.swapCount == 0 {
      #expect(routed.circuit.operations.count == circuit.operations.count)
      #expect(
        routed.circuit
          == circuit.remapped(
            to: Array(routed.initialLayout.places.prefix(12)), qubits: map.qubitCount))
    }
  }

  @Test func wideGatesAreWrittenWithSmallerOnes() throws {
    let string = try PauliString([0: .x, 1: .y, 3: .z])
    let circuit = Circuit(qubits: 4) {
      $0.qft([3, 1, 0, 2])
      $0.pauliRotation(0.4, string)
      $0.multiplexedRotation(.y, [0.1, 0.2, 0.3, 0.4], controls: [0, 3], 1)
    }
    let routed = try circuit.routed(to: .line(4))
    try expectFit(routed)
    #expect(try (undoing(routed).unitary() - circuit.unitary()).maxNorm < 1e-9)
    let matrix = try RandomStream(seed: 1).haar(8)
    let whole = Circuit(qubits: 3) { $0.unitary(matrix, [0, 1, 2]) }
    let apart = try whole.routed(to: .line(3))
    try expectFit(apart)
    #expect(try (undoing(apart).unitary() - whole.unitary()).maxNorm < 1e-9)
    let toffoli = Circuit(qubits: 4) {
      $0.ccx(0, 3, 1)
      $0.cswap(2, 0, 3)
    }
    let spread = try toffoli.routed(to: .line(4))
    try expectFit(spread)
    #expect(try (undoing(spread).unitary() - toffoli.unitary()).maxNorm < 1e-9)
  }

  @Test func blocksWithConditionsGiveTheirSwapsBack() throws {
    let map = try CouplingMap.line(4)
    let circuit = Circuit(qubits: 4, bits: 2) {
      $0.h(0, 1, 2, 3)
      $0.measure(0, into: 0)
      $0.when(Condition(bit: 0), label: "fix") { inner in
        inner.cx(0, 3)
        inner.measure(3, into: 1)
        inner.cx(1, 3)
        inner.cx(0, 2)
      }
      $0.cx(0, 1)
      $0.cx(3, 1)
      $0.cx(1, 2)
    }
    let routed = try circuit.routed(to: map, from: .trivial, seed: 2)
    try expectFit(routed)
    let block = try #require(routed.circuit.operations.first { $0.condition != nil })
    guard case .block(let inner, "fix", [0, 1]) = block.action else {
      Issue.record("\(block) is no block")
      return
    }
    #expect(inner.qubitCount == block.qubits.count && inner.bitCount == 2)
    // The swaps inside, one after the other, move nothing.
    var order = Array(0..<inner.qubitCount)
    for operation in inner.operations where operation.gate == .swap {
      order.swapAt(operation.qubits[0], operation.qubits[1])
    }
    #expect(order == Array(0..<inner.qubitCount))
    #expect(inner.operations.count > 4 && routed.swapCount > 1)
    var flat = Circuit(qubits: 4, bits: 2)
    flat.append(circuit, labelled: "all")
    #expect(try flat.routed(to: map, from: .trivial, seed: 2).circuit == routed.circuit)
  }

  @Test func anObservableIsReadWhereItsQubitsAre() throws {
    let circuit = Circuit(qubits: 3) {
      $0.cx(0, 1)
      $0.cx(1, 2)
      $0.cx(2, 0)
    }
    let routed = try circuit.routed(to: .line(3))
    let places = routed.finalLayout.places
    #expect(routed.finalLayout.placed(.z(0) * .x(2)) == .z(places[0]) * .x(places[2]))
    #expect(routed.finalLayout[7] == nil && routed.finalLayout.qubit(at: -1) == nil)
    #expect("\(routed.initialLayout)".contains("→") && routed.finalLayout[0] == places[0])
  }

  @Test func theReportSaysWhatItCosts() throws {
    let circuit = Circuit(qubits: 3) {
      $0.h(0)
      $0.cx(0, 1)
      $0.cx(1, 2)
      $0.cx(0, 2)
    }
    #expect(
      try "\(circuit.routed(to: .line(3)))" == """
        line of 3 qubits, 2 edges: 1 swap added
                                     before   after
        operations                        4       5
        gates of two qubits               3       4
        the same, a swap as three         3       6
        depth                             4       5
        depth of two-qubit gates          3       4
        """)
  }

  @Test func whatCannotBeRoutedIsRefused() throws {
    let circuit = Circuit(qubits: 3) {
      $0.cx(0, 1)
      $0.cx(1, 2)
      $0.cx(2, 0)
    }
    func words(_ route: () throws -> RoutedCircuit) -> String {
      (#expect(throws: CircuitError.self) { try route() }).map { "\($0)" } ?? ""
    }
    #expect(
      words { try circuit.routed(to: .line(2)) }
        == "routed(to:) from a circuit of 3 qubits: line of 2 qubits, 1 edges has too few: "
        + "take a larger map")
    #expect(words { try circuit.routed(to: .line(3), trials: 0) }.contains("1 to 10000"))
    for places in [[0, 1], [0, 1, 1], [0, 1, 3], [-1, 0, 1]] {
      #expect(
        words { try circuit.routed(to: .line(3), from: .given(places)) }
          == "layout from \(places): give each of 3 qubits a place of its own from 0 to 2")
    }
    let parts = try CouplingMap(edges: [(0, 1), (2, 3)])
    #expect(words { try circuit.routed(to: parts) }.contains("in several parts"))
    #expect(try Circuit(qubits: 4) { $0.cx(2, 3) }.routed(to: parts).swapCount == 0)
    #expect(
      words { try Circuit(qubits: 2) { $0.cx(0, 2) }.routed(to: .line(2)) }.contains("qubit 2"))
  }
}

extension RoutingTests {
  /// Every gate of two qubits on an edge, in blocks too, and no wider gate.
  private func expectFit(_ routed: RoutedCircuit) throws {
    try #require(routed.circuit.flaws.isEmpty)
    func walk(_ circuit: Circuit, _ places: [Int]) {
      for operation in circuit.operations {
        let spots = operation.qubits.map { places[$0] }
        if case .block(let inner, _, _) = operation.action {
          walk(inner, spots)
        } else if operation.gate != nil && spots.count == 2 {
          #expect(routed.map.hasEdge(spots[0], spots[1]), "\(operation)")
        } else if operation.gate != nil {
          #expect(spots.count < 2, "\(operation)")
        }
      }
    }
    walk(routed.circuit, Array(0..<routed.map.qubitCount))
  }

  /// The routed circuit between its layouts: each qubit begins and ends at the place of its number.
  private func undoing(_ routed: RoutedCircuit) -> Circuit {
    let (first, last) = (routed.initialLayout.places, routed.finalLayout.places)
    return Circuit(qubits: first.count) { circuit in
      circuit.permute(first)
      circuit.append(routed.circuit)
      circuit.append(Circuit(qubits: first.count) { $0.permute(last) }.inverted())
    }
  }

  private func widened(_ circuit: Circuit, _ qubits: Int) -> Circuit {
    Circuit(qubits: qubits) { $0.append(circuit) }
  }

  private func randomCircuit(_ qubits: Int, _ count: Int, _ random: inout RandomStream) -> Circuit {
    Circuit(qubits: qubits) { circuit in
      while circuit.operations.count < count {
        let gate = Gate.all[Int(random.next() % UInt64(Gate.all.count))]
        let angles = (0..<gate.angleCount).map { _ in Angle(random.uniform() * 6 - 3) }
        guard gate.qubitCount <= min(qubits, 4) else { continue }
        guard gate.qubitCount <= 2 || gate.isMadeOfSmallerOnes(angles) else { continue }
        let places = random.shuffled(Array(0..<qubits)).prefix(gate.qubitCount)
        circuit.append(gate, angles, on: Array(places))
      }
    }
  }

  private func randomPairs(_ qubits: Int, _ count: Int, _ random: inout RandomStream) -> Circuit {
    Circuit(qubits: qubits) { circuit in
      for _ in 0..<count {
        let pair = random.shuffled(Array(0..<qubits)).prefix(2)
        circuit.cx(pair[0], pair[1])
      }
    }
  }
}

extension Gate {
  /// Whether its expansion, and the expansions in it, come down to gates of two qubits.
  fileprivate func isMadeOfSmallerOnes(_ angles: [Angle]) -> Bool {
    qubitCount <= 2
      || expanded(angles)?.operations.allSatisfy {
        $0.gate?.isMadeOfSmallerOnes($0.angles) ?? true
      } ?? false
  }
}

extension Circuit {
  /// Moves each qubit to a place.
  fileprivate mutating func permute(_ places: [Int]) {
    let table = (0..<1 << places.count).map { state in
      places.enumerated().reduce(0) { $0 | (state >> $1.offset & 1) << $1.element }
    }
    append(Operation(tableGate(table), on: Array(places.indices)))
  }

  private func tableGate(_ table: [Int]) -> Gate { (try? Gate.permutation(table)) ?? .id }
}

extension RandomStream {
  fileprivate func haar(_ size: Int) throws -> Matrix<Complex<Double>> {
    var stream = self
    return try stream.haarUnitary(size)
  }
}
