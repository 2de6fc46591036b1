import Numerics
import Testing

@Suite struct HistogramTests {
  struct Answers: Decodable {
    let x, edges, automaticEdges: [Double]
    let counts: [Int]
  }

  @Test func countsAndEdgesAgreeWithNumPy() throws {
    let answers = try oracle("statistics", as: Answers.self)
    let histogram = try Histogram(of: answers.x, bins: .count(7))
    #expect(histogram.counts == answers.counts)
    #expect(zip(histogram.edges, answers.edges).allSatisfy { ($0 - $1).magnitude < 1e-14 })
    let automatic = try Histogram(of: answers.x)
    #expect(automatic.edges.count == answers.automaticEdges.count)
    #expect(automatic.counts.reduce(0, +) == answers.x.count)
  }

  @Test func binsHoldTheirLowerEdgeAndTheLastOneBoth() throws {
    let histogram = try Histogram(of: [-1, 0, 0.5, 1, 2, 3, 3.5], bins: .edges([0, 1, 3]))
    #expect(histogram.counts == [2, 3])
    #expect(histogram.countBelow == 1 && histogram.countAbove == 1)
    #expect(histogram.densities == [0.4, 0.3])
  }

  @Test func valuesWithoutSpreadAndExtremeValues() throws {
    let constant = try Histogram(of: [2, 2, 2], bins: .count(1))
    #expect(constant.edges == [1.5, 2.5] && constant.counts == [3])
    let huge = Double.greatestFiniteMagnitude
    for values in [
      [huge, huge], [-huge, huge], [0, 0, 0, 0, 1e300], [.leastNonzeroMagnitude, 0], [1e16],
    ] {
      let histogram = try Histogram(of: values)
      #expect(histogram.counts.reduce(0, +) == values.count, "\(values)")
      #expect(zip(histogram.edges, histogram.edges.dropFirst()).allSatisfy(<), "\(values)")
    }
  }

  @Test func badInputThrows() {
    expectError("Histogram: there are no values; give at least one") { try Histogram(of: []) }
    expectError("Histogram: value 0 is not finite; remove NaN and infinite values first") {
      try Histogram(of: [.nan])
    }
    expectError("Histogram: 0 bins; give at least one") { try Histogram(of: [1], bins: .count(0)) }
    expectError("Histogram: 9223372036854775807×2 is more than fits; take a smaller size") {
      try Histogram(of: [1], bins: .count(.max))
    }
    expectError("Histogram: 10 bins for values this close together; give fewer") {
      try Histogram(of: [1, 1.nextUp], bins: .count(10))
    }
    for edges in [[], [1], [1, 1], [2, 1], [0, .nan]] as [[Double]] {
      expectError(
        "Histogram: the edges are \(edges); give two or more finite ones in ascending order"
      ) { try Histogram(of: [1], bins: .edges(edges)) }
    }
  }
}
