/// How good outputs are over a whole set, in a number for people; not a number where there is none.
///
/// ```swift
/// let options = TrainingOptions(metrics: [.accuracy, .f1])
/// ```
public struct Metric: Sendable, CustomStringConvertible {
  /// What it is called.
  public let description: String
  /// Whether more is better.
  public let growsWithQuality: Bool
  let evaluate: @Sendable (_ outputs: [[Double]], _ targets: [[Double]]) -> Double

  /// A metric of one's own.
  ///
  /// - Parameters:
  ///   - name: What it is called.
  ///   - growsWithQuality: Whether more is better.
  ///   - evaluate: The number, from the outputs and the targets of all rows.
  public init(
    _ name: String, growsWithQuality: Bool = true,
    _ evaluate: @escaping @Sendable (_ outputs: [[Double]], _ targets: [[Double]]) -> Double
  ) {
    (description, self.growsWithQuality, self.evaluate) = (name, growsWithQuality, evaluate)
  }

  /// The number, from the outputs and the targets of all rows.
  public func callAsFunction(_ outputs: [[Double]], _ targets: [[Double]]) -> Double {
    evaluate(outputs, targets)
  }

  /// The part of rows that are taken for what they are; see ``Scores/accuracy(_:_:)``.
  public static let accuracy = Metric("accuracy") { outputs, targets in
    (try? Scores.accuracy(outputs.map(likeliestClass), targets.map(classNumber))) ?? .nan
  }

  /// The mean over the classes of the harmonic mean of precision and recall; see ``ConfusionMatrix/macroF1``.
  public static let f1 = Metric("F1") { outputs, targets in
    let confusion = try? ConfusionMatrix(
      predicted: outputs.map(likeliestClass), truth: targets.map(classNumber))
    return confusion?.macroF1 ?? .nan
  }

  /// How often a row of class 1 looks more like class 1 than a row of class 0 does; see
  /// ``Scores/areaUnderROC(scores:truth:)``.
  public static let auc = Metric("AUC") { outputs, targets in
    let scores = outputs.map { outputs in
      outputs.count > 1 ? outputs[1] - outputs[0] : -(outputs.first ?? .nan)
    }
    return (try? Scores.areaUnderROC(scores: scores, truth: targets.map(classNumber))) ?? .nan
  }

  /// How much of the spread of the targets the outputs account for; see ``Scores/r2(_:_:)``.
  public static let r2 = Metric("R²") { outputs, targets in
    (try? Scores.r2(outputs.flatMap { $0 }, targets.flatMap { $0 })) ?? .nan
  }
}

/// The class that outputs say: the highest, or by its sign where there is one output.
public func likeliestClass(_ outputs: [Double]) -> Int {
  if outputs.count == 1 { return outputs[0] < 0 ? 1 : 0 }
  return outputs.indices.max { outputs[$0] < outputs[$1] } ?? 0
}

/// The class that a target names; -1 where it names none.
func classNumber(_ target: [Double]) -> Int { target.first.flatMap { Int(exactly: $0) } ?? -1 }
