/// What came of training: the loss of each epoch, why it ended, and what it cost.
///
/// It is drawn as two curves.
public struct TrainingRecord: Hashable, Sendable {
  /// One pass over the data.
  public struct Epoch: Hashable, Sendable {
    /// Its number, from 1.
    public var number: Int
    /// The mean of the losses of the batches, each before its step.
    public var loss: Double
    /// The loss over the rows for validation; nothing where there are none.
    public var validationLoss: Double?
    /// The metrics over the rows of training.
    public var metrics: [Double]
    /// The metrics over the rows for validation.
    public var validationMetrics: [Double]
  }

  /// Why training ended.
  public enum Ending: String, Hashable, Sendable {
    /// All epochs were run.
    case allEpochs = "all epochs were run"
    /// The loss did not fall any more.
    case noProgress = "the loss did not fall any more"
    /// What is called after each epoch said so.
    case stopped = "it was stopped after an epoch"
    /// It was interrupted; the weights are those that it had reached.
    case interrupted = "it was interrupted, and the weights reached are kept"
  }

  /// All epochs, also those of runs before that this one went on from.
  public internal(set) var epochs: [Epoch] = []
  /// Why training ended.
  public internal(set) var ending = Ending.allEpochs
  /// The epoch whose weights were taken.
  public internal(set) var bestEpoch = 0
  /// How many circuits were run, counted as on a device: rows times runs of each.
  public internal(set) var circuitRuns = 0
  /// How many steps were made.
  public internal(set) var steps = 0
  /// What the metrics are called.
  public internal(set) var metricNames: [String] = []
  /// How the loss is called.
  public internal(set) var lossName = ""
  /// The rule, the gradient method and its reason.
  public internal(set) var rule = ""
  /// How derivatives were found.
  public internal(set) var method = ""
  /// Where chance began.
  public internal(set) var seed: UInt64 = 0
  /// How many seconds it took.
  public internal(set) var seconds = 0.0

  /// The loss of each epoch.
  public var losses: [Double] { epochs.map(\.loss) }
  /// The loss over the rows for validation at each epoch.
  public var validationLosses: [Double] { epochs.compactMap(\.validationLoss) }

  /// The run in lines: seed, rule, method, cost and result.
  public var card: String {
    let last = epochs.last
    let lines: [(String, String)] = [
      ("epochs", "\(epochs.count), \(steps) steps; \(ending.rawValue)"),
      ("loss", "\(lossName), at last \(last.map { "\($0.loss)" } ?? "none")"),
      ("rule", rule), ("gradient", method), ("circuits run", "\(circuitRuns)"),
      ("seed", "\(seed)"), ("seconds", "\((seconds * 1000).rounded() / 1000)"),
    ]
    let metrics = metricNames.enumerated().map { place, name in
      (
        name,
        "\(last?.metrics[place] ?? .nan)"
          + (last?.validationMetrics.isEmpty == false
            ? ", validation \(last?.validationMetrics[place] ?? .nan)" : "")
      )
    }
    return (lines + metrics).map { "\($0.0): \($0.1)" }.joined(separator: "\n")
  }
}

extension TrainingRecord: CustomStringConvertible {
  /// The run in lines.
  public var description: String { card }
}
