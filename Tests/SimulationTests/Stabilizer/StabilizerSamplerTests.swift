import Circuits
import Numerics
import Simulation
import Testing

/// Samples of Clifford circuits against those of state vectors, and against what has to be.
@Suite struct StabilizerSamplerTests {
  /// Random circuits that measure, reset and depend on bits: the shares of all outcomes.
  @Test(arguments: 0..<24) func samplesFollowTheProbabilities(_ seed: UInt64) throws {
    var random = RandomStream(seed: 100 + seed)
    let circuit = dynamicCircuit(
      qubits: 2 + Int(seed % 3), isBranching: seed % 2 == 0, using: &random)
    let shots = 20_000
    let table = try StabilizerSampler(circuit).sampled(shots: shots, seed: seed).counts
    let vector = try circuit.sampled(shots: shots, seed: seed + 1).counts
    for text in Set(table.keys).union(vector.keys) {
      let (a, b) = (Double(table[text] ?? 0), Double(vector[text] ?? 0))
      // The difference of two counts has the variance of their sum.
      #expect(abs(a - b) <= 5 * (a + b).squareRoot() + 5, "seed \(seed), \(text): \(a), \(b)")
    }
  }

  @Test func teleportationArrives() throws {
    let circuit = Circuit(qubits: 3, bits: 3) {
      $0.sx(0)
      $0.h(1)
      $0.cx(1, 2)
      $0.cx(0, 1)
      $0.h(0)
      $0.measure(0, into: 0)
      $0.measure(1, into: 1)
      $0.when(Condition(bit: 1)) { $0.x(2) }
      $0.when(Condition(bit: 0)) { $0.z(2) }
      $0.sxdg(2)
      $0.measure(2, into: 2)
    }
    let table = try StabilizerSampler(circuit).sampled(shots: 4_000, seed: 5)
    #expect(table.mean(ofBit: 2) == 0)
    #expect(Set(table.counts.keys) == ["000", "001", "010", "011"])
    #expect(table.counts.values.allSatisfy { abs($0 - 1_000) < 150 })
    #expect(try StabilizerSampler(circuit).sampled(shots: 4_000, seed: 5) == table)
    #expect(try StabilizerSampler(circuit).sampled(shots: 4_000, seed: 6) != table)
  }

  @Test func resetsAndBlocksFollowTheirBits() throws {
    let circuit = Circuit(qubits: 2, bits: 2) {
      $0.h(0)
      $0.measure(0, into: 0)
      $0.when(Condition(bit: 0), label: "again") {
        $0.reset(0)
        $0.measure(0, into: 0)
        $0.x(1)
      }
      $0.measure(1, into: 1)
    }
    let table = try StabilizerSampler(circuit).sampled(shots: 2_000, seed: 6)
    #expect(Set(table.counts.keys) == ["00", "10"])
    #expect(abs(table.mean(ofBit: 1) - 0.5) < 0.06)
  }

  /// Each shot repeats a measurement until its own coin shows 0; every way is gone by some.
  @Test func waysSplitAgainAndAgain() throws {
    let circuit = Circuit(qubits: 2, bits: 6) { circuit in
      circuit.h(0)
      for round in 0..<5 {
        circuit.measure(0, into: round)
        circuit.when(Condition(bit: round)) {
          $0.h(0)
          $0.s(1)
        }
      }
      circuit.measure(0, into: 5)
    }
    let table = try StabilizerSampler(circuit).sampled(shots: 6_400, seed: 8)
    for (text, count) in table.counts {
      let bits = text.reversed().map { $0 == "1" }
      let ones = bits.prefix(5).firstIndex(of: false) ?? 5
      #expect(bits.dropFirst(ones).allSatisfy { !$0 } || ones == 5, "\(text)")
      let expected = 6_400 * Double.power(ofTwo: -min(6, ones + 1))
      #expect(abs(Double(count) - expected) < 5 * expected.squareRoot(), "\(text): \(count)")
    }
  }

  /// The parity checks of a repetition code, measured round after round, agree with one another.
  @Test func checksRepeatOverManyBlocks() throws {
    let circuit = Circuit(qubits: 101, bits: 150) { circuit in
      for qubit in stride(from: 0, to: 101, by: 2) { circuit.h(qubit) }
      for round in 0..<3 {
        for check in 0..<50 {
          circuit.reset(2 * check + 1)
          circuit.cx(2 * check, 2 * check + 1)
          circuit.cx(2 * check + 2, 2 * check + 1)
          circuit.measure(2 * check + 1, into: 50 * round + check)
        }
      }
    }
    let table = try StabilizerSampler(circuit).sampled(shots: 3_001, seed: 9)
    for shot in [0, 1, 63, 64, 1_500, 3_000] {
      let bits = try table.bits(ofShot: shot)
      #expect(bits[0..<50] == bits[50..<100] && bits[50..<100] == bits[100..<150], "\(shot)")
    }
    for bit in 0..<50 { #expect(abs(table.mean(ofBit: bit) - 0.5) < 0.06) }
    #expect(table.mean(ofBit: 150).isNaN && table.wordsPerShot == 3)
  }

  /// A turn about a product of twenty Pauli matrices is made of narrower gates.
  @Test func wideGatesAreTakenApart() throws {
    let string = try PauliString(Dictionary(uniqueKeysWithValues: (0..<20).map { ($0, .x) }))
    let circuit = Circuit(qubits: 20) { $0.pauliRotation(.pi, string) }
    #expect(try StabilizerSampler(circuit).sampled(shots: 9).mean(ofBit: 19) == 1)
    let eighth = Circuit(qubits: 20) { $0.pauliRotation(.pi * 0.25, string) }
    #expect(thrownWords { _ = try StabilizerState(eighth) }.contains("no Clifford gate"))
  }

  /// The circuit of the benchmark w9 and its numbers: 2 qubits are always 0, and 98 are coins.
  @Test func theGridOfTheBenchmarkHasItsNumbers() throws {
    let table = try StabilizerSampler(cliffordGrid(side: 10, gates: 1_000))
      .sampled(shots: 100_000, seed: 7)
    let means = (0..<100).map { table.mean(ofBit: $0) }
    #expect(means.count { $0 == 0 } == 2)
    #expect(means.count { abs($0 - 0.5) < 0.02 } == 98)
  }

  private func dynamicCircuit(
    qubits: Int, isBranching: Bool, using random: inout RandomStream
  ) -> Circuit {
    Circuit(qubits: qubits, bits: 3) { circuit in
      for round in 0..<3 {
        circuit.append(randomCliffordCircuit(qubits: qubits, gates: 6, using: &random))
        circuit.measure(Int(random.next() % UInt64(qubits)), into: round)
        if random.next() & 1 == 1 { circuit.reset(Int(random.next() % UInt64(qubits))) }
        let target = Int(random.next() % UInt64(qubits))
        let conditions = [
          Condition(bit: round), !Condition(bit: round),
          Condition(bits: [0, round == 0 ? 2 : round], equal: 2),
        ]
        circuit.when(conditions[Int(random.next() % 3)]) {
          if isBranching { $0.h(target) } else { $0.y(target) }
          $0.x(target)
        }
      }
      circuit.append(randomCliffordCircuit(qubits: qubits, gates: 6, using: &random))
      for qubit in 0..<min(2, qubits) { circuit.measure(qubit, into: qubit) }
    }
  }
}

/// Neighbours on a grid that are joined at random, as the benchmark w9 has it.
func cliffordGrid(side: Int, gates: Int) -> Circuit {
  var state: UInt32 = 12345
  func next() -> Int {
    state = 1_664_525 &* state &+ 1_013_904_223
    return Int(state >> 16)
  }
  let count = side * side
  return Circuit(qubits: count) { circuit in
    for _ in 0..<gates {
      let (kind, qubit, isDown) = (next() % 4, next() % count, next() % 2 == 1)
      let (row, column) = (qubit / side, qubit % side)
      if kind == 0 {
        circuit.h(qubit)
      } else if kind == 1 {
        circuit.s(qubit)
      } else if isDown {
        circuit.cx(qubit, (row + 1 < side ? row + 1 : row - 1) * side + column)
      } else {
        circuit.cx(qubit, row * side + (column + 1 < side ? column + 1 : column - 1))
      }
    }
  }
}
