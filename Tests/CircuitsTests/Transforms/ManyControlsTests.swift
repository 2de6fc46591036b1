import Circuits
import Numerics
import Testing

/// Gates with many controls, with and without other qubits to help.
@Suite struct ManyControlsTests {
  /// A flip of qubit *k* by the ones below, with others beside.
  private func flip(_ controls: Int, others: Int) -> Circuit {
    Circuit(qubits: controls + 1 + others) { $0.mcx(Array(0..<controls), controls) }
  }

  @Test(arguments: 3...8) func flipsWithoutOthers(_ controls: Int) throws {
    let circuit = flip(controls, others: 0)
    let written = try circuit.decomposed(into: .universal)
    #expect(try Drawn.distance(circuit, written, seed: 5) < 1e-10)
    let most = [3: 14, 4: 30, 5: 62, 6: 118, 7: 168, 8: 224]
    let limit = try #require(most[controls])
    #expect(written.twoQubitCount == limit)
  }

  @Test(arguments: 3...7, 1...4) func flipsThatBorrow(_ controls: Int, _ others: Int) throws {
    guard controls + others < 11 else { return }
    let circuit = flip(controls, others: others)
    let written = try circuit.decomposed(into: .universal)
    #expect(try Drawn.distance(circuit, written, seed: 5) < 1e-10)
    if controls >= 4 && others >= controls - 2 {
      #expect(written.twoQubitCount == 8 * controls - 6)
    }
    let alone = try circuit.decomposed(into: .universal, spare: .none)
    #expect(alone.operations.allSatisfy { $0.qubits.allSatisfy { $0 <= controls } })
  }

  /// Clean qubits are 0 before and after, so only such states count.
  @Test(arguments: 3...6) func flipsWithCleanOnes(_ controls: Int) throws {
    let clean = Array(controls + 1..<2 * controls - 1)
    for gate in [Gate.x, .rx, .h, .u3] {
      let angles = (0..<gate.angleCount).map { Angle(0.7 + Double($0)) }
      let circuit = Circuit(qubits: 2 * controls) {
        $0.controlled(gate, angles, by: Array(0..<controls), on: [controls])
      }
      let written = try circuit.decomposed(into: .universal, spare: .clean(clean))
      for seed in 0..<4 as Range<UInt64> {
        let distance = try Drawn.distance(circuit, written, clean: clean, seed: seed)
        #expect(distance < 1e-10, "\(gate), \(controls)")
      }
      if gate == .x { #expect(written.twoQubitCount == 6 * controls - 6) }
    }
  }

  @Test func manyControlsGrowSlowly() throws {
    func count(_ controls: Int, others: Int, _ spare: SpareQubits = .borrowed) throws -> Int {
      try flip(controls, others: others).lowCount(spare)
    }
    #expect(try count(40, others: 38) == 8 * 40 - 6)
    #expect(try count(40, others: 1) <= 16 * 40)
    #expect(try count(40, others: 0) <= 4 * 40 * 40 - 4 * 40)
    let turn = Circuit(qubits: 41) { $0.mcry(.weight(0), Array(0..<40), 40) }
    #expect(try turn.lowCount() <= 16 * 40)
  }

  @Test(arguments: 6...9) func turnsByHalves(_ controls: Int) throws {
    for gate in [Gate.rx, .ry, .rz, .p] {
      let circuit = Circuit(qubits: controls + 1) {
        $0.controlled(gate, [0.83], by: Array(0..<controls), on: [controls])
      }
      let written = try circuit.decomposed(into: .universal)
      #expect(try Drawn.distance(circuit, written, seed: 5) < 1e-10, "\(gate)")
    }
  }
}

extension Circuit {
  fileprivate func lowCount(_ spare: SpareQubits = .borrowed) throws -> Int {
    try decomposed(into: .universal, spare: spare).twoQubitCount
  }
}
