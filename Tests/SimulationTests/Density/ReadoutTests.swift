import Circuits
import Noise
import Numerics
import Simulation
import Testing

/// Readings with errors, by all simulators that have them.
@Suite struct ReadoutTests {
  private func noise() throws -> NoiseModel {
    var noise = NoiseModel()
    try noise.add(.depolarizing(0.02), after: .oneQubitGates)
    noise.readout = Readout(try ReadoutError(0.03))
    noise.readout[1] = try ReadoutError(zeroAsOne: 0.02, oneAsZero: 0.12)
    return noise
  }

  private let circuit = Circuit(qubits: 3) {
    $0.ry(0.7, 0)
    $0.cx(0, 1)
    $0.rx(1.1, 2)
    $0.cz(1, 2)
  }

  @Test func aStateIsReadThroughItsErrors() throws {
    let noise = try noise()
    var silent = noise
    silent.readout = Readout()
    let (read, state) = (
      try DensityMatrix(circuit, noise: noise), try DensityMatrix(circuit, noise: silent)
    )
    let expected = try noise.readout.seen(state.probabilities, over: [0, 1, 2])
    #expect(zip(read.probabilities, expected).allSatisfy { abs($0 - $1) < 1e-14 })
    let observables: [Observable] = [.z(0) * .z(1), .x(2), 0.5 + .z(0) * .y(2) * .z(1)]
    for observable in observables {
      let seen = try state.expectation(of: noise.readout.seen(observable))
      #expect(try abs(read.expectation(of: observable) - seen) < 1e-14)
    }
    // The mean of a product of Z is that of the probabilities that are read.
    let signs = (0..<8).map { Double(1 - 2 * (($0 ^ $0 >> 1) & 1)) }
    let mean = zip(signs, read.probabilities).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(try abs(read.expectation(of: observables[0]) - mean) < 1e-14)
    #expect(try (read.matrix() - state.matrix()).maxNorm < 1e-15)
    #expect(read.purity == state.purity)
  }

  @Test func samplesMeansAndProbabilitiesAgreeWithTheExactOnes() throws {
    let (noise, shots) = (try noise(), 20_000)
    let exact = try DensityMatrix(circuit, noise: noise)
    var measured = circuit
    for qubit in 0..<3 { measured.measure(qubit, into: 2 - qubit) }
    for backend in [
      DensityMatrixBackend(noise: noise), TrajectoryBackend(noise: noise, count: shots, seed: 4),
      AutomaticBackend(noise: noise),
    ] as [any Backend] {
      let plain = try backend.sampled(circuit, shots: shots, seed: 2)
      let bits = try backend.sampled(measured, shots: shots, seed: 3)
      let state = try backend.state(of: circuit)
      let drawn = try state.outcomes(shots: shots, seed: 5)
      for qubit in 0..<3 {
        let one = try exact.probabilities(of: [qubit])[1]
        let error = 5 * (one * (1 - one) / Double(shots)).squareRoot()
        #expect(abs(plain.mean(ofBit: qubit) - one) < error, "\(backend)")
        #expect(abs(bits.mean(ofBit: 2 - qubit) - one) < error, "\(backend)")
        #expect(abs(drawn.mean(ofBit: qubit) - one) < error, "\(backend)")
        #expect(try abs(state.distribution(over: [qubit])[1] - one) < error, "\(backend)")
        #expect(try abs(state.mean(of: .z(qubit)) - (1 - 2 * one)) < 2 * error, "\(backend)")
      }
      #expect(try backend.sampled(measured, shots: shots, seed: 3) == bits)
    }
  }

  /// What follows a misread bit follows what was read.
  @Test func conditionsFollowWhatIsRead() throws {
    var noise = NoiseModel()
    noise.readout[0] = try ReadoutError(zeroAsOne: 0.2, oneAsZero: 0.4)
    var circuit = Circuit(qubits: 2, bits: 2) {
      $0.ry(1.1, 0)
      $0.measure(0, into: 0)
      $0.when(Condition(bit: 0)) { $0.x(1) }
    }
    let one = try Circuit(qubits: 1) { $0.ry(1.1, 0) }.probabilities()[1]
    let read = 0.2 * (1 - one) + 0.6 * one
    #expect(try abs(DensityMatrix(circuit, noise: noise).probabilities(of: [1])[1] - read) < 1e-14)
    circuit.measure(1, into: 1)
    let shots = 20_000
    for backend in [
      DensityMatrixBackend(noise: noise), TrajectoryBackend(noise: noise),
    ] as [any Backend] {
      let samples = try backend.sampled(circuit, shots: shots, seed: 6)
      #expect(Set(samples.counts.keys) == ["00", "11"], "\(backend)")
      let error = (read * (1 - read) / Double(shots)).squareRoot()
      #expect(abs(samples.mean(ofBit: 1) - read) < 5 * error, "\(backend)")
    }
  }

  /// Ten qubits that are measured at the end take one state, not one for each value.
  @Test func measuringAtTheEndCostsNoMoreThanNotMeasuring() throws {
    var circuit = Circuit(qubits: 10) { circuit in
      for qubit in 0..<10 { circuit.h(qubit) }
    }
    circuit.measureAll()
    let noise = try noise()
    let samples = try DensityMatrixBackend(noise: noise).sampled(circuit, shots: 4_000, seed: 1)
    #expect(samples.bitCount == 10 && samples.shotCount == 4_000)
    let one = 0.5 * (0.02 + 0.88)
    #expect(abs(samples.mean(ofBit: 1) - one) < 0.04)
  }

  @Test func samplesAreMadeOfAnyNumbers() throws {
    #expect(Samples(bitCount: 2, outcomes: [5, 1, 2]).counts == ["01": 2, "10": 1])
    #expect(Samples(bitCount: 99, outcomes: [.max]).bitCount == 64)
    #expect(try Samples(bitCount: -1, outcomes: [3]).outcomes == [0])
  }
}
