import Circuits
import Numerics
import Simulation
import Testing

/// State vectors against the definitions of the gates, applied one amplitude at a time.
@Suite struct StateVectorTests {
  /// Random circuits over every gate, on 1 to 7 qubits.
  @Test(arguments: 0..<60) func theStateIsThatOfTheDefinitions(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let circuit = randomCircuit(qubits: 1 + Int(seed % 7), gates: 40, using: &random)
    let expected = plainState(of: circuit)
    let state = try circuit.state()
    let single = try StateVector(circuit, precision: .single)
    for index in expected.indices {
      #expect(
        try (state.amplitude(at: index) - expected[index]).magnitude < 1e-12, "seed \(seed)")
      #expect(
        try (single.amplitude(at: index) - expected[index]).magnitude < 1e-5, "seed \(seed)")
    }
  }

  /// States that are walked over in blocks, of gates that are done together.
  @Test(arguments: 0..<12) func largeStatesAreThoseOfTheDefinitions(_ seed: UInt64) throws {
    var random = RandomStream(seed: 100 + seed)
    let qubits = 14 + Int(seed % 3)
    let circuit = Circuit(qubits: qubits) { circuit in
      let gates = randomCircuit(qubits: 6, gates: 24, using: &random)
      for _ in 0..<4 {
        for qubit in 0..<qubits { circuit.ry(Angle(random.uniform() * 3), qubit) }
        for qubit in 0..<qubits { circuit.rz(Angle(random.uniform() * 3), qubit) }
        let order = random.shuffled(Array(0..<qubits))
        for place in 0..<qubits { circuit.cx(order[place], order[(place + 1) % qubits]) }
        for place in 0..<8 { circuit.cp(Angle(random.uniform()), order[place], order[place + 3]) }
        circuit.append(gates, on: Array(random.shuffled(Array(0..<qubits)).prefix(6)))
      }
    }
    let expected = plainState(of: circuit)
    let state = try circuit.state()
    let single = try StateVector(circuit, precision: .single)
    for index in expected.indices {
      try #require(
        try (state.amplitude(at: index) - expected[index]).magnitude < 1e-12, "seed \(seed)")
      try #require(
        try (single.amplitude(at: index) - expected[index]).magnitude < 1e-5, "seed \(seed)")
    }
  }

  /// Each gate on each choice of qubits, low and high, alone and under controls.
  @Test(arguments: Gate.all) func everyGateActsOnAnyQubits(_ gate: Gate) throws {
    var random = RandomStream(seed: 11)
    let start = Circuit(qubits: 6) { circuit in
      for qubit in 0..<6 { circuit.u3(Angle(random.uniform() * 3), 0.3, 1.1, qubit) }
      for qubit in 0..<5 { circuit.cx(qubit, qubit + 1) }
    }
    for controls in [[], [false], [true, true]] as [[Bool]] {
      let gate = gate.controlled(states: controls)
      guard gate.qubitCount <= 6 else { continue }
      for _ in 0..<6 {
        let qubits = Array(random.shuffled(Array(0..<6)).prefix(gate.qubitCount))
        let angles = (0..<gate.angleCount).map { _ in Angle(random.uniform() * 6 - 3) }
        var circuit = start
        circuit.append(gate, angles, on: qubits)
        let expected = plainState(of: circuit)
        for precision in Precision.allCases {
          let state = try StateVector(circuit, precision: precision)
          let worst = try (0..<64).map {
            try (state.amplitude(at: $0) - expected[$0]).magnitude
          }.max()
          #expect(
            try #require(worst) < (precision == .double ? 1e-13 : 1e-6), "\(gate) on \(qubits)")
        }
      }
    }
  }

  @Test(arguments: 0..<20) func measurementsAreThoseOfTheMatrix(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let qubits = 1 + Int(seed % 5)
    let circuit = randomCircuit(qubits: qubits, gates: 25, using: &random)
    let state = try circuit.state()
    let vector = try Matrix(state.amplitudes.map { [$0] })
    var observable = Observable(0.25)
    for _ in 0..<5 {
      let factors = (0..<qubits).compactMap { qubit in
        Int(random.next() % 4) == 0 ? nil : (qubit, Pauli.allCases[Int(random.next() % 3)])
      }
      observable =
        observable + random.normal() * Observable(Dictionary(uniqueKeysWithValues: factors))
    }
    let matrix = try observable.matrix(qubits: qubits)
    let mean = try (vector.adjoint * matrix * vector)[0, 0].real
    let square = try (vector.adjoint * matrix * matrix * vector)[0, 0].real
    #expect(try abs(state.expectation(of: observable) - mean) < 1e-12, "seed \(seed)")
    #expect(try abs(state.variance(of: observable) - (square - mean * mean)) < 1e-11)
    #expect(abs(state.probabilities.reduce(0, +) - 1) < 1e-12)
    let kept = Array(random.shuffled(Array(0..<qubits)).prefix(1 + qubits / 2))
    let reduced = try state.reducedDensityMatrix(of: kept)
    let marginals = try state.probabilities(of: kept)
    for (place, probability) in marginals.enumerated() {
      #expect((reduced[place, place] - Complex(probability)).magnitude < 1e-13)
    }
    #expect(reduced.isHermitian(tolerance: 1e-13))
    let other = try randomCircuit(qubits: qubits, gates: 9, using: &random).state()
    let overlap = zip(state.amplitudes, other.amplitudes).reduce(Complex<Double>.zero) {
      $0 + $1.0.conjugate * $1.1
    }
    #expect(try (state.innerProduct(with: other) - overlap).magnitude < 1e-13)
    #expect(try abs(state.fidelity(with: other) - overlap.squaredMagnitude) < 1e-13)
  }

  @Test func samplesFollowTheProbabilities() throws {
    let circuit = Circuit(qubits: 4) {
      $0.h(0)
      $0.ry(1.1, 1)
      $0.cx(0, 2)
      $0.cry(0.7, 1, 3)
    }
    let samples = try circuit.sampled(shots: 40_000, seed: 3)
    let (counts, probabilities) = (try samples.numberCounts, try circuit.probabilities())
    for (index, probability) in probabilities.enumerated() {
      let share = Double(counts[UInt64(index)] ?? 0) / 40_000
      let error = (probability * (1 - probability) / 40_000).squareRoot()
      #expect(abs(share - probability) <= 5 * error, "\(index): \(share), \(probability)")
    }
    #expect(try circuit.sampled(shots: 40_000, seed: 3) == samples)
    #expect(try circuit.sampled(shots: 40_000, seed: 4) != samples)
    #expect(samples.shotCount == 40_000 && samples.counts.values.reduce(0, +) == 40_000)
    #expect(abs(samples.mean(ofBit: 0) - 0.5) < 0.02)
  }

  /// A state that goes from one qubit to another by two measured bits arrives as it was.
  @Test func teleportationArrives() throws {
    let circuit = Circuit(qubits: 3, bits: 3) {
      $0.ry(0.9, 0)
      $0.h(1)
      $0.cx(1, 2)
      $0.cx(0, 1)
      $0.h(0)
      $0.measure(0, into: 0)
      $0.measure(1, into: 1)
      $0.when(Condition(bit: 1)) { $0.x(2) }
      $0.when(Condition(bit: 0)) { $0.z(2) }
      $0.ry(-0.9, 2)
      $0.measure(2, into: 2)
    }
    let samples = try circuit.sampled(shots: 4_000, seed: 5)
    #expect(samples.mean(ofBit: 2) == 0)
    #expect(Set(samples.counts.keys) == ["000", "001", "010", "011"])
    #expect(samples.counts.values.allSatisfy { abs($0 - 1_000) < 150 })
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
    let samples = try circuit.sampled(shots: 2_000, seed: 6)
    // Bit 0 is measured again only where it was 1, and is 0 then.
    #expect(Set(samples.counts.keys) == ["00", "10"])
    #expect(abs(samples.mean(ofBit: 1) - 0.5) < 0.06)
  }

  @Test func whatCannotBeIsSaidBeforeAnythingIsDone() throws {
    func words(_ run: () throws -> Void) -> String {
      do { try run() } catch { return "\(error)" }
      return "nothing was thrown"
    }
    let open = Circuit(qubits: 1) { $0.rx(.weight(2), 0) }
    #expect(words { _ = try open.state() }.contains("w[2] open"))
    #expect(words { _ = try open.state(weights: [1]) }.contains("w[0...2]"))
    #expect(words { _ = try Circuit(qubits: 1) { $0.measure(0) }.state() }.contains("take samples"))
    #expect(words { _ = try Circuit(qubits: 45).state() }.contains("bytes"))
    #expect(words { _ = try Circuit(qubits: 60).state() }.contains("fewer qubits"))
    #expect(words { _ = try Circuit(qubits: 1) { $0.cx(0, 1) }.state() }.contains("outside"))
    let state = try Circuit(qubits: 2).state()
    #expect(words { _ = try state.expectation(of: .z(2)) }.contains("qubit 2"))
    #expect(words { _ = try state.amplitude(at: 4) }.contains("there are 4"))
    #expect(words { _ = try state.probabilities(of: [0, 0]) }.contains("once"))
    #expect(
      words { _ = try state.innerProduct(with: Circuit(qubits: 1).state()) }.contains("2 and 1"))
    #expect(words { _ = try Circuit(qubits: 1).sampled(shots: -1) }.contains("-1 shots"))
  }

  @Test func theSmallestAndTheEmptyRun() throws {
    #expect(try Circuit(qubits: 0).state().amplitudes == [1])
    #expect(try Circuit(qubits: 1).state().amplitudes == [1, 0])
    #expect(try Circuit(qubits: 1) { $0.x(0) }.probabilities() == [0, 1])
    #expect(try Circuit(qubits: 3).sampled(shots: 3).counts == ["000": 3])
    #expect(try Circuit(qubits: 3).sampled(shots: 0).outcomes == [])
    let phase = Circuit(qubits: 2) { $0.globalPhase(.pi) }
    #expect(try abs(phase.state().amplitude(at: 0).real + 1) < 1e-15)
  }
}

/// The state behind a circuit of gates, amplitude by amplitude, as the definition of each gate says.
func plainState(of circuit: Circuit) -> [Complex<Double>] {
  var state = [Complex<Double>](repeating: 0, count: 1 << circuit.qubitCount)
  state[0] = 1
  for operation in circuit.operations {
    operation.gate?.apply(operation.angles.map(\.constant), to: &state, on: operation.qubits)
  }
  return state
}

/// A seeded circuit over every gate that fits.
func randomCircuit(
  qubits: Int, gates: Int, using random: inout RandomStream
) -> Circuit {
  Circuit(qubits: qubits) { circuit in
    while circuit.operations.count < gates {
      let gate = Gate.all[Int(random.next() % UInt64(Gate.all.count))]
      guard gate.qubitCount <= qubits else { continue }
      let places = random.shuffled(Array(0..<qubits)).prefix(gate.qubitCount)
      let angles = (0..<gate.angleCount).map { _ in Angle(random.uniform() * 6 - 3) }
      circuit.append(gate, angles, on: Array(places))
    }
  }
}
