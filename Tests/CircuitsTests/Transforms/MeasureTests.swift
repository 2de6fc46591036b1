import Circuits
import Numerics
import Testing

/// Counts and depths, against what is counted by hand and by a slow way.
@Suite struct MeasureTests {
  private let circuit = Circuit(qubits: 3, bits: 1) {
    $0.h(0)
    $0.cx(0, 1)
    $0.t(2)
    $0.barrier()
    $0.ccx(0, 1, 2)
    $0.globalPhase(0.3)
    $0.rz(.pi / 2, 0)
    $0.rz(.weight(0), 1)
    $0.measure(2, into: 0)
    $0.when(Condition(bit: 0)) { $0.x(1) }
  }

  @Test func numbersAreThoseOfAHand() {
    #expect(
      circuit.counts == ["h": 1, "cx": 1, "t": 1, "ccx": 1, "rz": 2, "measure": 1, "x": 1])
    #expect(circuit.depth == 5 && circuit.twoQubitDepth == 2 && circuit.twoQubitCount == 1)
    #expect(circuit.nonCliffordCount == 3)
    #expect(Circuit(qubits: 4).depth == 0 && Circuit(qubits: 0).counts.isEmpty)
  }

  /// Clifford's gates make so many matrices and no more; others do not.
  @Test(arguments: Gate.all) func cliffordGatesAreKnown(_ gate: Gate) {
    let clifford: Set<String> = [
      "id", "x", "y", "z", "h", "s", "sdg", "sx", "sxdg", "swap", "iswap", "iswapdg", "fswap", "cx",
      "cy", "cz",
    ]
    let angles = (0..<gate.angleCount).map { Angle(0.3 + Double($0)) }
    let circuit = Circuit(qubits: gate.qubitCount) {
      $0.append(gate, angles, on: Array(0..<gate.qubitCount))
    }
    let expected = clifford.contains(gate.name) || gate.qubitCount == 0 ? 0 : 1
    guard gate.qubitCount < 4 && gate.name != "qft" else { return }
    #expect(circuit.nonCliffordCount == expected, "\(gate)")
  }

  @Test func turnsByQuartersAreCliffords() {
    let turns = Circuit(qubits: 2) {
      $0.rx(.pi / 2, 0)
      $0.rzz(-.pi / 2, 0, 1)
      $0.cp(.pi, 0, 1)
      $0.u3(.pi / 2, .pi, -.pi / 2, 1)
      $0.cp(.pi / 2, 0, 1)
      $0.rz(.pi / 4, 0)
    }
    #expect(turns.nonCliffordCount == 2)
  }

  /// The depth is the longest chain of operations that share a qubit.
  @Test(arguments: 0..<10) func theDepthIsTheLongestChain(_ seed: UInt64) {
    var random = RandomStream(seed: seed)
    let circuit = Drawn.circuit(6, 40, &random)
    var chains: [Int] = []
    for (place, operation) in circuit.operations.enumerated() {
      let before = (0..<place).filter { earlier in
        !Set(circuit.operations[earlier].qubits).isDisjoint(with: operation.qubits)
      }
      let step = operation.qubits.isEmpty ? 0 : 1
      chains.append(step + (before.map { chains[$0] }.max() ?? 0))
    }
    #expect(circuit.depth == chains.max(), "seed \(seed)")
  }

  @Test func aReportIsATable() throws {
    let circuit = Circuit(qubits: 2) {
      $0.h(0)
      $0.h(0)
      $0.cx(0, 1)
      $0.t(1)
      $0.cx(0, 1)
      $0.cx(0, 1)
      $0.cx(0, 1)
      $0.t(1)
    }
    let report = try circuit.report(on: [.cancellingInverses])
    #expect(report.passes == ["cancelling inverses"])
    #expect(report.circuit.operations.count == 4 && report.before.total == 8)
    #expect(
      "\(report)" == """
                         before  after
        gates                 8      4
        two-qubit gates       4      2
        depth                 8      4
        two-qubit depth       4      2
        not Clifford          2      2
        cx                    4      2
        h                     2      0
        t                     2      2
        """, "\(report)")
  }
}
