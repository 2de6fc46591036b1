import Circuits
import Noise
import Numerics
import Simulation
import Testing

/// Circuits that measure on the way: long ones, wide ones, and those that keep many bits.
@Suite struct DynamicTests {
  /// Ways are followed without a call for each measurement, and without a state for each.
  @Test func aHundredThousandMeasurementsAreFollowed() throws {
    let circuit = Circuit(qubits: 1, bits: 2) { circuit in
      for _ in 0..<50_000 {
        circuit.h(0)
        circuit.measure(0, into: 0)
        circuit.reset(0)
      }
      circuit.x(0)
      circuit.measure(0, into: 1)
    }
    let samples = try circuit.sampled(shots: 20, seed: 3)
    #expect(samples.shotCount == 20 && samples.mean(ofBit: 1) == 1)
    let runs = try Trajectories(of: circuit, noise: NoiseModel(), count: 20, seed: 3).sampled()
    #expect(runs.shotCount == 20 && runs.mean(ofBit: 1) == 1)
  }

  /// One run with an error at every gate: each goes on with the state that is there.
  @Test func aRunWithAHundredThousandErrorsIsFollowed() throws {
    let circuit = Circuit(qubits: 12) { circuit in
      for gate in 0..<3_000 { circuit.x(gate % 12) }
    }
    let flip: Matrix<Complex<Double>> = try Matrix([[0, 1], [1, 0]])
    var noise = NoiseModel()
    try noise.add(Channel("flip", kraus: [flip]), after: .oneQubitGates)
    let runs = try Trajectories(of: circuit, noise: noise, count: 3, seed: 1)
    #expect(try runs.sampled().numberCounts == [0: 3])
    var some = NoiseModel()
    try some.add(.depolarizing(0.9), after: .oneQubitGates)
    #expect(try Trajectories(of: circuit, noise: some, count: 2, seed: 1).sampled().shotCount == 2)
  }

  /// Outcomes on the way, of states and of runs, against the mixture with its bits.
  @Test(arguments: 0..<6) func simulatorsAgreeOnWhatIsMeasured(_ seed: UInt64) throws {
    var random = RandomStream(seed: 90 + seed)
    let circuit = Circuit(qubits: 3, bits: 4) { circuit in
      circuit.append(randomCircuit(qubits: 3, gates: 8, using: &random))
      circuit.measure(0, into: 0)
      circuit.when(Condition(bit: 0)) { $0.ry(1.1, 1) }
      circuit.append(randomCircuit(qubits: 3, gates: 8, using: &random))
      circuit.reset(2)
      circuit.measure(1, into: 1)
      circuit.append(randomCircuit(qubits: 3, gates: 8, using: &random))
      circuit.measure(2, into: 2)
      circuit.measure(0, into: 3)
      circuit.measure(1, into: 2)
    }
    let shots = 20_000
    let exact = try DensityMatrixBackend().sampled(circuit, shots: shots, seed: seed)
    let pure = try circuit.sampled(shots: shots, seed: seed)
    let runs = try Trajectories(of: circuit, noise: NoiseModel(), count: shots, seed: seed)
      .sampled()
    let known = try exact.numberCounts
    let others = try [pure, runs].map { try $0.numberCounts }
    for outcome in UInt64(0)..<16 {
      let expected = Double(known[outcome] ?? 0)
      for other in others {
        let difference = Double(other[outcome] ?? 0) - expected
        #expect(abs(difference) < 6 * (2 * expected + 20).squareRoot(), "seed \(seed), \(outcome)")
      }
    }
    #expect(try circuit.sampled(shots: shots, seed: seed) == pure)
  }

  /// What is measured at the end is read from the state; bits that nobody reads are forgotten.
  @Test func bitsOfAMixtureCostNothingUnlessTheyAreRead() throws {
    let all = Circuit(qubits: 9) { circuit in
      for qubit in 0..<9 { circuit.ry(Angle(0.3 + 0.2 * Double(qubit)), qubit) }
      circuit.measureAll()
    }
    let samples = try DensityMatrixBackend().sampled(all, shots: 20_000, seed: 2)
    for qubit in 0..<9 {
      let one = (1 - Double.cos(0.3 + 0.2 * Double(qubit))) / 2
      #expect(abs(samples.mean(ofBit: qubit) - one) < 0.02)
    }
    func repeated(_ count: Int) -> Circuit {
      Circuit(qubits: 1, bits: count) { circuit in
        for bit in 0..<count {
          circuit.h(0)
          circuit.measure(0, into: bit)
        }
      }
    }
    #expect(try abs(DensityMatrix(repeated(40)).expectation(of: .z(0))) < 1e-12)
    var read = repeated(20)
    read.when(Condition(bits: Array(0..<20), equal: 0)) { $0.x(0) }
    read.h(0)
    let error = #expect(throws: SimulationError.self) { try DensityMatrix(read) }
    #expect("\(try #require(error))".contains("values of the classical bits"))
  }

  @Test func rowsChooseTheirOwnSimulator() throws {
    let circuit = Circuit(qubits: 15) { circuit in
      circuit.ry(.weight(0), 0)
      for qubit in 1..<15 { circuit.cx(qubit - 1, qubit) }
    }
    let rows = [[0.0], [0.7], [.pi / 2], [1.9]]
    let means = try AutomaticBackend().means(
      of: [.z(14), .z(0) * .z(14)], in: circuit, weights: rows, features: [])
    for (row, mean) in zip(rows, means) {
      #expect(abs(mean[0] - Double.cos(row[0])) < 1e-12 && abs(mean[1] - 1) < 1e-12)
    }
    let measured = Circuit(qubits: 1, bits: 1) {
      $0.ry(.weight(0), 0)
      $0.measure(0)
    }
    let mixed = try AutomaticBackend().means(
      of: [.z(0), .x(0)], in: measured, weights: [[0.7]], features: [])
    #expect(abs(mixed[0][0] - Double.cos(0.7)) < 1e-12 && abs(mixed[0][1]) < 1e-12)
    let wide = Circuit(qubits: 12, bits: 1) { $0.measure(0) }
    let choice = try AutomaticBackend().choice(forStateOf: wide)
    #expect("\(choice)".contains("trajectories") && "\(choice)".contains("is a mixture"))
    #expect(try AutomaticBackend().state(of: wide).mean(of: .z(0)) == 1)
  }
}
