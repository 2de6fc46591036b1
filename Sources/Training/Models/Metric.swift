/// How good outputs are over a whole set, in a number for people.
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

  /// The part of rows that are taken for what they are.
  public static let accuracy = Metric("accuracy") { outputs, targets in
    let right = zip(outputs, targets).count { likeliestClass($0) == classNumber($1) }
    return Double(right) / Double(max(1, targets.count))
  }

  /// The mean over the classes of the harmonic mean of precision and recall.
  public static let f1 = Metric("F1") { outputs, targets in
    let (found, truth) = (outputs.map(likeliestClass), targets.map { classNumber($0) })
    let classes = Set(truth).union(found)
    let scores = classes.map { label -> Double in
      let both = zip(found, truth).count { $0 == label && $1 == label }
      let either = found.count { $0 == label } + truth.count { $0 == label }
      return 2 * Double(both) / Double(max(1, either))
    }
    return scores.sorted().reduce(0, +) / Double(max(1, scores.count))
  }

  /// How often a row of class 1 looks more like class 1 than a row of class 0 does; a tie counts half.
  public static let auc = Metric("AUC") { outputs, targets in
    let scored = zip(outputs, targets).map { outputs, target in
      (outputs.count == 1 ? -outputs[0] : outputs[1] - outputs[0], classNumber(target))
    }.sorted { $0.0 < $1.0 }
    let (ones, zeros) = (scored.count { $0.1 == 1 }, scored.count { $0.1 == 0 })
    guard ones > 0, zeros > 0 else { return .nan }
    var (rankSum, start) = (0.0, 0)
    while start < scored.count {
      let end = scored[start...].firstIndex { $0.0 != scored[start].0 } ?? scored.count
      let rank = Double(start + 1 + end) / 2
      rankSum += rank * Double(scored[start..<end].count { $0.1 == 1 })
      start = end
    }
    let least = Double(ones) * Double(ones + 1) / 2
    return (rankSum - least) / (Double(ones) * Double(zeros))
  }

  /// How much of the spread of the targets the outputs account for.
  public static let r2 = Metric("R²") { outputs, targets in
    let (found, truth) = (outputs.flatMap { $0 }, targets.flatMap { $0 })
    let mean = truth.reduce(0, +) / Double(max(1, truth.count))
    let spread = truth.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let errors = zip(found, truth).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return 1 - errors / spread
  }
}

/// The class that outputs say: the highest, or by its sign where there is one output.
public func likeliestClass(_ outputs: [Double]) -> Int {
  if outputs.count == 1 { return outputs[0] < 0 ? 1 : 0 }
  return outputs.indices.max { outputs[$0] < outputs[$1] } ?? 0
}

/// The class that a target names; -1 where it names none.
func classNumber(_ target: [Double]) -> Int { target.first.flatMap { Int(exactly: $0) } ?? -1 }
