import Circuits
import JSONTrees
import Simulation

/// w6: a million samples of a state of 20 qubits.
package struct SamplingWorkload: Workload {
  package let name = "w6"
  package let summary = "a million samples of so many qubits"
  package let sizes = [Size("20", goal: 29e-3)]

  package init() {}

  package func prepare(_ setting: Setting) throws -> Trial {
    Parallelism.limit = setting.threads
    let qubits = try setting.qubits(of: self, upTo: 28)
    let plan = try Plan(.peerChain(qubits))
    let features = (0..<qubits).map(PeerFormulas.angle)
    let shots = 1_000_000
    return Trial(
      params: ["n": .integer(qubits), "shots": .integer(shots)],
      check: { samples in
        let sum = (0..<qubits).reduce(0) { $0 + 1 - 2 * samples.mean(ofBit: $1) }
        return ["zmean": .number(sum)]
      },
      call: { try plan.state(features: opaque(features)).sampled(shots: shots, seed: 7) })
  }
}
