import Numerics
import Testing

@Suite struct QuantilesTests {
  struct Answers: Decodable {
    let x, fractions, quantiles: [Double]
    let median: Double
  }

  @Test func quantilesAgreeWithNumPy() throws {
    let answers = try oracle("statistics", as: Answers.self)
    let quantiles = try answers.x.quantiles(answers.fractions)
    #expect(zip(quantiles, answers.quantiles).allSatisfy { ($0 - $1).magnitude < 1e-14 })
    #expect(try answers.x.median() == answers.median)
  }

  @Test func smallAndExtremeLists() throws {
    let huge = Double.greatestFiniteMagnitude
    #expect(try [7.0].quantile(0.3) == 7 && [3.0, 1].median() == 2)
    #expect(try [-huge, huge].median() == 0 && [-huge, huge].quantile(1) == huge)
    #expect(try [1.0].quantiles([]).isEmpty)
  }

  @Test func badInputThrows() {
    expectError("quantile: there are no values; give at least one") { try [Double]().median() }
    expectError("quantile: value 1 is not finite; remove NaN and infinite values first") {
      try [1, .nan].median()
    }
    expectError("quantile: the fraction is 1.5; give one in 0...1") { try [1.0].quantile(1.5) }
    expectError("quantile: the fraction is nan; give one in 0...1") { try [1.0].quantile(.nan) }
  }
}
