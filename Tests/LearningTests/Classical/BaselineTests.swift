import Encoders
import Learning
import Testing

@Suite struct BaselineTests {
  private static func scaled(_ data: DataSet) throws -> DataSet {
    try data.normalized(by: .standard(of: data.rows))
  }

  @Test func planesAreThoseOfScikitLearn() throws {
    let expected = try Oracle.read().planes
    for (data, plane) in [(DataSet.wine, expected.wine), (.breastCancer, expected.breastCancer)] {
      let data = try BaselineTests.scaled(data)
      let model = try LogisticRegression.fitted(to: data, c: 0.7)
      #expect(
        distance(model.weights, plane.weights) < 2e-5, "\(distance(model.weights, plane.weights))")
      let rows = stride(from: 0, to: data.count, by: 40).map { data.rows[$0] }
      let found = try model.probabilities(of: rows)
      #expect(distance(found, plane.probabilities) < 1e-5)
      #expect(found.allSatisfy { abs($0.reduce(0, +) - 1) < 1e-14 })
      #expect(try model.accuracy(on: data) > 0.97)
    }
  }

  @Test func neighborsAreThoseOfScikitLearn() throws {
    let expected = try Oracle.read().planes.neighbors
    let known = try DataSet.digits.selecting(rows: 0..<1_000)
    let model = try NearestNeighbors.fitted(to: known, neighbors: 5)
    let rows = stride(from: 1_000, to: 1_797, by: 8).map { DataSet.digits.rows[$0] }
    #expect(try model.labels(of: rows) == expected)
    #expect("\(model)" == "nearest neighbours: 5 of 1000 rows, 10 classes")
  }

  @Test func separableClassesHaveAPlane() throws {
    let data = try DataSet(rows: [[-2], [-1], [1], [2]], labels: [0, 0, 1, 1])
    let model = try LogisticRegression.fitted(to: data, c: 1e6)
    #expect(try model.labels(of: [[-0.5], [0.5]]) == [0, 1])
    #expect("\(model)" == "logistic regression: 1 features, 2 classes")
    // The slope of the loss vanishes.
    let c = 3.0
    let fitted = try LogisticRegression.fitted(to: data, c: c)
    let chances = try fitted.probabilities(of: data.rows)
    let slope = zip(zip(data.rows, data.labels), chances).reduce(fitted.weights[0][0]) {
      $0 + c * ($1.1[1] - Double($1.0.1)) * $1.0.0[0]
    }
    #expect(abs(slope) < 1e-7)
  }

  @Test func whatHasNoBaselineIsRefused() throws {
    let one = try DataSet(rows: [[1], [2]], labels: [0, 0], classNames: ["a", "b"])
    #expect(
      words { try LogisticRegression.fitted(to: one) }.contains("all rows are of the class a"))
    #expect(words { try LogisticRegression.fitted(to: .iris, c: -1) }.contains("c -1.0"))
    let wide = try DataSet.blobs(count: 4, classes: 3, features: 2_000, seed: 1)
    #expect(
      words { try LogisticRegression.fitted(to: wide) }.contains(
        "6003 weights: at most 4000 are fitted"))
    #expect(
      words { try NearestNeighbors.fitted(to: .iris, neighbors: 151) }.contains(
        "1 to 150 is allowed"))
    #expect(words { try NearestNeighbors.fitted(to: .diabetes) }.contains("the data have numbers"))
    let model = try LogisticRegression.fitted(to: .iris)
    #expect(words { try model.labels(of: [[1, 2]]) }.contains("2 are given, and it takes 4"))
    #expect(words { try model.accuracy(on: .diabetes) }.contains("the data have numbers"))
    #expect(try model.labels(of: []).isEmpty)
  }
}
