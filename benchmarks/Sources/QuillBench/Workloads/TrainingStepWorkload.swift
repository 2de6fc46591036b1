import Circuits
import JSONTrees
import Optimizers
import Simulation
import Training

/// w3: one step of training: 256 samples, the mean of the squared errors, its gradient, and an update.
package struct TrainingStepWorkload: Workload {
  package let name = "w3"
  package let summary =
    "a step of training on 256 samples, three layers that take the features again"
  package let sizes = [Size("4", goal: 0.14e-3), Size("8", goal: 3.2e-3)]
  /// The core alone, or an epoch of the trainer that a user calls.
  package let variants = ["core", "trainer"]

  private static let batch = 256

  package init() {}

  package func prepare(_ setting: Setting) throws -> Trial {
    let qubits = try setting.qubits(of: self, upTo: 16)
    let batch = TrainingStepWorkload.batch
    let model = try AdjointGradient(of: [.z(0)], in: .reuploading(qubits, layers: 3))
    let rows = (0..<batch).map { sample in
      (0..<qubits).map { 2 * PeerFormulas.datum(sample * qubits + $0 + 1) - 1 }
    }
    let targets = rows.map { $0.reduce(0, +) > 0 ? 1.0 : -1 }
    let weights = (0..<6 * qubits).map(PeerFormulas.angle)
    if setting.variant == "trainer" {
      return try trainer(qubits, Examples(rows: rows, values: targets), weights)
    }
    return Trial(
      params: [
        "n": .integer(qubits), "batch": .integer(batch), "variant": .string(setting.variant),
      ],
      extras: { ["samples_per_s": .number(Double(batch) / $0.median)] },
      check: { step in
        [
          "loss": .number(step.loss), "g0": .number(step.gradient[0]),
          "norm": .number(step.gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()),
        ]
      },
      call: {
        let pulled = try model.pullback(weights: opaque(weights), features: opaque(rows)) {
          sample, values, slopes in
          slopes[0] = 2 * (values[0] - targets[sample]) / Double(batch)
        }
        var loss = 0.0
        for (values, target) in zip(pulled.values, targets) {
          loss += (values[0] - target) * (values[0] - target)
        }
        let next = updated(weights, by: pulled.weights)
        return (loss: loss / Double(batch), gradient: pulled.weights, next: next)
      })
  }

  /// The same step through the trainer's own public way.
  private func trainer(_ qubits: Int, _ data: Examples, _ weights: [Double]) throws -> Trial {
    let start = try ExpectationModel(
      of: [.z(0)], in: .reuploading(qubits, layers: 3), weights: weights)
    return Trial(
      params: [
        "n": .integer(qubits), "batch": .integer(data.rows.count), "variant": .string("trainer"),
      ],
      extras: { ["samples_per_s": .number(Double(data.rows.count) / $0.median)] },
      check: { ["loss": .number($0.losses[0])] },
      call: {
        var model = opaque(start)
        return try model.train(
          on: data, epochs: 1, with: .adam(rate: 0.01),
          options: TrainingOptions(batchSize: nil, isDrawn: false))
      })
  }
}

/// The weights behind the first step of Adam.
private func updated(_ weights: [Double], by gradient: [Double]) -> [Double] {
  zip(weights, gradient).map { weight, slope in
    let (mean, square) = (0.1 * slope, 0.001 * slope * slope)
    return weight - 0.01 * (mean / 0.1) / ((square / 0.001).squareRoot() + 1e-8)
  }
}
