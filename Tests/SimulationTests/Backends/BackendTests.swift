import Circuits
import Noise
import Simulation
import Testing

/// The laws of backends, for all that there are, and for some that break them.
@Suite struct BackendTests {
  @Test(arguments: 0..<3) func simulatorsKeepTheLaws(_ seed: UInt64) throws {
    let circuits = [Circuit].samples(seed: seed)
    try checkBackendLaws(StateVectorBackend(), circuits: circuits, seed: seed)
    try checkBackendLaws(
      StateVectorBackend(precision: .single), circuits: circuits, seed: seed, tolerance: 1e-4)
    try checkBackendLaws(DensityMatrixBackend(), circuits: circuits, seed: seed)
    try checkBackendLaws(
      TrajectoryBackend(noise: NoiseModel(), count: 10), circuits: circuits, seed: seed)
  }

  @Test(arguments: 0..<3) func simulatorsOfManyQubitsKeepTheLaws(_ seed: UInt64) throws {
    let circuits = [Circuit].samples(seed: 10 + seed)
    try checkBackendLaws(MatrixProductBackend(), circuits: circuits, seed: seed, tolerance: 1e-7)
    try checkBackendLaws(AutomaticBackend(), circuits: circuits, seed: seed)
    let clifford: [Gate] = [.h, .s, .sdg, .x, .y, .z, .sx, .cx, .cz, .cy, .swap, .iswap]
    try checkBackendLaws(
      StabilizerBackend(), circuits: .samples(seed: 20 + seed, gates: clifford), seed: seed)
  }

  @Test func theChoiceIsSaidWithItsReason() throws {
    func words(_ circuit: Circuit, _ backend: AutomaticBackend = .automatic) throws -> String {
      "\(try backend.choice(for: circuit))"
    }
    #expect(try words(Circuit(qubits: 3) { $0.t(0) }).hasPrefix("state vector"))
    #expect(try words(Circuit(qubits: 200) { $0.h(0) }).contains("Clifford"))
    #expect(try words(Circuit(qubits: 100) { $0.t(0) }).hasPrefix("matrix product state"))
    var noise = NoiseModel()
    try noise.add(.depolarizing(0.1), after: .oneQubitGates)
    #expect(try words(Circuit(qubits: 3), AutomaticBackend(noise: noise)).hasPrefix("density"))
    #expect(try words(Circuit(qubits: 15), AutomaticBackend(noise: noise)).contains("trajectories"))
    let measured = Circuit(qubits: 1) {
      $0.h(0)
      $0.measure(0)
    }
    #expect(try abs(AutomaticBackend().state(of: measured).mean(of: .x(0))) < 1e-12)
    #expect(try AutomaticBackend().sampled(measured, shots: 9, seed: 1).shotCount == 9)
  }

  /// A backend that forgets the last gate of a circuit.
  private struct Forgetful: Backend {
    func state(of circuit: Circuit) throws -> StateVector {
      var shorter = circuit
      if !circuit.operations.isEmpty { shorter.remove(at: circuit.operations.count - 1) }
      return try StateVector(shorter)
    }

    func sampled(_ circuit: Circuit, shots: Int, seed: UInt64) throws -> Samples {
      try circuit.sampled(shots: shots, seed: seed)
    }

    var description: String { "forgetful" }
  }

  @Test func aBackendThatBreaksALawIsFound() throws {
    let error = #expect(throws: BackendLawError.self) {
      try checkBackendLaws(Forgetful(), circuits: .samples(seed: 1))
    }
    #expect("\(String(describing: error))".contains("forgetful"))
  }

  @Test func aBatchIsItsRows() throws {
    let circuit = Circuit(qubits: 2) {
      $0.ry(.weight(0) * .feature(0), 0)
      $0.cx(0, 1)
      $0.rx(.weight(1), 1)
    }
    let observables: [Observable] = [.z(0), .y(1)]
    let features = [[0.1], [0.5], [-2]]
    let weights = [[0.3, 0.7], [1, 2], [3, -4]]
    for backend in [StateVectorBackend(), StateVectorBackend(precision: .single)] {
      let one = try backend.means(
        of: observables, in: circuit, weights: [weights[0]], features: features)
      let all = try backend.means(
        of: observables, in: circuit, weights: weights, features: features)
      for row in 0..<3 {
        let expected = try circuit.state(weights: weights[0], features: features[row])
          .means(of: observables)
        let own = try circuit.state(weights: weights[row], features: features[row])
          .means(of: observables)
        for place in 0..<2 {
          #expect(abs(one[row][place] - expected[place]) < 1e-6)
          #expect(abs(all[row][place] - own[place]) < 1e-6)
        }
      }
    }
    let noisy = try DensityMatrixBackend().means(
      of: observables, in: circuit, weights: weights, features: features)
    #expect(noisy.count == 3 && noisy[2].count == 2)
    let error = #expect(throws: SimulationError.self) {
      try StateVectorBackend().means(
        of: observables, in: circuit, weights: Array(weights.prefix(2)), features: features)
    }
    #expect("\(String(describing: error))".contains("2 rows of weights and 3 of features"))
  }
}
