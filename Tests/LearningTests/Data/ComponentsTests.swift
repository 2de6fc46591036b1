import Encoders
import Learning
import Testing

@Suite struct ComponentsTests {
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
}
