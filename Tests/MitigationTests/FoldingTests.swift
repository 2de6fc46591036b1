import Circuits
import Mitigation
import Numerics
import Simulation
import Testing

/// Folded circuits do the same, and are as long as they should be.
@Suite struct FoldingTests {
  @Test(arguments: Folding.allCases) func foldedCircuitsDoTheSame(_ folding: Folding) throws {
    for (number, circuit) in [Circuit].samples(seed: 6, count: 6).enumerated() {
      for scale: Double in [1, 1.1, 1.5, 2, 3, 4.4] {
        let folded = try circuit.folded(folding, scale: scale)
        let overlap = try folded.state().fidelity(with: circuit.state())
        #expect(abs(overlap - 1) < 1e-10, "circuit \(number) at \(scale)")
        let (gates, all) = (count(circuit), count(folded))
        // To the nearest fold, which is two gates.
        #expect(abs(Double(all) - scale * Double(gates)) <= 1, "circuit \(number) at \(scale)")
      }
    }
  }

  @Test func foldsStandWhereTheyShould() throws {
    let circuit = Circuit(qubits: 2) {
      $0.h(0)
      $0.s(1)
      $0.cx(0, 1)
      $0.t(1)
    }
    func names(_ folding: Folding, _ scale: Double) throws -> [String] {
      try circuit.folded(folding, scale: scale).operations.compactMap { $0.gate?.name }
    }
    #expect(
      try names(.global, 3)
        == ["h", "s", "cx", "t", "tdg", "cx", "sdg", "h", "h", "s", "cx", "t"])
    #expect(try names(.global, 2) == ["h", "s", "cx", "t", "tdg", "cx", "cx", "t"])
    #expect(
      try names(.local, 3)
        == ["h", "h", "h", "s", "sdg", "s", "cx", "cx", "cx", "t", "tdg", "t"])
    #expect(try names(.local, 2) == ["h", "s", "sdg", "s", "cx", "t", "tdg", "t"])
    // What was folded is not made shorter again.
    let written = try circuit.folded(.local, scale: 3).decomposed(into: .rzSX)
    #expect(written.counts["cx"] == 3)
  }

  @Test func measurementsStayAtTheEnd() throws {
    var circuit = Circuit(qubits: 1) { $0.h(0) }
    circuit.measure(0)
    #expect(try circuit.folded(.global, scale: 3).counts == ["h": 3, "measure": 1])
    circuit.h(0)
    #expect(
      words { _ = try circuit.folded(.global, scale: 3) }.contains("fold it with .local"))
    #expect(try circuit.folded(.local, scale: 3).counts == ["h": 6, "measure": 1])
    let empty = Circuit(qubits: 1)
    #expect(try empty.folded(.global, scale: 5) == empty)
  }

  @Test func whatCannotBeIsSaid() {
    let circuit = Circuit(qubits: 1) { $0.h(0) }
    for scale: Double in [0.5, -1, .nan, .infinity] {
      #expect(words { _ = try circuit.folded(.local, scale: scale) }.contains("1 or more"))
    }
    #expect(words { _ = try circuit.folded(.local, scale: 1e12) }.contains("4000000 gates"))
    let flawed = Circuit(qubits: 1) { $0.cx(0, 1) }
    #expect(words { _ = try flawed.folded(.local, scale: 3) }.contains("cx(0, 1)"))
  }

  private func count(_ circuit: Circuit) -> Int {
    circuit.operations.count { $0.gate != nil && !$0.qubits.isEmpty }
  }
}
