import Numerics
import Testing

@Suite struct MomentsTests {
  struct Answers: Decodable {
    let x, y: [Double]
    let mean, variance, populationVariance, standardError, covariance, correlation: Double
  }

  @Test func momentsAgreeWithNumPy() throws {
    let answers = try oracle("statistics", as: Answers.self)
    let (x, y) = (answers.x, answers.y)
    let pairs = [
      (try x.mean(), answers.mean), (try x.variance(), answers.variance),
      (try x.variance(.population), answers.populationVariance),
      (try x.standardDeviation(), answers.variance.squareRoot()),
      (try x.standardError(), answers.standardError),
      (try x.covariance(with: y), answers.covariance),
      (try x.correlation(with: y), answers.correlation),
    ]
    for (position, pair) in pairs.enumerated() {
      #expect((pair.0 - pair.1).magnitude <= 1e-14 * pair.1.magnitude, "pair \(position)")
    }
  }

  @Test func sumsLoseLittleAndDoNotOverflow() throws {
    #expect(try [Double](repeating: 0.1, count: 1_000_000).mean().isWithinUlps(16, of: 0.1))
    #expect(try [1e308, 1e308, 1e308].mean().isWithinUlps(2, of: 1e308))
    #expect(try [1e9 + 1, 1e9 + 2, 1e9 + 3].variance() == 1)
    #expect(try [1, 2, 3].correlation(with: [-10, -20, -30]).isWithinUlps(4, of: -1))
    #expect(try [5].variance(.population) == 0 && [5].covariance(with: [7], .population) == 0)
  }

  @Test func notANumberGoesThrough() throws {
    #expect(try [1, .nan].mean().isNaN && [1, .infinity].mean() == .infinity)
    #expect(try [1, .infinity].variance().isNaN)
    #expect(try [1, .nan].correlation(with: [1, 2]).isNaN)
  }

  @Test func tooFewValuesThrow() {
    expectError("mean: there are no values; give at least one") { try [Double]().mean() }
    expectError("variance: there is one value; give at least 2") { try [1.0].variance() }
    expectError("variance: there are no values; give at least 2") { try [Double]().standardError() }
    expectError("covariance: there are 2 and 1 values; give two lists of one length") {
      try [1.0, 2].covariance(with: [1])
    }
    expectError("correlation: all values of one list are equal; give two lists that vary") {
      try [1.0, 2].correlation(with: [3, 3])
    }
  }
}

extension Double {
  fileprivate func isWithinUlps(_ count: Double, of other: Double) -> Bool {
    (self - other).magnitude <= count * other.ulp
  }
}
