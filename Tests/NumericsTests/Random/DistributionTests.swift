import Foundation
import Numerics
import Testing

/// Every distribution against its theory, with fixed seeds.
@Suite struct DistributionTests {
  var stream = RandomStream(seed: 2_718)
  let count = 40_000

  @Test mutating func uniformNumbersAreUniform() throws {
    let sample = try stream.uniforms(count)
    #expect(sample.allSatisfy { (0..<1).contains($0) })
    #expect(kolmogorovSmirnov(sample) { $0 } < 1.95)
    let shifted = try (0..<count).map { _ in try stream.uniform(in: -3..<5) }
    #expect(kolmogorovSmirnov(shifted) { ($0 + 3) / 8 } < 1.95)
  }

  @Test mutating func uniformNumbersStayInNarrowAndWideRanges() throws {
    let narrow = 1..<1.nextUp as Range<Double>
    let wide = -Double.greatestFiniteMagnitude..<Double.greatestFiniteMagnitude
    for _ in 0..<100 {
      #expect(try narrow.contains(stream.uniform(in: narrow)))
      #expect(try wide.contains(stream.uniform(in: wide)))
    }
  }

  @Test mutating func normalNumbersAreNormal() throws {
    let sample = try stream.normals(count)
    #expect(kolmogorovSmirnov(sample) { erfc(-$0 / 2.0.squareRoot()) / 2 } < 1.95)
    let shifted = try (0..<count).map { _ in try stream.normal(mean: 2, deviation: 3) }
    #expect(kolmogorovSmirnov(shifted) { erfc(-($0 - 2) / 3 / 2.0.squareRoot()) / 2 } < 1.95)
  }

  @Test mutating func exponentialNumbersAreExponential() throws {
    let sample = try (0..<count).map { _ in try stream.exponential(rate: 2) }
    #expect(kolmogorovSmirnov(sample) { 1 - exp(-2 * $0) } < 1.95)
  }

  @Test mutating func integersAreEquallyLikely() throws {
    let draws = try stream.integers(count, in: -3..<8)
    let expected = [Double](repeating: Double(count) / 11, count: 11)
    #expect(chiSquareExcess(counts(draws.map { $0 + 3 }, of: 11), expected: expected) < 4)
    // Three quarters of 2⁶⁴: without redrawing, the lower half would come twice as often.
    let high = try (0..<count).filter { _ in try stream.integer(in: Int.min..<Int.max / 2) >= 0 }
    #expect((Double(high.count) - Double(count) / 3).magnitude < 400)
  }

  @Test mutating func bernoulliHitsItsProbability() throws {
    let hits = try (0..<count).filter { _ in try stream.bernoulli(0.3) }.count
    #expect((Double(hits) - 0.3 * Double(count)).magnitude < 4 * 92)
    #expect(try !stream.bernoulli(0) && stream.bernoulli(1))
  }

  @Test mutating func weightedDrawsFollowTheirWeights() throws {
    let weights = [0.5, 0, 3, 1e-300, 1.5, 2]
    let table = try AliasTable(weights: weights)
    let draws = [
      try (0..<count).map { _ in try stream.categorical(weights) },
      try table.draws(count, using: &stream),
    ]
    for sample in draws {
      let found = counts(sample, of: 6)
      #expect(found[1] == 0 && found[3] == 0)
      let expected = [0.5, 3, 1.5, 2].map { $0 / 7 * Double(count) }
      #expect(chiSquareExcess([0, 2, 4, 5].map { found[$0] }, expected: expected) < 4)
    }
  }

  @Test mutating func permutationsAreEquallyLikely() throws {
    let draws = try (0..<count).map { _ in
      try stream.permutation(4).reduce(0) { $0 * 4 + $1 }
    }
    let found = Dictionary(grouping: draws) { $0 }.map(\.value.count)
    #expect(found.count == 24)
    let expected = [Double](repeating: Double(count) / 24, count: 24)
    #expect(chiSquareExcess(found, expected: expected) < 4)
  }

  @Test mutating func samplesHaveNoRepetition() throws {
    var found = [Int](repeating: 0, count: 10)
    for _ in 0..<count / 4 {
      let sample = try stream.sampleIndices(4, below: 10)
      #expect(Set(sample).count == 4)
      sample.forEach { found[$0] += 1 }
    }
    let expected = [Double](repeating: Double(count) / 10, count: 10)
    #expect(chiSquareExcess(found, expected: expected) < 4)
    #expect(try stream.sample(3, of: ["a", "b", "c"]).sorted() == ["a", "b", "c"])
    #expect(try stream.sampleIndices(5, below: .max).allSatisfy { $0 >= 0 })
  }
}
