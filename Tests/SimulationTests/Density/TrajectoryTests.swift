import Circuits
import Noise
import Numerics
import Simulation
import Testing

/// Runs with errors against the density matrix that they are drawn from.
@Suite struct TrajectoryTests {
  @Test(arguments: 0..<8) func meansAreThoseOfTheDensityMatrix(_ seed: UInt64) throws {
    var random = RandomStream(seed: 70 + seed)
    let qubits = 2 + Int(seed % 3)
    let circuit = randomCircuit(qubits: qubits, gates: 14, using: &random)
    var noise = NoiseModel()
    if seed % 2 == 0 {
      try noise.add(.depolarizing(0.05), after: .oneQubitGates)
      try noise.add(.depolarizing(0.1, qubits: 2), after: .twoQubitGates)
    } else {
      try noise.add(randomChannel(qubits: 1, using: &random), after: .oneQubitGates)
      try noise.add(randomChannel(qubits: 2, using: &random), after: .twoQubitGates)
    }
    let observables: [Observable] = [.z(0), .x(1), .z(0) * .z(1), .y(0) * .y(1)]
    let exact = try DensityMatrix(circuit, noise: noise).expectations(of: observables)
    let runs = try Trajectories(of: circuit, noise: noise, count: 4_000, seed: seed)
    for (estimate, mean) in zip(try runs.expectations(of: observables), exact) {
      let error = max(estimate.standardError, 1e-9)
      #expect(abs(estimate.mean - mean) < 5 * error, "seed \(seed): \(estimate), \(mean)")
    }
    let samples = try runs.sampled()
    #expect(samples.shotCount == 4_000)
    let mean = 1 - 2 * samples.mean(ofBit: 0)
    #expect(abs(mean - exact[0]) < 5 / 4_000.0.squareRoot(), "seed \(seed)")
    #expect(try runs.sampled() == samples)
  }

  /// A long circuit, most of which is calm.
  @Test func stretchesWithoutErrorsAreDoneAtOnce() throws {
    let circuit = Circuit(qubits: 4) { circuit in
      for layer in 0..<10 {
        for qubit in 0..<4 { circuit.ry(Angle(0.3 + 0.1 * Double(layer + qubit)), qubit) }
        for qubit in 0..<4 { circuit.cx(qubit, (qubit + 1) % 4) }
      }
    }
    var noise = NoiseModel()
    try noise.add(.depolarizing(0.004), after: .oneQubitGates)
    try noise.add(.depolarizing(0.01, qubits: 2), after: .twoQubitGates)
    let observables: [Observable] = (0..<4).map { .z($0) }
    let exact = try DensityMatrix(circuit, noise: noise).expectations(of: observables)
    let estimates = try Trajectories(of: circuit, noise: noise, count: 20_000, seed: 1)
      .expectations(of: observables)
    for (estimate, mean) in zip(estimates, exact) {
      #expect(abs(estimate.mean - mean) < 5 * estimate.standardError, "\(estimate), \(mean)")
    }
  }

  @Test func measurementsConditionsAndResetsAreFollowed() throws {
    let circuit = Circuit(qubits: 2, bits: 2) {
      $0.h(0)
      $0.measure(0, into: 0)
      $0.when(Condition(bit: 0)) { $0.x(1) }
      $0.reset(0)
      $0.measure(1, into: 1)
    }
    let samples = try Trajectories(of: circuit, noise: NoiseModel(), count: 1_000, seed: 2)
      .sampled()
    #expect(Set(samples.counts.keys) == ["00", "11"])
    #expect(abs(samples.mean(ofBit: 1) - 0.5) < 0.08)
  }

  @Test func whatCannotBeIsSaid() throws {
    func words(_ run: () throws -> Void) -> String {
      do { try run() } catch { return "\(error)" }
      return "nothing was thrown"
    }
    let circuit = Circuit(qubits: 1) { $0.h(0) }
    #expect(
      words { _ = try Trajectories(of: circuit, noise: NoiseModel(), count: -1) }.contains("-1"))
    let open = Circuit(qubits: 1) { $0.rx(.weight(0), 0) }
    #expect(
      words { _ = try Trajectories(of: open, noise: NoiseModel(), count: 1) }.contains("w[0]"))
    #expect(try Trajectories(of: circuit, noise: NoiseModel(), count: 0).sampled().shotCount == 0)
  }
}
