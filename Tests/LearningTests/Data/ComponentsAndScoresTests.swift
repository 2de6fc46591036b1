import Encoders
import Learning
import Testing

@Suite struct ComponentsAndScoresTests {
  @Test func componentsAreThoseOfScikitLearn() throws {
    let expected = try Oracle.read().components
    let wine = DataSet.wine
    let rows = try wine.normalized(by: .standard(of: wine.rows)).rows
    let found = try PrincipalComponents.fitted(to: rows, count: 3)
    #expect(distance(found.variances, expected.variances) < 1e-10)
    #expect(distance(found.explainedRatios, expected.ratios) < 1e-10)
    // Which end of a direction is which, is for each library to say.
    for (mine, other) in zip(found.directions, expected.directions) {
      #expect(min(distance(mine, other), distance(mine.map { -$0 }, other)) < 1e-10)
    }
    let projected = try found.projected(Array(rows.prefix(5)))
    #expect(distance(projected.map { $0.map(abs) }, expected.projected.map { $0.map(abs) }) < 1e-9)
  }

  @Test func allComponentsRestoreTheRows() throws {
    let rows = DataSet.iris.rows
    let all = try PrincipalComponents.fitted(to: rows, count: 4)
    #expect(abs(all.explainedRatios.reduce(0, +) - 1) < 1e-12)
    #expect(distance(try all.restored(all.projected(rows)), rows) < 1e-12)
    for (place, direction) in all.directions.enumerated() {
      for (other, second) in all.directions.enumerated() {
        let product = zip(direction, second).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(product - (place == other ? 1 : 0)) < 1e-12)
      }
    }
    let small = try DataSet.iris.projected(on: .fitted(to: rows, count: 2))
    #expect(small.featureNames == ["PC1", "PC2"] && small.labels == DataSet.iris.labels)
    let same = try PrincipalComponents.fitted(to: [[1, 1], [1, 1]], count: 1)
    #expect(same.explainedRatios == [0])
    #expect(
      words { try PrincipalComponents.fitted(to: rows, count: 5) }
        == "principal components of count 5: 1 to 4 is allowed")
    #expect(words { try PrincipalComponents.fitted(to: [[1]], count: 1) }.contains("rows 1"))
    #expect(words { try all.projected([[1]]) }.contains("1 are given, and it takes 4"))
    #expect(words { try all.restored([[.nan, 0, 0, 0]]) }.contains("not finite"))
  }

  @Test func scoresAreThoseOfScikitLearn() throws {
    let expected = try Oracle.read().scores
    let confusion = try ConfusionMatrix(predicted: expected.predicted, truth: expected.truth)
    #expect(confusion.counts == expected.confusion && confusion.total == 200)
    #expect(abs(confusion.accuracy - expected.accuracy) < 1e-14)
    #expect(abs(confusion.balancedAccuracy - expected.balanced) < 1e-14)
    #expect(abs(confusion.macroF1 - expected.macroF1) < 1e-14)
    #expect(distance(confusion.precisions, expected.precisions) < 1e-12)
    #expect(distance(confusion.recalls, expected.recalls) < 1e-12)
    #expect(distance(confusion.f1Scores, expected.f1) < 1e-12)
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
    #expect(words { try Scores.accuracy([], []) }.contains("there are no numbers"))
    #expect(words { try Scores.accuracy([1], [1, 0]) } == "accuracy: 1 are given, and it takes 2")
    #expect(
      words { try Scores.areaUnderROC(scores: [1, 2], truth: [1, 1]) }
        == "area under ROC: all rows are of the class 1; give rows of two classes at least")
    #expect(
      words { try Scores.areaUnderROC(scores: [1, 2], truth: [1, 2]) }.contains(
        "labels go from 0 to 1"))
    #expect(
      words { try Scores.areaUnderROC(scores: [.nan, 2], truth: [1, 0]) }.contains("the score"))
    #expect(words { try Scores.r2([1], [1]) }.contains("two rows at least"))
    #expect(words { try ConfusionMatrix(predicted: [-1], truth: [0]) }.contains("is -1"))
    #expect(words { try ConfusionMatrix(predicted: [.max], truth: [0]) }.contains("largest label"))
  }
}
