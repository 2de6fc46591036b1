import Foundation
import TestSupport
import Testing
import Training

/// What scikit-learn said of predictions; `Tests/Oracles/learning_oracle.py` asked it.
private struct ScoreOracle: Decodable {
  private struct File: Decodable { let scores: ScoreOracle }

  let truth, predicted, binary: [Int]
  let confusion: [[Int]]
  let precisions, recalls, f1, ranks, y, f: [Double]
  let accuracy, balanced, macroF1, auc, r2, mse, mae: Double

  static func read() throws -> ScoreOracle {
    let path = goldensFolder.appending(path: "Learning/oracle.json")
    return try JSONDecoder().decode(File.self, from: Data(contentsOf: path)).scores
  }
}

/// The words of the error that a call throws.
private func said(
  _ make: () throws -> Any, sourceLocation: SourceLocation = #_sourceLocation
) -> String {
  let error = #expect(throws: TrainingError.self, sourceLocation: sourceLocation) { _ = try make() }
  return error.map { "\($0)" } ?? ""
}

private func farthest(_ a: [Double], _ b: [Double]) -> Double {
  a.count == b.count ? zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) } : .infinity
}

@Suite struct ScoresTests {
  @Test func scoresAreThoseOfScikitLearn() throws {
    let expected = try ScoreOracle.read()
    let confusion = try ConfusionMatrix(predicted: expected.predicted, truth: expected.truth)
    #expect(confusion.counts == expected.confusion && confusion.total == 200)
    #expect(abs(confusion.accuracy - expected.accuracy) < 1e-14)
    #expect(abs(confusion.balancedAccuracy - expected.balanced) < 1e-14)
    #expect(abs(confusion.macroF1 - expected.macroF1) < 1e-14)
    #expect(farthest(confusion.precisions, expected.precisions) < 1e-12)
    #expect(farthest(confusion.recalls, expected.recalls) < 1e-12)
    #expect(farthest(confusion.f1Scores, expected.f1) < 1e-12)
    #expect(try Scores.accuracy(expected.predicted, expected.truth) == confusion.accuracy)
    let area = try Scores.areaUnderROC(scores: expected.ranks, truth: expected.binary)
    #expect(abs(area - expected.auc) < 1e-14)
    #expect(abs(try Scores.r2(expected.f, expected.y) - expected.r2) < 1e-12)
    #expect(abs(try Scores.meanSquaredError(expected.f, expected.y) - expected.mse) < 1e-14)
    #expect(abs(try Scores.meanAbsoluteError(expected.f, expected.y) - expected.mae) < 1e-14)
  }

  @Test func aConfusionMatrixIsReadable() throws {
    let confusion = try ConfusionMatrix(
      predicted: [0, 1, 1, 1], truth: [0, 1, 0, 1], classNames: ["no", "yes"])
    #expect("\(confusion)" == "no  1 1\nyes 0 2\n75.0 % of 4 rows are right")
    let never = try ConfusionMatrix(predicted: [0, 0], truth: [0, 0], classNames: ["a", "b"])
    #expect(never.precisions == [1, 0] && never.recalls == [1, 0] && never.macroF1 == 1)
  }

  @Test func whatHasNoScoreIsRefused() {
    #expect(said { try Scores.accuracy([], []) }.contains("there are no numbers"))
    #expect(said { try Scores.accuracy([1], [1, 0]) } == "accuracy: 1 are given, and it takes 2")
    #expect(
      said { try Scores.areaUnderROC(scores: [1, 2], truth: [1, 1]) }
        == "area under ROC: all rows are of the class 1; give rows of two classes at least")
    #expect(
      said { try Scores.areaUnderROC(scores: [1, 2], truth: [1, 2]) }.contains(
        "labels go from 0 to 1"))
    #expect(
      said { try Scores.areaUnderROC(scores: [.nan, 2], truth: [1, 0]) }.contains("the score"))
    #expect(said { try Scores.r2([1], [1]) }.contains("two rows at least"))
    #expect(said { try ConfusionMatrix(predicted: [-1], truth: [0]) }.contains("is -1"))
    #expect(said { try ConfusionMatrix(predicted: [.max], truth: [0]) }.contains("largest label"))
  }

  @Test func metricsAreTheseScores() throws {
    let expected = try ScoreOracle.read()
    let classes = expected.confusion.count
    let outputs = expected.predicted.map { label in
      (0..<classes).map { $0 == label ? 1.0 : 0 }
    }
    let targets = expected.truth.map { [Double($0)] }
    #expect(abs(Metric.accuracy(outputs, targets) - expected.accuracy) < 1e-14)
    #expect(abs(Metric.f1(outputs, targets) - expected.macroF1) < 1e-14)
    let ranks = expected.ranks.map { [-$0] }
    let binary = expected.binary.map { [Double($0)] }
    #expect(abs(Metric.auc(ranks, binary) - expected.auc) < 1e-14)
    #expect(abs(Metric.auc(expected.ranks.map { [0, $0] }, binary) - expected.auc) < 1e-14)
    let r2 = Metric.r2(expected.f.map { [$0] }, expected.y.map { [$0] })
    #expect(abs(r2 - expected.r2) < 1e-12)
    for metric in [Metric.accuracy, .f1, .auc, .r2] {
      #expect(metric([], []).isNaN && metric([[0.5]], []).isNaN, "\(metric)")
    }
  }
}
