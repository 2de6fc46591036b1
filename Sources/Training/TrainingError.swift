/// What a function of `Training` throws, besides what is wrong with a circuit or a simulation.
public enum TrainingError: Error, Hashable, Sendable {
  /// A number or a list that something is asked with is not allowed.
  case unfit(String, given: String, allowed: String)
  /// A way to find gradients does not fit what is differentiated.
  case methodCannot(String, reason: String, instead: [String])
  /// A circuit has no weights, so that there is nothing to train.
  case noWeights(String)
  /// Data of which nothing can be learned.
  case unfitData(String)
  /// The loss is no finite number any more.
  case diverged(loss: Double, epoch: Int, batch: Int, weights: [Double])
  /// A file does not hold what training wrote.
  case unreadable(file: String, reason: String)
}

extension TrainingError: CustomStringConvertible {
  /// What went wrong and what is allowed.
  public var description: String {
    switch self {
    case .unfit(let what, let given, let allowed): "\(what) of \(given): \(allowed)"
    case .methodCannot(let method, let reason, let instead):
      instead.isEmpty
        ? "\(method): \(reason)"
        : "\(method): \(reason); these can: \(instead.joined(separator: ", "))"
    case .noWeights(let what): "\(what) has no weights: use .weight(0), .weight(1), … as angles"
    case .unfitData(let reason): reason
    case .diverged(let loss, let epoch, let batch, let weights):
      "the loss is \(loss) at epoch \(epoch), batch \(batch): the weights that led there are "
        + "\(weights.prefix(8))" + (weights.count > 8 ? " and \(weights.count - 8) more" : "")
        + "; take a smaller rate, clip the gradient, or look for such numbers in the data"
    case .unreadable(let file, let reason): "\(file): \(reason)"
    }
  }
}
