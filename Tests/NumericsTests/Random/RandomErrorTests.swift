import Numerics
import Testing

@Suite struct RandomErrorTests {
  var stream = RandomStream(seed: 1)

  @Test mutating func badParametersThrow() {
    expectError("uniform: the range is 1.0..<1.0; give finite bounds, the lower one first") {
      try stream.uniform(in: 1..<1)
    }
    expectError("uniform: the range is 0.0..<inf; give finite bounds, the lower one first") {
      try stream.uniform(in: 0..<Double.infinity)
    }
    expectError("integer: the bound is 0; give a positive one") { try stream.integer(below: 0) }
    expectError("integer: the range 3..<3 is empty; give one with at least one number") {
      try stream.integer(in: 3..<3)
    }
    expectError("bernoulli: the probability is 1.5; give one in 0...1") {
      try stream.bernoulli(1.5)
    }
    expectError("bernoulli: the probability is nan; give one in 0...1") {
      try stream.bernoulli(.nan)
    }
    expectError(
      "normal: the mean is 0, the deviation -1; give finite ones, the deviation not negative"
    ) { try stream.normal(mean: 0, deviation: -1) }
    expectError("exponential: the rate is 0; give a positive, finite one") {
      try stream.exponential(rate: 0)
    }
  }

  @Test mutating func badWeightsThrow() {
    for (weights, problem) in [
      ([1, -0.5], "weight 1 is -0.5; give finite weights that are not negative"),
      ([.nan], "weight 0 is nan; give finite weights that are not negative"),
      ([0, .infinity], "weight 1 is inf; give finite weights that are not negative"),
      ([0, 0], "the weights add up to 0; give weights with a positive, finite sum"),
      ([1e308, 1e308], "the weights add up to inf; give weights with a positive, finite sum"),
      ([], "there are no values; give at least one weight"),
    ] as [([Double], String)] {
      expectError("categorical: \(problem)") { try stream.categorical(weights) }
      expectError("AliasTable: \(problem)") { try AliasTable(weights: weights) }
    }
  }

  @Test mutating func badCountsThrow() {
    expectError("normals: the size is -1; give a size that is not negative") {
      try stream.normals(-1)
    }
    expectError("uniforms: 9223372036854775807 is more than fits; take a smaller size") {
      try stream.uniforms(.max)
    }
    expectError("permutation: the size is -1; give a size that is not negative") {
      try stream.permutation(-1)
    }
    expectError("sample: 3 of 2 without repetition; take at most as many as there are") {
      try stream.sample(3, of: ["a", "b"])
    }
    expectError("sample: -1 of 2 without repetition; take at most as many as there are") {
      try stream.sampleIndices(-1, below: 2)
    }
    expectError("haarUnitary: the size is 0; give a positive one") { try stream.haarUnitary(0) }
    expectError("haarState: the size is -3; give a positive one") { try stream.haarState(-3) }
    expectError("haarUnitary: 4294967296×4294967296 is more than fits; take a smaller size") {
      try stream.haarUnitary(1 << 32)
    }
  }
}
