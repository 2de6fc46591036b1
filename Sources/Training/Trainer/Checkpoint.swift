internal import Optimizers
internal import Storage

/// Training as it stands after an epoch, as a file of its own kind: written whole or not at all, and read only if
/// it is whole.
struct Checkpoint: Hashable {
  var fingerprint: String
  var weights: [Double]
  var bestWeights: [Double]
  var bestLoss: Double
  var waited: Int
  var sizes: [Double]
  var optimizer: [Double]
  var record: TrainingRecord

  /// Writes the file, in the place of the checkpoint before.
  func write(to file: String) throws(TrainingError) {
    do { try save(to: file) } catch { throw Checkpoint.unreadable(error, file) }
  }

  /// Reads a file; nothing where there is none.
  static func read(from file: String) throws(TrainingError) -> Checkpoint? {
    do {
      return try WholeFile.start(of: file, count: 1) == nil ? nil : Checkpoint(path: file)
    } catch {
      throw unreadable(error, file)
    }
  }

  private static func unreadable(_ error: StorageError, _ file: String) -> TrainingError {
    let reason = if case .file(_, let reason) = error { reason } else { "\(error)" }
    return .unreadable(
      file: file, reason: "\(reason); remove it to begin anew, or give the checkpoint another name")
  }
}

extension Checkpoint: StorableModel {
  static let kind = "checkpoint of training"

  init(from reader: inout ModelReader) throws(StorageError) {
    fingerprint = try reader.text()
    (weights, bestWeights) = (try reader.numbers(), try reader.numbers())
    let best = try reader.anyNumbers()
    guard best.count == 1, weights.count == bestWeights.count else {
      throw reader.malformed("it has \(best.count) lowest losses")
    }
    (bestLoss, waited) = (best[0], try reader.integer())
    (sizes, optimizer) = (try reader.numbers(), try reader.anyNumbers())
    record = TrainingRecord()
    (record.circuitRuns, record.steps) = (try reader.integer(), try reader.integer())
    (record.bestEpoch, record.seconds) = (try reader.integer(), try reader.number())
    let count = try reader.integer(in: 0...Checkpoint.mostEpochs)
    for _ in 0..<count {
      let losses = try reader.anyNumbers()
      let (metrics, validation) = (try reader.anyNumbers(), try reader.anyNumbers())
      guard 1...2 ~= losses.count else { throw reader.malformed("an epoch has no loss") }
      record.epochs.append(
        TrainingRecord.Epoch(
          number: record.epochs.count + 1, loss: losses[0],
          validationLoss: losses.count > 1 ? losses[1] : nil, metrics: metrics,
          validationMetrics: validation))
    }
  }

  func write(to writer: inout ModelWriter) throws(StorageError) {
    writer.write(fingerprint)
    for list in [weights, bestWeights, [bestLoss]] { writer.write(list) }
    writer.write(waited)
    for list in [sizes, optimizer] { writer.write(list) }
    for count in [record.circuitRuns, record.steps, record.bestEpoch] { writer.write(count) }
    writer.write(record.seconds)
    writer.write(record.epochs.count)
    for epoch in record.epochs {
      writer.write([epoch.loss] + (epoch.validationLoss.map { [$0] } ?? []))
      writer.write(epoch.metrics)
      writer.write(epoch.validationMetrics)
    }
  }

  /// As many as ``TrainableModel/train(on:validatingOn:epochs:with:loss:options:)`` runs.
  private static let mostEpochs = 1_000_000_000
}
