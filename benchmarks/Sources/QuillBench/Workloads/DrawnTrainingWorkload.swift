import Circuits
import Display
import JSONTrees
import Optimizers
import Training

/// So many epochs of w3's step, drawn as they run or not; the two differ by what a live display costs.
///
/// Every picture is made, as text and as SVG, and then thrown away.
package struct DrawnTrainingWorkload: Workload {
  package let name = "drawn-training"
  package let summary =
    "so many epochs of training with the progress bar and the live curve, or without"
  package let variants = ["plain", "drawn"]
  package let sizes = [Size("300", goal: 0.05), Size("3000", goal: 0.5)]

  package init() {}

  package func prepare(_ setting: Setting) throws -> Trial {
    guard let epochs = Int(setting.size), (1...1_000_000).contains(epochs) else {
      throw UsageError("drawn-training wants a size from 1 to 1000000, not '\(setting.size)'")
    }
    let rows = (0..<256).map { sample in
      (0..<4).map { 2 * PeerFormulas.datum(4 * sample + $0 + 1) - 1 }
    }
    let data = Examples(rows: rows, values: rows.map { $0.reduce(0, +) > 0 ? 1.0 : -1 })
    let start = try ExpectationModel(
      of: [.z(0)], in: .reuploading(4, layers: 3), weights: (0..<24).map(PeerFormulas.angle))
    let options = TrainingOptions(batchSize: nil, isDrawn: setting.variant == "drawn")
    Displays.sink = ThrowingAway()
    return Trial(
      params: [
        "size": .string(setting.size), "epochs": .integer(epochs),
        "variant": .string(setting.variant),
      ],
      check: { ["loss": .number($0.losses[$0.losses.count - 1])] },
      call: {
        var model = opaque(start)
        return try model.train(on: data, epochs: epochs, with: .adam(rate: 0.01), options: options)
      })
  }
}

/// Takes every picture, and shows none.
private struct ThrowingAway: DisplaySink {
  func show(_ bundle: MIMEBundle, at id: DisplayID) { keep(bundle) }
  func update(_ bundle: MIMEBundle, at id: DisplayID, isLast: Bool) { keep(bundle) }
}
