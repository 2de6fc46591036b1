import Circuits
import Mitigation
import Noise
import Numerics
import Simulation
import Testing

/// Backends round a backend: exact where their model is, and better where it nearly is.
@Suite struct BackendTests {
  private let ghz = Circuit(qubits: 3) {
    $0.h(0)
    $0.cx(0, 1)
    $0.cx(1, 2)
  }

  private func readout() throws -> Readout {
    Readout([
      try ReadoutError(zeroAsOne: 0.01, oneAsZero: 0.06),
      try ReadoutError(zeroAsOne: 0.03, oneAsZero: 0.09), try ReadoutError(0.05),
      try ReadoutError(0.02), try ReadoutError(zeroAsOne: 0.04, oneAsZero: 0.01), .none,
    ])
  }

  @Test func withoutNoiseTheyKeepTheLaws() throws {
    let circuits = [Circuit].samples(seed: 2, count: 6)
    let extrapolated = try ZeroNoiseExtrapolation(StateVectorBackend(), scales: [1, 2, 3])
    try checkBackendLaws(extrapolated, circuits: circuits, tolerance: 1e-8)
    try checkBackendLaws(
      ReadoutMitigation(StateVectorBackend(), readout: Readout()), circuits: circuits)
  }

  /// Known readout errors are undone exactly, in means, probabilities and, on average, samples.
  @Test func knownReadoutErrorsAreUndone() throws {
    var noise = NoiseModel()
    noise.readout = try readout()
    let backend = ReadoutMitigation(DensityMatrixBackend(noise: noise), readout: noise.readout)
    try checkBackendLaws(backend, circuits: .samples(seed: 3, count: 6), tolerance: 1e-9)
    let features = [[0.3], [1.4]]
    let circuit = Circuit(qubits: 2) {
      $0.ry(.feature(0), 0)
      $0.cx(0, 1)
    }
    let observables: [Observable] = [.z(0) * .z(1), .z(1), .x(0) * .x(1)]
    let rows = try backend.means(of: observables, in: circuit, weights: [], features: features)
    let exact = try StateVectorBackend().means(
      of: observables, in: circuit, weights: [], features: features)
    for (own, expected) in zip(rows.joined(), exact.joined()) {
      #expect(abs(own - expected) < 1e-12)
    }
    var measured = ghz
    for qubit in 0..<3 { measured.measure(qubit, into: 2 - qubit) }
    let samples = try backend.sampled(measured, shots: 20_000, seed: 5)
    let whole = (samples.counts["000"] ?? 0) + (samples.counts["111"] ?? 0)
    #expect(whole > 19_700)
  }

  @Test func calibrationFindsTheErrors() throws {
    var noise = NoiseModel()
    noise.readout = try readout()
    let base = DensityMatrixBackend(noise: noise)
    let backend = try ReadoutMitigation(calibrating: base, qubits: 3, shots: 50_000, seed: 1)
    for qubit in 0..<3 {
      let (own, expected) = (backend.readout[qubit], noise.readout[qubit])
      #expect(abs(own.zeroAsOne - expected.zeroAsOne) < 0.005)
      #expect(abs(own.oneAsZero - expected.oneAsZero) < 0.007)
    }
    let parity: Observable = .z(0) * .z(1)
    let (raw, better) = (
      try base.state(of: ghz).mean(of: parity), try backend.state(of: ghz).mean(of: parity)
    )
    #expect(abs(better - 1) < 0.1 * abs(raw - 1))
    #expect(
      words { _ = try ReadoutMitigation(calibrating: base, qubits: 0, shots: 9) }
        .contains("1 to 48 qubits"))
    #expect(
      words { _ = try ReadoutMitigation(calibrating: base, qubits: 2, shots: 0) }
        .contains("at least once"))
    var late = Circuit(qubits: 1) { $0.h(0) }
    late.measure(0)
    late.h(0)
    #expect(words { _ = try backend.sampled(late, shots: 9, seed: 1) }.contains("at the end"))
  }

  /// Depolarising after each gate makes products of Pauli matrices decay exponentially with the folds of a
  /// Clifford circuit on one qubit, so that the exponential fit is exact.
  @Test(arguments: Folding.allCases) func aKnownDecayIsUndoneExactly(_ folding: Folding) throws {
    var noise = NoiseModel()
    try noise.add(.depolarizing(losing: 0.03), after: .oneQubitGates)
    let circuit = Circuit(qubits: 1) { circuit in
      for _ in 0..<5 { circuit.ry(0.21, 0) }
    }
    let exact = try circuit.expectation(of: .z(0))
    let base = DensityMatrixBackend(noise: noise)
    let clean = try ZeroNoiseExtrapolation(
      base, scales: [1, 1.8, 3], folding: folding, fit: .exponential)
    let curve = try clean.extrapolation(of: .z(0), in: circuit)
    #expect(abs(curve.estimate - exact) < 1e-10)
    #expect(abs(curve.coefficients[2] + 5 * Double.log(0.97)) < 1e-9)
    #expect(curve.scales == [1, 1.8, 3] && curve.values[0] > curve.values[2])
    let shares = try clean.state(of: circuit).distribution(over: [0])
    #expect(abs(shares[0] - (1 + exact) / 2) < 1e-10)
    let matrix = try clean.state(of: circuit).partialMatrix(of: [0])
    let expected = try circuit.state().partialMatrix(of: [0])
    #expect(try (matrix - expected).maxNorm < 1e-9)
  }

  @Test func extrapolationsAreNearerThanWhatTheyComeFrom() throws {
    var noise = NoiseModel()
    try noise.add(.depolarizing(0.002), after: .oneQubitGates)
    try noise.add(.depolarizing(0.01, qubits: 2), after: .twoQubitGates)
    try noise.add(.amplitudeDamping(0.004), after: .twoQubitGates)
    let circuit = Circuit(qubits: 3) { circuit in
      for layer in 0..<3 {
        for qubit in 0..<3 { circuit.ry(Angle(0.4 + 0.3 * Double(layer + qubit)), qubit) }
        circuit.cx(0, 1)
        circuit.cx(1, 2)
      }
    }
    let observables: [Observable] = [.z(0), .z(1) * .z(2), .x(0) * .z(2)]
    let exact = try circuit.state().means(of: observables)
    func worst(_ backend: some Backend) throws -> Double {
      let means = try backend.state(of: circuit).means(of: observables)
      return zip(means, exact).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }
    let base = DensityMatrixBackend(noise: noise)
    let raw = try worst(base)
    let fits: [(Extrapolation.Fit, Double)] = [
      (.linear, 0.5), (.quadratic, 0.2), (.exponential, 0.4),
    ]
    for folding in Folding.allCases {
      for (fit, better) in fits {
        let clean = try ZeroNoiseExtrapolation(base, folding: folding, fit: fit)
        let rest = try worst(clean)
        #expect(rest < better * raw, "\(clean): \(rest) of \(raw)")
      }
    }
    let samples = try ZeroNoiseExtrapolation(base).sampled(circuit, shots: 20_000, seed: 3)
    let one = try circuit.state().probabilities(of: [0])[1]
    #expect(abs(samples.mean(ofBit: 0) - one) < 0.03)
  }

  /// One round the other, on a device.
  @Test func theyGoRoundOneAnother() throws {
    let device = try DeviceSnapshot.fiveQubitT()
    let bare = DensityMatrixBackend(noise: device.noiseModel)
    let readings = ReadoutMitigation(bare, readout: device.noiseModel.readout)
    let clean = DeviceBackend(device, base: try ZeroNoiseExtrapolation(readings, fit: .linear))
    let (raw, better) = (
      try DeviceBackend(device).state(of: ghz).mean(of: .z(0) * .z(2)),
      try clean.state(of: ghz).mean(of: .z(0) * .z(2))
    )
    #expect(abs(better - 1) < 0.1 * abs(raw - 1), "\(raw), \(better)")
  }

  @Test func whatCannotBeIsSaid() throws {
    let base = StateVectorBackend()
    #expect(
      words { _ = try ZeroNoiseExtrapolation(base, scales: [0.5, 1]) }.contains("1 or more"))
    #expect(words { _ = try ZeroNoiseExtrapolation(base, scales: [1]) }.contains("takes 2"))
    let one = Circuit(qubits: 1) { $0.h(0) }
    // One gate cannot be made half as long again.
    let close = try ZeroNoiseExtrapolation(base, scales: [1, 1.2])
    #expect(words { _ = try close.state(of: one).mean(of: .z(0)) }.contains("1 different scales"))
    let wide = Circuit(qubits: 25) { $0.h(0) }
    let backend = try ZeroNoiseExtrapolation(StabilizerBackend())
    #expect(words { _ = try backend.sampled(wide, shots: 9, seed: 1) }.contains("20 are the most"))
    #expect(
      words { _ = try backend.state(of: wide).partialMatrix(of: Array(0..<6)) }
        .contains("at most 5"))
    #expect(try backend.sampled(one, shots: 0, seed: 1).shotCount == 0)
  }
}
