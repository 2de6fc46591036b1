import Circuits
import JSONTrees
import Learning
import Optimizers
import Training

/// Training as on a device: parameter shifts from shots, with gradient pruning or without.
///
/// Fifteen epochs over 500 images of four digits, 36 angles on 4 qubits, 8,192 shots: 547,500 circuits without
/// pruning.
///
/// H. Wang and others, "QOC: quantum on-chip training with parameter shift and gradient pruning", DAC 2022.
package struct OnDeviceWorkload: Workload {
  package let name = "on-device"
  package let summary = "training from shots by parameter shifts, as on a device: 547,500 circuits"
  package let sizes = [Size("15", goal: 20)]
  package let variants = ["none", "byMagnitude", "largest", "evenly"]

  package init() {}

  package func prepare(_ setting: Setting) throws -> Trial {
    guard let epochs = Int(setting.size), 1...1000 ~= epochs else {
      throw UsageError("on-device wants a number of epochs, not '\(setting.size)'")
    }
    let choice = GradientPruning.Choice(rawValue: setting.variant)
    return Trial(
      onceSinceProcessStart: [
        "epochs": .integer(epochs), "variant": .string(choice?.rawValue ?? "none"),
      ],
      check: { record in
        [
          "circuits": .integer(record.circuitRuns),
          "accuracy": .number(record.epochs.last?.validationMetrics[0] ?? .nan),
          "loss": .number(record.losses.last ?? .nan),
        ]
      },
      call: { try OnDeviceTask().run(epochs: epochs, choice) })
  }
}

/// Digits 0 to 3 as 4 × 4 pixels, in four columns of turns on four qubits, and three blocks of angles.
private struct OnDeviceTask {
  let training: Examples
  let test: Examples
  let circuit: Circuit

  init() {
    let digits = DataSet.digits
    let places = digits.labels.indices.filter { digits.labels[$0] < 4 }
    let rows = places.map { OnDeviceTask.pooled(digits.rows[$0]) }
    let labels = places.map { digits.labels[$0] }
    training = Examples(rows: Array(rows.prefix(500)), labels: Array(labels.prefix(500)))
    test = Examples(rows: Array(rows.dropFirst(500)), labels: Array(labels.dropFirst(500)))
    circuit = Circuit(qubits: 4) { circuit in
      for place in 0..<16 {
        let angle = Angle.feature(place)
        switch place / 4 {
        case 1: circuit.rz(angle, place % 4)
        case 2: circuit.rx(angle, place % 4)
        default: circuit.ry(angle, place % 4)
        }
      }
      var w = Weights()
      for _ in 0..<3 {
        for qubit in 0..<4 { circuit.rx(w.next(), qubit) }
        for qubit in 0..<4 { circuit.ry(w.next(), qubit) }
        for qubit in 0..<4 { circuit.rz(w.next(), qubit) }
        for qubit in 0..<3 { circuit.cz(qubit, qubit + 1) }
      }
    }
  }

  /// Each four pixels as one number from 0 to π.
  private static func pooled(_ pixels: [Double]) -> [Double] {
    (0..<16).map { place in
      let corner = place / 4 * 16 + place % 4 * 2
      let sum = pixels[corner] + pixels[corner + 1] + pixels[corner + 8] + pixels[corner + 9]
      return sum / 64 * .pi
    }
  }

  func run(epochs: Int, _ choice: GradientPruning.Choice?) throws -> TrainingRecord {
    var model = try ExpectationModel(
      of: (0..<4).map { .z($0) }, in: circuit, shots: 8_192, scale: 2, seed: 42)
    return try model.train(
      on: training, validatingOn: test, epochs: epochs,
      with: .adam(rate: 0.05, schedule: .cosine(over: epochs * 20)), loss: .crossEntropy,
      options: TrainingOptions(
        batchSize: 25, seed: 42, metrics: [.accuracy], gradient: .parameterShift,
        pruning: choice.map { GradientPruning(choice: $0) }, isDrawn: false))
  }
}
