import Circuits
import Numerics
import Testing

/// Passes: what a circuit does stays, and what should go goes.
@Suite struct PassTests {
  static let passes: [CircuitPass] =
    [
      .cancellingInverses, .mergingTurns, .droppingIdentities, .advancingOneQubitGates,
      .fusingOneQubitRuns, .fusingOneQubitRuns(into: .rzSX), .resynthesizingPairs,
      .rewriting(CircuitTemplate.all), .rewriting(CircuitTemplate.all + CircuitTemplate.pauliTurns),
      .repeated(CircuitPass.standard),
    ]

  @Test(arguments: passes, 0..<12) func theMatrixStays(_ pass: CircuitPass, _ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let few = [Gate.h, .s, .t, .x, .z, .cx, .cz, .rz, .rx, .cp, .swap, .rzz, .sx, .tdg, .sdg]
    let circuit = Drawn.circuit(4, 40, from: seed % 3 == 0 ? Gate.all : few, &random)
    let changed = try pass(circuit)
    #expect(try Drawn.distance(circuit, changed) < 1e-10, "seed \(seed), \(pass)")
    #expect(changed.twoQubitCount <= circuit.twoQubitCount * 3, "seed \(seed), \(pass)")
  }

  @Test(arguments: passes, 0..<6) func openAnglesStay(_ pass: CircuitPass, _ seed: UInt64) throws {
    var random = RandomStream(seed: seed + 50)
    let w = Weights()
    let gates = [Gate.h, .cx, .rz, .rx, .rzz, .crz, .u3, .z, .swap]
    let drawn = Drawn.circuit(3, 40, from: gates, &random)
    var place = 0
    let circuit = Circuit(qubits: 3) { circuit in
      for operation in drawn.operations {
        guard let gate = operation.gate else { continue }
        place += 1
        let angles = operation.angles.map { place % 2 == 0 ? $0 : w[place % 3] * 2 + $0 }
        circuit.append(gate, angles, on: operation.qubits)
      }
    }
    let changed = try pass(circuit)
    #expect(
      try Drawn.distance(Drawn.bound(circuit), Drawn.bound(changed)) < 1e-10,
      "seed \(seed), \(pass)")
  }

  @Test(arguments: 0..<6) func aCircuitAndItsInverseAreNothing(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let circuit = Drawn.circuit(4, 60, &random)
    #expect(try CircuitPass.cancellingInverses(circuit + circuit.inverted()).operations.isEmpty)
    let open = Circuit(qubits: 2) {
      $0.ry(.weight(0) * .feature(1), 0)
      $0.cu3(.weight(1), 0.5, .weight(2), 0, 1)
      $0.rzz(.feature(0), 1, 0)
    }
    #expect(try CircuitPass.mergingTurns(open + open.inverted()).operations.isEmpty)
  }

  @Test func neighboursAreFoundBehindOthers() throws {
    let circuit = Circuit(qubits: 3) {
      $0.rz(.weight(0), 0)
      $0.cx(0, 1)  // Z passes controls
      $0.x(1)
      $0.h(2)
      $0.rz(.weight(1), 0)
      $0.cx(0, 1)  // X passes targets
      $0.x(1)
      $0.cz(2, 0)
      $0.rz(0.5, 0)
      $0.cz(0, 2)  // the same gate the other way round
    }
    let merged = try CircuitPass.mergingTurns(circuit)
    #expect(
      merged.operations.map(\.description) == ["rz(w[0] + w[1] + 0.5, 0)", "h(2)"], "\(merged)")
    let held = Circuit(qubits: 1, bits: 1) {
      $0.x(0)
      $0.barrier()
      $0.x(0)
      $0.measure(0, into: 0)
      $0.x(0)
      $0.when(Condition(bit: 0)) { $0.x(0) }
      $0.x(0)
    }
    for pass in [CircuitPass.cancellingInverses, .mergingTurns] { #expect(try pass(held) == held) }
  }

  @Test func turnsByNothingGo() throws {
    let circuit = Circuit(qubits: 2) {
      $0.id(0)
      $0.rx(0, 0)
      $0.rz(2 * .pi, 1)
      $0.crz(4 * .pi, 0, 1)
      $0.crz(2 * .pi, 0, 1)
      $0.p(.weight(0) - .weight(0), 1)
      $0.u3(0, 0, 0, 1)
    }
    let dropped = try CircuitPass.droppingIdentities(circuit)
    #expect(dropped.operations.map(\.description) == ["crz(2π, 0, 1)", "gphase(π)"], "\(dropped)")
  }

  @Test func oneQubitGatesMeet() throws {
    let circuit = Circuit(qubits: 2) {
      $0.h(0)
      $0.cx(0, 1)
      $0.s(0)
      $0.sx(1)
      $0.cx(0, 1)
      $0.t(0)
    }
    let advanced = try CircuitPass.advancingOneQubitGates(circuit)
    #expect(
      advanced.operations.map(\.description) == [
        "h(0)", "s(0)", "sx(1)", "t(0)", "cx(0, 1)", "cx(0, 1)",
      ], "\(advanced)")
    let small = try circuit.transformed(by: CircuitPass.standard)
    #expect(small.counts == ["u3": 1, "sx": 1], "\(small)")
  }

  @Test(arguments: 0..<10) func pairsTakeThreeCXAtMost(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let circuit = Drawn.circuit(2, 40, from: Gate.all.filter { $0.qubitCount <= 2 }, &random)
    let changed = try CircuitPass.resynthesizingPairs(circuit)
    #expect(changed.twoQubitCount <= 3, "seed \(seed)")
    #expect(try Drawn.distance(circuit, changed) < 1e-10, "seed \(seed)")
    let again = try CircuitPass.resynthesizingPairs(changed)
    #expect(again.counts == changed.counts, "seed \(seed)")
  }

  @Test func blocksAreTransformedToo() throws {
    let circuit = Circuit(qubits: 2, bits: 1) {
      $0.measure(0, into: 0)
      $0.when(Condition(bit: 0)) {
        $0.h(1)
        $0.h(1)
        $0.measure(1, into: 0)
      }
    }
    let changed = try CircuitPass.cancellingInverses(circuit)
    guard case .block(let inner, _, _) = changed.operations.last?.action else {
      return #expect(Bool(false), "\(changed)")
    }
    #expect(inner.operations.count == 1)
  }

  /// Each pass sees each gate a bounded number of times; with a square in it this would take minutes.
  @Test func manyGatesArePassedThrough() throws {
    var random = RandomStream(seed: 1)
    let gates = [Gate.rz, .rx, .cx, .h, .cz, .t, .x]
    let drawn = Drawn.circuit(8, 100_000, from: gates, &random)
    let alike = Circuit(qubits: 4) { circuit in
      for step in 0..<100_000 {
        circuit.cp(Angle(Double(step)), step % 4, (step + 1 + step / 4 % 3) % 4)
      }
    }
    for circuit in [drawn, alike] {
      for pass in [CircuitPass.cancellingInverses, .mergingTurns, .advancingOneQubitGates] {
        #expect(try pass(circuit).operations.count <= circuit.operations.count)
      }
    }
    let mirrored = drawn + drawn.inverted()
    #expect(try CircuitPass.cancellingInverses(mirrored).operations.isEmpty)
  }

  @Test func aFlawIsThrown() {
    let broken = Circuit(qubits: 1) { $0.cx(0, 3) }
    for pass in PassTests.passes { #expect(throws: CircuitError.self) { try pass(broken) } }
  }
}
