internal import Display

/// The progress bar and the curves that are drawn while a model learns.
struct TrainingDrawing {
  private let bar: ProgressBar
  private let plot: LivePlot?

  /// Nothing where the options say so.
  init?(_ options: TrainingOptions, epochs: Int, hasValidation: Bool) {
    guard options.isDrawn, epochs > 0 else { return nil }
    bar = ProgressBar("training", total: epochs)
    plot = epochs > 2 ? LivePlot("Loss", x: "epoch", y: "loss") : nil
  }

  /// An epoch was learned.
  func show(_ record: TrainingRecord) {
    guard let last = record.epochs.last else { return }
    bar.advance(note: "loss \(shortened(last.loss))")
    plot?.append(x: Double(last.number), y: last.loss, to: "training")
    if let loss = last.validationLoss {
      plot?.append(x: Double(last.number), y: loss, to: "validation")
    }
  }

  /// Nothing comes any more.
  func finish() {
    bar.finish()
    plot?.finish()
  }

  private func shortened(_ number: Double) -> String { "\((number * 1e4).rounded() / 1e4)" }
}
