import Circuits
import JSONTrees
import Noise
import Simulation

/// w5: layers of turns with depolarising noise behind each gate.
package struct NoiseWorkload: Workload {
  package let name = "w5"
  package let summary = "a noisy circuit: the density matrix of so many qubits, or 1,000 runs of 12"
  package let sizes = [
    Size("6", goal: 0.75e-3), Size("8", goal: 16e-3), Size("10", goal: 0.5),
    Size("t12", goal: 0.37),
  ]

  package init() {}

  package func prepare(_ setting: Setting) throws -> Trial {
    Parallelism.limit = setting.threads
    let isRuns = setting.size == "t12"
    let qubits = isRuns ? 12 : try setting.qubits(of: self, upTo: 13)
    let weights = (0..<20 * qubits).map(PeerFormulas.angle)
    var noise = NoiseModel()
    try noise.add(.depolarizing(0.001), after: .oneQubitGates)
    try noise.add(.depolarizing(0.01, qubits: 2), after: .twoQubitGates)
    let plan = try NoisyPlan(.layers(qubits, depth: 10), noise: noise)
    let sum: Observable = (0..<qubits).reduce(0) { $0 + .z($1) }
    let params: Trial.Fields = [
      "size": .string(setting.size), "n": .integer(qubits), "p1": .number(0.001),
      "p2": .number(0.01),
    ]
    if isRuns {
      return Trial(
        params: params, check: { ["zsum": .number($0)] },
        call: {
          let samples = try plan.trajectories(weights: opaque(weights), count: 1_000, seed: 7)
            .sampled()
          return (0..<qubits).reduce(0) { $0 + 1 - 2 * samples.mean(ofBit: $1) }
        })
    }
    return Trial(
      params: params, check: { ["zsum": .number($0)] },
      call: { try plan.densityMatrix(weights: opaque(weights)).expectation(of: sum) })
  }
}
