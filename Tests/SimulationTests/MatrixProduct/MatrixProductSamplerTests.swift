import Circuits
import Numerics
import Simulation
import Testing

/// Samples of circuits that measure on the way, on chains, against those of state vectors.
@Suite struct MatrixProductSamplerTests {
  @Test(arguments: 0..<12) func samplesFollowTheProbabilities(_ seed: UInt64) throws {
    var random = RandomStream(seed: 500 + seed)
    let qubits = 2 + Int(seed % 3)
    let circuit = Circuit(qubits: qubits, bits: 3) { circuit in
      for round in 0..<3 {
        circuit.append(chainCircuit(qubits: qubits, gates: 6, using: &random))
        circuit.measure(Int(random.next() % UInt64(qubits)), into: round)
        if random.next() & 1 == 1 { circuit.reset(Int(random.next() % UInt64(qubits))) }
        let target = Int(random.next() % UInt64(qubits))
        circuit.when(round == 1 ? !Condition(bit: round) : Condition(bit: round)) {
          $0.ry(0.7, target)
        }
      }
      circuit.append(chainCircuit(qubits: qubits, gates: 6, using: &random))
      for qubit in 0..<2 { circuit.measure(qubit, into: qubit) }
    }
    let shots = 20_000
    let table = try MatrixProductSampler(circuit).sampled(shots: shots, seed: seed)
    let (counts, vector) = (table.counts, try circuit.sampled(shots: shots, seed: seed + 1).counts)
    for text in Set(counts.keys).union(vector.keys) {
      let (a, b) = (Double(counts[text] ?? 0), Double(vector[text] ?? 0))
      // The difference of two counts has the variance of their sum.
      #expect(abs(a - b) <= 5 * (a + b).squareRoot() + 5, "seed \(seed), \(text): \(a), \(b)")
    }
    #expect(try MatrixProductSampler(circuit).sampled(shots: shots, seed: seed) == table)
  }

  @Test func teleportationArrivesFarAway() throws {
    let circuit = Circuit(qubits: 60, bits: 3) {
      $0.ry(0.9, 0)
      $0.h(1)
      $0.cx(1, 59)
      $0.cx(0, 1)
      $0.h(0)
      $0.measure(0, into: 0)
      $0.measure(1, into: 1)
      $0.when(Condition(bit: 1)) { $0.x(59) }
      $0.when(Condition(bit: 0), label: "flip") {
        $0.z(59)
        $0.measure(0, into: 0)
      }
      $0.ry(-0.9, 59)
      $0.measure(59, into: 2)
    }
    let table = try MatrixProductSampler(circuit).sampled(shots: 4_000, seed: 5)
    #expect(table.mean(ofBit: 2) == 0)
    #expect(Set(table.counts.keys) == ["000", "001", "010", "011"])
    #expect(table.counts.values.allSatisfy { abs($0 - 1_000) < 150 })
  }

  @Test func whatIsNotMeasuredIsMeasuredAtTheEnd() throws {
    let circuit = Circuit(qubits: 70) { circuit in
      circuit.x(69)
      circuit.h(3)
    }
    let table = try MatrixProductSampler(circuit).sampled(shots: 5_000, seed: 1)
    #expect(table.bitCount == 70 && table.mean(ofBit: 69) == 1 && table.mean(ofBit: 0) == 0)
    #expect(abs(table.mean(ofBit: 3) - 0.5) < 0.05)
    #expect(try MatrixProductSampler(circuit).sampled(shots: 0).counts.isEmpty)
    #expect(thrownWords { _ = try MatrixProductSampler(circuit, largestBond: 0) }.contains("4096"))
    #expect(
      thrownWords { _ = try MatrixProductSampler(circuit).sampled(shots: -1) }.contains("-1 shots"))
    let open = Circuit(qubits: 1) { $0.rx(.weight(2), 0) }
    #expect(thrownWords { _ = try MatrixProductSampler(open) }.contains("w[2] open"))
  }
}
