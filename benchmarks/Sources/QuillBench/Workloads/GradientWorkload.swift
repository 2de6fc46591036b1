import Circuits
import JSONTrees
import Simulation

/// w2: the gradient of the sum of all Z behind four layers of turns and rings of CX.
package struct GradientWorkload: Workload {
  package let name = "w2"
  package let summary = "a mean and its whole gradient, one state of so many qubits"
  package let variants = ["adjoint"]
  package let sizes = [
    Size("4", goal: 4e-6), Size("8", goal: 16e-6), Size("12", goal: 500e-6), Size("16", goal: 6e-3),
    Size("20", goal: 140e-3),
  ]

  package init() {}

  package func prepare(_ setting: Setting) throws -> Trial {
    let qubits = try setting.qubits(of: self, upTo: 26)
    let gradient = try AdjointGradient(
      of: [(0..<qubits).reduce(0) { $0 + .z($1) }], in: .layers(qubits, depth: 4))
    let weights = (0..<8 * qubits).map(PeerFormulas.angle)
    return Trial(
      params: ["n": .integer(qubits), "variant": .string(setting.variant)],
      check: { result in
        let slopes = result.weights[0]
        return [
          "g0": .number(slopes[0]), "glast": .number(slopes[slopes.count - 1]),
          "norm": .number(slopes.reduce(0) { $0 + $1 * $1 }.squareRoot()),
        ]
      },
      call: { try gradient.evaluate(weights: opaque(weights)) })
  }
}
