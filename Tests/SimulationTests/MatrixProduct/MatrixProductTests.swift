import Circuits
import Numerics
import Simulation
import Testing

/// Matrix product states against state vectors, and against stabilizer states where these are too wide.
@Suite struct MatrixProductTests {
  /// Random circuits over every gate, on 1 to 7 qubits, near and far.
  @Test(arguments: 0..<40) func theStateIsThatOfTheVector(_ seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    let qubits = 1 + Int(seed % 7)
    let circuit = chainCircuit(qubits: qubits, gates: 30, using: &random)
    let state = try MatrixProductState(circuit, cutoff: 0)
    let vector = try circuit.state()
    let amplitudes = try state.amplitudes()
    for (index, amplitude) in amplitudes.enumerated() {
      #expect(try (vector.amplitude(at: index) - amplitude).magnitude < 1e-11, "seed \(seed)")
      #expect(try (state.amplitude(at: index) - amplitude).magnitude < 1e-11, "seed \(seed)")
    }
    var observable = Observable(0.25)
    for _ in 0..<6 {
      observable = observable + random.normal() * randomString(qubits: qubits, using: &random)
    }
    #expect(
      try abs(state.expectation(of: observable) - vector.expectation(of: observable)) < 1e-10)
    #expect(try abs(state.variance(of: observable) - vector.variance(of: observable)) < 1e-9)
    let kept = Array(random.shuffled(Array(0..<qubits)).prefix(2))
    for (a, b) in zip(try state.probabilities(of: kept), try vector.probabilities(of: kept)) {
      #expect(abs(a - b) < 1e-10, "seed \(seed)")
    }
    let (rho, sigma) = (
      try state.reducedDensityMatrix(of: kept), try vector.reducedDensityMatrix(of: kept)
    )
    #expect(try (rho - sigma).maxNorm < 1e-10, "seed \(seed)")
    let other = chainCircuit(qubits: qubits, gates: 9, using: &random)
    let overlap = try state.innerProduct(with: MatrixProductState(other, cutoff: 0))
    #expect(try (overlap - vector.innerProduct(with: other.state())).magnitude < 1e-10)
    #expect(abs(state.fidelityEstimate - 1) < 1e-10)
  }

  /// The Schmidt values across each bond are those of the state vector cut in two.
  @Test(arguments: 0..<10) func theSchmidtValuesAreThoseOfTheVector(_ seed: UInt64) throws {
    var random = RandomStream(seed: 50 + seed)
    let circuit = chainCircuit(qubits: 6, gates: 25, using: &random)
    let state = try MatrixProductState(circuit, cutoff: 0)
    let vector = try circuit.state()
    for (bond, values) in state.schmidtValues.enumerated() {
      let reduced = try vector.reducedDensityMatrix(of: Array(state.qubitOrder[...bond]))
      let weights = try reduced.hermitianEigenvalues().reversed()
      for (value, weight) in zip(values, weights) {
        #expect(abs(value * value - weight) < 1e-10, "seed \(seed), bond \(bond)")
      }
      let entropy = weights.reduce(0) { $1 > 1e-14 ? $0 - $1 * Double.log($1) : $0 }
      #expect(abs(state.entanglementEntropies[bond] - entropy / Double.log(2)) < 1e-8)
    }
  }

  /// Chains of full bonds lose weight, and say how much: against the exact state.
  @Test(arguments: [2, 4, 8, 12, 16]) func whatIsCutOffIsReported(_ bond: Int) throws {
    let circuit = brickwork(qubits: 12, depth: 6)
    let vector = try circuit.state()
    let state = try MatrixProductState(circuit, largestBond: bond)
    let overlap = zip(try state.amplitudes(), vector.amplitudes).reduce(Complex<Double>.zero) {
      $0 + $1.0.conjugate * $1.1
    }
    let fidelity = overlap.squaredMagnitude
    #expect(state.bondDimensions.allSatisfy { $0 <= bond } && state.cutCount > 0)
    #expect(try abs(state.innerProduct(with: state).real - 1) < 1e-12)
    // The estimate takes what the cuts lose as independent.
    let (lost, estimated) = (1 - fidelity, 1 - state.fidelityEstimate)
    #expect(lost < 2 * estimated + 1e-9 && estimated < 2 * lost + 1e-9, "\(lost), \(estimated)")
    for qubit in 0..<12 {
      let error = try abs(state.expectation(of: .z(qubit)) - vector.expectation(of: .z(qubit)))
      #expect(error <= 3 * lost.squareRoot() + 1e-9, "qubit \(qubit): \(error)")
    }
    #expect(state.description.contains("cuts lost"))
  }

  /// A wider bond loses less, and one that is wide enough nothing, also past where singular values are
  /// not computed.
  @Test func aWideBondIsExact() throws {
    let circuit = brickwork(qubits: 14, depth: 7)
    let vector = try circuit.state()
    var last = 1.0
    for bond in [16, 32, 64, 128] {
      let state = try MatrixProductState(circuit, largestBond: bond, cutoff: 1e-16)
      let overlap = zip(try state.amplitudes(), vector.amplitudes).reduce(Complex<Double>.zero) {
        $0 + $1.0.conjugate * $1.1
      }
      let lost = max(0, 1 - overlap.squaredMagnitude)
      #expect(lost <= last + 1e-12, "bond \(bond): \(lost) after \(last)")
      last = lost
      #expect(abs(state.schmidtValues[6].reduce(0) { $0 + $1 * $1 } - 1) < 1e-12)
    }
    #expect(last < 1e-12)
  }

  /// The value of the benchmark w7, on which Aer, quimb and TensorCircuit agree to 10⁻⁶.
  @Test func theBrickworkOfTheBenchmarkHasItsValue() throws {
    let circuit = brickwork(qubits: 50, depth: 10)
    let state = try MatrixProductState(circuit, largestBond: 32, cutoff: 1e-16)
    #expect(try abs(state.expectation(of: .z(25)) - 0.122440991053478) < 2e-6)
    #expect(1 - state.fidelityEstimate < 2e-5)
  }

  @Test func aThousandEntangledQubitsNeedTwoDimensions() throws {
    let circuit = Circuit(qubits: 1_000) { circuit in
      circuit.h(500)
      for qubit in 501..<1_000 { circuit.cx(qubit - 1, qubit) }
      for qubit in (0..<500).reversed() { circuit.cx(qubit + 1, qubit) }
    }
    let (chain, tableau) = (try MatrixProductState(circuit), try StabilizerState(circuit))
    #expect(chain.bondDimensions.allSatisfy { $0 == 2 } && chain.cutCount == 0)
    let flips = Observable(Dictionary(uniqueKeysWithValues: (0..<1_000).map { ($0, Pauli.x) }))
    for observable: Observable in [.z(0) * .z(999), .z(3), flips, .z(1) * .z(400) + 0.5 * .x(7)] {
      #expect(
        try abs(chain.expectation(of: observable) - tableau.expectation(of: observable)) < 1e-11)
    }
    #expect(chain.entanglementEntropies.allSatisfy { abs($0 - 1) < 1e-11 })
    let table = try chain.sampled(shots: 100, seed: 3)
    for shot in 0..<100 { #expect(try Set(table.bits(ofShot: shot)).count == 1) }
    #expect(try chain.amplitude(of: Array(repeating: true, count: 1_000)).magnitude > 0.7)
  }

  /// Clifford circuits on forty qubits, near and far, against stabilizer states.
  @Test(arguments: 0..<6) func wideCliffordCircuitsAgree(_ seed: UInt64) throws {
    var random = RandomStream(seed: 70 + seed)
    let circuit = Circuit(qubits: 40) { circuit in
      for _ in 0..<60 {
        let (gate, angles) = cliffordGates[Int(random.next() % UInt64(cliffordGates.count))]
        guard gate.qubitCount <= 2 else { continue }
        let first = Int(random.next() % 36)
        let places = random.shuffled(Array(first..<first + 4)).prefix(gate.qubitCount)
        circuit.append(gate, angles, on: Array(places))
      }
      circuit.cx(0, 39)
    }
    let (chain, tableau) = (try MatrixProductState(circuit), try StabilizerState(circuit))
    for _ in 0..<10 {
      let place = Int(random.next() % 36)
      let string = Observable([place: .z, place + 3: Pauli.allCases[Int(random.next() % 3)]])
      #expect(
        try abs(chain.expectation(of: string) - tableau.expectation(of: string)) < 1e-9,
        "seed \(seed)")
    }
    for (bond, entropy) in chain.entanglementEntropies.enumerated() {
      let exact = try tableau.entanglementEntropy(of: Array(chain.qubitOrder[...bond]))
      #expect(abs(entropy - exact) < 1e-6, "seed \(seed), bond \(bond)")
    }
  }

  @Test func samplesFollowTheProbabilities() throws {
    var random = RandomStream(seed: 12)
    let circuit = chainCircuit(qubits: 4, gates: 25, using: &random)
    let state = try MatrixProductState(circuit)
    let samples = try state.sampled(shots: 40_000, seed: 3)
    let (counts, probabilities) = (try samples.numberCounts, try circuit.probabilities())
    for (index, probability) in probabilities.enumerated() {
      let share = Double(counts[UInt64(index)] ?? 0) / 40_000
      let error = (probability * (1 - probability) / 40_000).squareRoot()
      #expect(abs(share - probability) <= 5 * error + 1e-9, "\(index): \(share), \(probability)")
    }
    #expect(try state.sampled(shots: 40_000, seed: 3) == samples)
    #expect(try state.sampled(shots: 40_000, seed: 4) != samples)
  }

  @Test func whatCannotBeIsSaid() throws {
    let bell = Circuit(qubits: 2) {
      $0.h(0)
      $0.cx(0, 1)
    }
    #expect(
      thrownWords { _ = try MatrixProductState(bell, largestBond: 0) }
        == "largestBond of 0: a bond has 1 to 4096 dimensions")
    for cutoff in [-0.1, 1, .nan, .infinity] {
      #expect(
        thrownWords { _ = try MatrixProductState(bell, cutoff: cutoff) }
          .contains("from 0 to below 1"))
    }
    let open = Circuit(qubits: 1) { $0.rx(.weight(2), 0) }
    #expect(thrownWords { _ = try MatrixProductState(open) }.contains("w[2] open"))
    let measured = Circuit(qubits: 1) { $0.measure(0) }
    #expect(thrownWords { _ = try MatrixProductState(measured) }.contains("MatrixProductSampler"))
    #expect(thrownWords { _ = try MatrixProductState(Circuit(qubits: 1 << 22)) }.contains("bytes"))
    #expect(
      thrownWords { _ = try MatrixProductState(Circuit(qubits: 1) { $0.x(1) }) }
        .contains("outside"))
    let wide = Circuit(qubits: 8) { $0.mcx([0, 1, 2, 3, 4, 5, 6], 7) }
    #expect(thrownWords { _ = try MatrixProductState(wide) }.contains("at most 6 qubits"))
    let state = try MatrixProductState(Circuit(qubits: 30))
    #expect(thrownWords { _ = try state.expectation(of: .z(30)) }.contains("qubit 30"))
    #expect(thrownWords { _ = try state.amplitudes() }.contains("24 are the most"))
    #expect(thrownWords { _ = try state.amplitude(at: -1) }.contains("from 0"))
    #expect(thrownWords { _ = try state.amplitude(of: [true]) }.contains("each of the 30"))
    #expect(
      thrownWords { _ = try state.probabilities(of: Array(0..<11)) }.contains("10 are the most"))
    #expect(thrownWords { _ = try state.reducedDensityMatrix(of: [1, 1]) }.contains("once"))
    #expect(thrownWords { _ = try state.sampled(shots: -2) }.contains("-2 shots"))
    #expect(
      thrownWords { _ = try state.fidelity(with: MatrixProductState(bell)) }.contains("30 and 2"))
  }

  @Test func theSmallestAndTheEmptyRun() throws {
    let none = try MatrixProductState(Circuit(qubits: 0))
    #expect(try none.amplitudes() == [1] && none.expectation(of: 2) == 2)
    #expect(try none.sampled(shots: 3).counts == ["": 3] && none.schmidtValues.isEmpty)
    let one = try MatrixProductState(Circuit(qubits: 1) { $0.x(0) })
    #expect(try one.amplitudes() == [0, 1] && one.bondDimensions.isEmpty)
    #expect(try one.probabilities(of: [0]) == [0, 1])
    #expect(try one.sampled(shots: 2).counts == ["1": 2])
    let cut = try MatrixProductState(
      Circuit(qubits: 2) {
        $0.h(0)
        $0.cx(0, 1)
      }, largestBond: 1)
    #expect(abs(cut.fidelityEstimate - 0.5) < 1e-12 && cut.bondDimensions == [1])
    let phase = try MatrixProductState(Circuit(qubits: 2) { $0.globalPhase(.pi) })
    #expect(try abs(phase.amplitude(at: 0).real + 1) < 1e-15)
  }
}

/// The circuit of the benchmark w7 on other sizes: turns of each qubit, and turns about XX of neighbours.
func brickwork(qubits: Int, depth: Int) -> Circuit {
  var count: UInt64 = 0
  func angle() -> Angle {
    defer { count += 1 }
    return Angle(0.1 + Double(count * 2_654_435_761 % 1_000) / 1_000)
  }
  return Circuit(qubits: qubits) { circuit in
    for _ in 0..<depth {
      for qubit in 0..<qubits {
        circuit.ry(angle(), qubit)
        circuit.rz(angle(), qubit)
      }
      for first in [0, 1] {
        for qubit in stride(from: first, to: qubits - 1, by: 2) {
          circuit.rxx(angle(), qubit, qubit + 1)
        }
      }
    }
  }
}

/// A seeded circuit over every gate that a chain takes.
func chainCircuit(qubits: Int, gates: Int, using random: inout RandomStream) -> Circuit {
  Circuit(qubits: qubits) { circuit in
    while circuit.operations.count < gates {
      let gate = Gate.all[Int(random.next() % UInt64(Gate.all.count))]
      guard gate.qubitCount <= min(qubits, 6) else { continue }
      let places = random.shuffled(Array(0..<qubits)).prefix(gate.qubitCount)
      let angles = (0..<gate.angleCount).map { _ in Angle(random.uniform() * 6 - 3) }
      circuit.append(gate, angles, on: Array(places))
    }
  }
}
