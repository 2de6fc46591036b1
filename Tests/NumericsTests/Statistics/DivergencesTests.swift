import Numerics
import Testing

@Suite struct DivergencesTests {
  struct Answers: Decodable {
    let p, q: [Double]
    let entropy, kullbackLeibler, kullbackLeiblerBits, jensenShannon: Double
    let totalVariation, hellinger: Double
  }

  @Test func divergencesAgreeWithSciPy() throws {
    let answers = try oracle("divergences", as: Answers.self)
    let (p, q) = (answers.p, answers.q)
    let pairs = [
      (try p.entropy(), answers.entropy),
      (try p.kullbackLeiblerDivergence(from: q), answers.kullbackLeibler),
      (try p.kullbackLeiblerDivergence(from: q, in: .bits), answers.kullbackLeiblerBits),
      (try p.jensenShannonDivergence(from: q), answers.jensenShannon),
      (try p.totalVariationDistance(to: q), answers.totalVariation),
      (try p.hellingerDistance(to: q), answers.hellinger),
    ]
    for (position, pair) in pairs.enumerated() {
      #expect((pair.0 - pair.1).magnitude < 1e-14, "pair \(position)")
    }
  }

  @Test func edgesOfTheRange() throws {
    #expect(try [1.0, 0].kullbackLeiblerDivergence(from: [0, 1]) == .infinity)
    #expect(try [1.0, 0].jensenShannonDivergence(from: [0, 1], in: .bits) == 1)
    #expect(try [1.0, 0].totalVariationDistance(to: [0, 5]) == 1)
    #expect(try [1.0, 0].hellingerDistance(to: [0, 5]) == 1)
    #expect(try [3.0, 5].jensenShannonDivergence(from: [3, 5]) == 0)
    #expect(try [2.0, 2, 2, 2].entropy(in: .bits) == 2)
    let tiny = try [1, .leastNonzeroMagnitude].jensenShannonDivergence(from: [1, 0])
    #expect(tiny.isFinite)
  }

  @Test func badWeightsThrow() {
    expectError("kullbackLeiblerDivergence: there are 1 and 2 values; give two lists of one length")
    {
      try [1.0].kullbackLeiblerDivergence(from: [1, 2])
    }
    expectError(
      "hellingerDistance: weight 1 is -1; give finite weights that are not negative"
    ) { try [1.0, 1].hellingerDistance(to: [2, -1]) }
    expectError("entropy: there are no values; give at least one weight") {
      try [Double]().entropy()
    }
  }
}
