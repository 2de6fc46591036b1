import Circuits
import JSONTrees
import Simulation

/// w1: the state behind a circuit, and the sum of all Z.
package struct StateWorkload: Workload {
  package let name = "w1"
  package let summary =
    "a state of so many qubits and a mean: layers of turns, Fourier, quantum volume"
  package let precisions: [Precision] = [.double, .single]
  package let sizes = [
    Size("4", goal: 4e-6), Size("8", goal: 11e-6), Size("12", goal: 470e-6), Size("16", goal: 7e-3),
    Size("20", goal: 93e-3), Size("qft20", goal: 110e-3), Size("qv20", goal: 240e-3),
    Size("22", goal: 0.29), Size("24", goal: 1.5),
  ]

  package init() {}

  package func prepare(_ setting: Setting) throws -> Trial {
    let (circuit, weights, features) = try problem(setting)
    Parallelism.limit = setting.threads
    let plan = try Plan(circuit)
    let qubits = circuit.qubitCount
    let sum = try ObservableSet([(0..<qubits).reduce(0) { $0 + .z($1) }], qubits: qubits)
    let precision: Simulation.Precision = setting.precision == .double ? .double : .single
    return Trial(
      params: [
        "size": .string(setting.size), "n": .integer(qubits), "variant": .string(setting.variant),
      ],
      check: { ["zsum": .number($0)] },
      call: {
        try plan.state(
          weights: opaque(weights), features: opaque(features), precision: precision
        ).expectations(of: sum)[0]
      })
  }

  private func problem(
    _ setting: Setting
  ) throws -> (circuit: Circuit, weights: [Double], features: [Double]) {
    switch setting.size {
    case "qft20": return (.peerFourier(20), [], (0..<20).map(PeerFormulas.angle))
    case "qv20": return (.peerVolume(20), (1...1_500).map { 6 * PeerFormulas.datum($0) }, [])
    default:
      let qubits = try setting.qubits(of: self, upTo: 28)
      return (.layers(qubits, depth: 10), (0..<20 * qubits).map(PeerFormulas.angle), [])
    }
  }
}
