import Circuits
import Noise
import Numerics
import Simulation
import Testing

/// The smallest and the longest circuits, and those that cannot be, through every simulator and gradient.
@Suite struct EdgeCaseTests {
  /// Whatever makes means of a circuit of Clifford gates.
  static let simulators:
    [(name: String, means: @Sendable (Circuit, [Observable]) throws -> [Double])] =
      [
        ("double", { try StateVectorBackend().state(of: $0).means(of: $1) }),
        ("single", { try StateVectorBackend(precision: .single).state(of: $0).means(of: $1) }),
        ("density matrix", { try DensityMatrixBackend().state(of: $0).means(of: $1) }),
        (
          "trajectories",
          { try TrajectoryBackend(noise: NoiseModel(), count: 3).state(of: $0).means(of: $1) }
        ),
        ("chain", { try MatrixProductBackend().state(of: $0).means(of: $1) }),
        ("stabilizers", { try StabilizerBackend().state(of: $0).means(of: $1) }),
        ("automatic", { try AutomaticBackend().state(of: $0).means(of: $1) }),
        ("adjoint", { try AdjointGradient(of: $1, in: $0).evaluate().values }),
        ("noisy adjoint", { try NoisyGradient(of: $1, in: $0).evaluate().values }),
        ("chain's adjoint", { try MatrixProductGradient(of: $1, in: $0).evaluate().values }),
        (
          "batch",
          { circuit, observables in
            try AdjointGradient(of: observables, in: circuit).values(features: [[]])[0]
          }
        ),
      ]

  private func expect(
    _ circuit: Circuit, _ observables: [Observable], _ means: [Double], _ what: String
  ) {
    for (name, run) in Self.simulators {
      #expect(throws: Never.self, "\(what), \(name)") {
        for (found, mean) in zip(try run(circuit, observables), means) {
          #expect(abs(found - mean) < 1e-5, "\(what), \(name)")
        }
      }
    }
  }

  @Test func circuitsWithoutGatesAreZeros() {
    expect(Circuit(qubits: 0), [1.5], [1.5], "no qubits")
    expect(Circuit(qubits: 1), [.z(0), .x(0)], [1, 0], "one qubit")
    expect(Circuit(qubits: 5), [.z(0) * .z(4), .x(2)], [1, 0], "five qubits")
  }

  @Test func qubitsThatNothingUsesStayZeros() {
    let one = Circuit(qubits: 7) { $0.x(3) }
    expect(one, [.z(0) * .z(6), .z(3), .x(1)], [1, -1, 0], "one of seven")
    let ends = Circuit(qubits: 8) {
      $0.h(0)
      $0.cx(0, 7)
    }
    expect(ends, [.z(0) * .z(7), .x(0) * .x(7), .z(3)], [1, 1, 1], "the ends of eight")
  }

  @Test func aSingleQubitTurns() {
    let circuit = Circuit(qubits: 1) {
      $0.h(0)
      $0.s(0)
    }
    expect(circuit, [.x(0), .y(0), .z(0)], [0, 1, 0], "one qubit")
  }

  /// A hundred thousand gates: memory and time are those of each gate alone.
  @Test func aHundredThousandGatesAreRun() {
    let circuit = Circuit(qubits: 3) { circuit in
      for gate in 0..<100_000 {
        switch gate % 4 {
        case 0: circuit.h(gate % 3)
        case 1: circuit.s((gate / 4) % 3)
        case 2: circuit.cx(gate % 3, (gate + 1) % 3)
        default: circuit.x((gate / 2) % 3)
        }
      }
    }
    let observables: [Observable] = [.z(0) * .z(2), .x(1), .y(0) * .z(1)]
    let state = plainState(of: circuit)
    let means = observables.map { observable in
      observable.terms.reduce(0) { $0 + $1.coefficient * plainMean($1.string, state) }
    }
    expect(circuit, observables, means, "100000 gates")
  }

  /// Many gates with one weight: derivatives are those of one long turn.
  @Test func tenThousandOpenGatesAreDifferentiated() throws {
    let count = 10_000
    let circuit = Circuit(qubits: 2) { circuit in
      for gate in 0..<count { circuit.rx(.weight(0), gate % 2) }
    }
    let (turns, weight) = (Double(count / 2), 1e-5)
    let slope = -turns * Double.sin(turns * weight)
    let adjoint = try AdjointGradient(of: [.z(0)], in: circuit).evaluate(weights: [weight])
    let noisy = try NoisyGradient(of: [.z(0)], in: circuit).evaluate(weights: [weight])
    let chain = try MatrixProductGradient(of: [.z(0)], in: circuit).evaluate(weights: [weight])
    for found in [adjoint.weights[0][0], noisy.weights[0][0], chain.weights[0][0]] {
      #expect(abs(found / slope - 1) < 1e-9)
    }
  }

  /// A hundred thousand weights, each of a gate of its own: half of them act on what nobody looks at.
  @Test func aHundredThousandWeightsAreDifferentiated() throws {
    let count = 100_000
    let circuit = Circuit(qubits: 2) { circuit in
      for gate in 0..<count { circuit.rx(.weight(gate), gate % 2) }
    }
    let weights = [Double](repeating: 1e-5, count: count)
    let slopes = try AdjointGradient(of: [.z(0)], in: circuit).evaluate(weights: weights).weights[0]
    let slope = -Double.sin(Double(count / 2) * 1e-5)
    for (gate, found) in slopes.enumerated() {
      #expect(gate % 2 == 0 ? abs(found / slope - 1) < 1e-9 : found == 0)
    }
  }

  /// One qubit measured a hundred thousand times, into bits of their own.
  @Test func aHundredThousandMeasurementsAreKept() throws {
    let count = 100_000
    let circuit = Circuit(qubits: 2, bits: count) { circuit in
      circuit.h(0)
      for bit in 0..<count {
        if bit % 2 == 0 { circuit.measure(0, into: bit) } else { circuit.measure(1, into: bit) }
        if bit % 1_000 == 0 { circuit.x(1) }
      }
    }
    let samples = [
      try StateVectorBackend().sampled(circuit, shots: 6, seed: 3),
      try MatrixProductBackend().sampled(circuit, shots: 6, seed: 3),
      try StabilizerBackend().sampled(circuit, shots: 6, seed: 3),
      try TrajectoryBackend(noise: NoiseModel()).sampled(circuit, shots: 6, seed: 3),
    ]
    for samples in samples {
      #expect(samples.shotCount == 6 && samples.bitCount == count)
      for shot in 0..<6 {
        let bits = try samples.bits(ofShot: shot)
        #expect(stride(from: 0, to: count, by: 2).allSatisfy { bits[$0] == bits[0] })
        // X acts on the other qubit behind each thousandth measurement.
        #expect(stride(from: 1, to: count, by: 2).allSatisfy { bits[$0] == ($0 / 1_000 % 2 == 0) })
      }
    }
  }

  /// A hundred thousand conditions, each with noise behind what it lets through.
  @Test func aHundredThousandConditionsAreFollowed() throws {
    let circuit = Circuit(qubits: 1, bits: 1) { circuit in
      circuit.x(0)
      circuit.measure(0, into: 0)
      for _ in 0..<50_000 {
        circuit.when(Condition(bit: 0)) { $0.x(0) }
        circuit.when(!Condition(bit: 0)) { $0.x(0) }
      }
      circuit.measure(0, into: 0)
    }
    var noise = NoiseModel()
    try noise.add(.phaseFlip(0.001), after: .oneQubitGates)
    #expect(try Trajectories(of: circuit, noise: noise, count: 3).sampled().counts == ["1": 3])
    #expect(try circuit.sampled(shots: 3).counts == ["1": 3])
    let chain = try MatrixProductBackend().sampled(circuit, shots: 3, seed: 1)
    #expect(chain.counts == ["1": 3])
    #expect(try DensityMatrixBackend().sampled(circuit, shots: 3, seed: 1).counts == ["1": 3])
  }

  // MARK: What cannot be

  @Test func everySimulatorSaysWhatIsWrong() throws {
    let skewed: Matrix<Complex<Double>> = try Matrix([[1, 0], [0, 2]])
    let wrong: [(Circuit, String)] = [
      (Circuit(qubits: 1) { $0.unitary(skewed, [0]) }, "orthogonal"),
      (Circuit(qubits: 2) { $0.cx(0, 5) }, "qubit 5 is outside a circuit of 2 qubits"),
      (Circuit(qubits: 1) { $0.rx(Angle(.nan), 0) }, "an angle has to be finite"),
      (Circuit(qubits: 1) { $0.rz(Angle(.infinity), 0) }, "an angle has to be finite"),
    ]
    for (circuit, expected) in wrong {
      for (name, run) in Self.simulators {
        let said = thrownWords { _ = try run(circuit, [.z(0)]) }
        #expect(said.contains(expected), "\(name): \(said)")
      }
    }
  }

  @Test func everySimulatorNamesWhatIsOpen() {
    let open = Circuit(qubits: 1) { $0.rx(.weight(2), 0) }
    for (name, run) in Self.simulators {
      let said = thrownWords { _ = try run(open, [.z(0)]) }
      #expect(said.contains("w[2]") || said.contains("w[0...2]"), "\(name): \(said)")
    }
  }

  @Test func everySimulatorRefusesQubitsThatAreNotThere() {
    for (name, run) in Self.simulators {
      let said = thrownWords { _ = try run(Circuit(qubits: 2), [.z(2)]) }
      #expect(said.contains("qubit 2"), "\(name): \(said)")
    }
  }

  @Test func whatNoMemoryHoldsIsRefusedAtOnce() {
    let wide = Circuit(qubits: 45) { $0.t(0) }
    for (name, run) in Self.simulators where name != "chain" && name != "chain's adjoint" {
      if name == "automatic" || name == "stabilizers" { continue }
      let said = thrownWords { _ = try run(wide, [.z(0)]) }
      #expect(said.contains("bytes") && said.contains("45 qubits"), "\(name): \(said)")
    }
  }

  private func plainMean(_ string: PauliString, _ state: [Complex<Double>]) -> Double {
    var turned = state
    let qubits = (0..<8).filter { 1 << $0 < state.count }
    for (qubit, pauli) in string.factors where qubits.contains(qubit) {
      let gate: Gate = pauli == .x ? .x : pauli == .y ? .y : .z
      gate.apply([], to: &turned, on: [qubit])
    }
    return zip(state, turned).reduce(0) {
      $0 + $1.0.real * $1.1.real + $1.0.imaginary * $1.1.imaginary
    }
  }
}
