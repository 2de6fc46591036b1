import Numerics
import Testing

@Suite struct BinnedCountsTests {
  struct Answers: Decodable {
    let x, edges, automaticEdges: [Double]
    let counts: [Int]
  }

  @Test func countsAndEdgesAgreeWithNumPy() throws {
    let answers = try oracle("statistics", as: Answers.self)
    let binned = try BinnedCounts(of: answers.x, bins: .count(7))
    #expect(binned.counts == answers.counts)
    #expect(zip(binned.edges, answers.edges).allSatisfy { ($0 - $1).magnitude < 1e-14 })
    let automatic = try BinnedCounts(of: answers.x)
    #expect(automatic.edges.count == answers.automaticEdges.count)
    #expect(automatic.counts.reduce(0, +) == answers.x.count)
  }

  @Test func binsHoldTheirLowerEdgeAndTheLastOneBoth() throws {
    let binned = try BinnedCounts(of: [-1, 0, 0.5, 1, 2, 3, 3.5], bins: .edges([0, 1, 3]))
    #expect(binned.counts == [2, 3])
    #expect(binned.countBelow == 1 && binned.countAbove == 1)
    #expect(binned.densities == [0.4, 0.3])
  }

  @Test func valuesWithoutSpreadAndExtremeValues() throws {
    let constant = try BinnedCounts(of: [2, 2, 2], bins: .count(1))
    #expect(constant.edges == [1.5, 2.5] && constant.counts == [3])
    let huge = Double.greatestFiniteMagnitude
    for values in [
      [huge, huge], [-huge, huge], [0, 0, 0, 0, 1e300], [.leastNonzeroMagnitude, 0], [1e16],
    ] {
      let binned = try BinnedCounts(of: values)
      #expect(binned.counts.reduce(0, +) == values.count, "\(values)")
      #expect(zip(binned.edges, binned.edges.dropFirst()).allSatisfy(<), "\(values)")
    }
  }

  @Test func badInputThrows() {
    expectError("BinnedCounts: there are no values; give at least one") { try BinnedCounts(of: []) }
    expectError("BinnedCounts: value 0 is not finite; remove NaN and infinite values first") {
      try BinnedCounts(of: [.nan])
    }
    expectError("BinnedCounts: 0 bins; give at least one") {
      try BinnedCounts(of: [1], bins: .count(0))
    }
    expectError("BinnedCounts: 9223372036854775807×2 is more than fits; take a smaller size") {
      try BinnedCounts(of: [1], bins: .count(.max))
    }
    expectError("BinnedCounts: 10 bins for values this close together; give fewer") {
      try BinnedCounts(of: [1, 1.nextUp], bins: .count(10))
    }
    for edges in [[], [1], [1, 1], [2, 1], [0, .nan]] as [[Double]] {
      expectError(
        "BinnedCounts: the edges are \(edges); give two or more finite ones in ascending order"
      ) { try BinnedCounts(of: [1], bins: .edges(edges)) }
    }
  }
}
