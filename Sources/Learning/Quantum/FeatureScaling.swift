internal import Encoders

/// How the features of raw data become numbers that a circuit or a layer takes.
///
/// It is fitted to the rows of training and kept in the model, so that a model is always given raw rows.
///
/// ```swift
/// try VariationalClassifier.fitted(to: train, scaling: .interval(-1...1))
/// ```
public enum FeatureScaling: Hashable, Sendable {
  /// Numbers are taken as they are.
  case none
  /// Each feature gets the mean 0 and the deviation 1.
  case standard
  /// Each feature gets the least and the greatest number of an interval; what is beyond later on is put on its ends.
  case interval(ClosedRange<Double>)

  /// Half a turn: from 0 to π.
  public static let halfTurn = FeatureScaling.interval(0 ... .pi)

  /// The scaling of some rows.
  func normalizer(of rows: [[Double]]) throws(LearningError) -> Normalizer? {
    try learning {
      switch self {
      case .none: nil
      case .standard: try Normalizer.standard(of: rows)
      case .interval(let interval): try Normalizer.minMax(of: rows, into: interval, outside: .clip)
      }
    }
  }
}
