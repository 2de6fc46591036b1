import Circuits
import Noise
import Numerics
import Simulation
import Testing

/// A device that is asked as any backend is.
@Suite struct DeviceBackendTests {
  /// Without noise a device is as good as a state vector, wherever it puts the qubits.
  @Test(arguments: 0..<2) func aDeviceWithoutNoiseKeepsTheLaws(_ seed: UInt64) throws {
    let circuits = [Circuit].samples(seed: seed, count: 10).filter { $0.qubitCount <= 5 }
    let device = try DeviceSnapshot.sevenQubitH()
    let quiet = DeviceBackend(device, base: StateVectorBackend(), seed: seed)
    try checkBackendLaws(quiet, circuits: circuits, seed: seed, tolerance: 1e-8)
  }

  @Test func theSameCallsAreNoisyAndIdeal() throws {
    let ghz = Circuit(qubits: 3) {
      $0.h(0)
      $0.cx(0, 1)
      $0.cx(0, 2)
    }
    for device in try DeviceSnapshot.all() {
      for backend in [StateVectorBackend(), DeviceBackend(device)] as [any Backend] {
        let isIdeal = backend is StateVectorBackend
        let state = try backend.state(of: ghz)
        #expect(state.qubitCount == 3)
        let mean = try state.mean(of: .z(0) * .z(2))
        #expect(isIdeal ? abs(mean - 1) < 1e-12 : (0.7...0.98).contains(mean), "\(backend)")
        let samples = try backend.sampled(ghz, shots: 4_000, seed: 1)
        #expect(samples.bitCount == 3)
        let whole = Double((samples.counts["000"] ?? 0) + (samples.counts["111"] ?? 0)) / 4_000
        #expect(isIdeal ? whole == 1 : (0.75...0.97).contains(whole), "\(backend)")
        let shares = try state.distribution(over: [0, 1, 2])
        #expect(abs(shares[0] + shares[7] - whole) < 0.03, "\(backend)")
        let rows = try backend.means(of: [.z(0) * .z(2)], in: ghz, weights: [], features: [])
        #expect(abs(rows[0][0] - mean) < 1e-12)
      }
    }
  }

  /// What a device remembers of circuits that it fitted is what another device finds out anew.
  @Test func aDeviceRemembersCircuitsAndNeverTakesOneForAnother() throws {
    let circuits = [Circuit].samples(seed: 5, count: 24).filter { $0.qubitCount <= 5 }
    let device = DeviceBackend(try .fiveQubitT(), seed: 4)
    for circuit in circuits + circuits.reversed() + circuits {
      #expect(
        try device.fitted(circuit) == DeviceBackend(.fiveQubitT(), seed: 4).fitted(circuit))
    }
  }

  @Test func whatIsMeasuredIsSaidOfTheCircuitsQubits() throws {
    var circuit = Circuit(qubits: 4, bits: 2) {
      $0.x(1)
      $0.cx(1, 3)
      $0.cx(0, 3)
      $0.cx(2, 0)
      $0.cx(1, 2)
    }
    circuit.measure(2, into: 0)
    circuit.measure(0, into: 1)
    let samples = try DeviceBackend(.fiveQubitT()).sampled(circuit, shots: 2_000, seed: 3)
    #expect(samples.bitCount == 2)
    #expect(samples.mean(ofBit: 0) > 0.85 && samples.mean(ofBit: 1) < 0.15)
    let error = #expect(throws: CircuitError.self) {
      try DeviceBackend(.fiveQubitT()).state(of: Circuit(qubits: 6) { $0.h(5) })
    }
    #expect("\(String(describing: error))".contains("6 qubits"))
  }
}
