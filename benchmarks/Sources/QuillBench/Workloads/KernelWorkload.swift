import Circuits
import JSONTrees
import Simulation

/// w4: the kernel matrix of 300 samples under the feature map with phases of pairs.
package struct KernelWorkload: Workload {
  package let name = "w4"
  package let summary = "300 states of a feature map, and the squares of all their products"
  package let sizes = [
    Size("4", goal: 0.39e-3), Size("8", goal: 5.9e-3), Size("12", goal: 90e-3),
    Size("16", goal: 2.2),
  ]

  private static let samples = 300

  package init() {}

  package func prepare(_ setting: Setting) throws -> Trial {
    let qubits = try setting.qubits(of: self, upTo: 18)
    let family = try StateFamily(.zzMap(qubits))
    let rows = (0..<KernelWorkload.samples).map { sample in
      (0..<qubits).map { Double.pi * PeerFormulas.datum(sample * qubits + $0 + 1) }
    }
    return Trial(
      params: [
        "n": .integer(qubits), "samples": .integer(rows.count), "variant": .string(setting.variant),
      ],
      check: { kernel in
        [
          "sum": .number(kernel.elements.reduce(0, +)), "k01": .number(kernel[0, 1]),
          "k17_251": .number(kernel[17, 251]),
        ]
      },
      call: { try family.states(features: opaque(rows)).fidelities() })
  }
}
