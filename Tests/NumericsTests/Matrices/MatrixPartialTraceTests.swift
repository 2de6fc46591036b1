import Numerics
import Testing

@Suite struct MatrixPartialTraceTests {
  struct Answers: Decodable {
    let state: OracleMatrix
    let dimensions: [Int]
    let keeping0, keeping1, keeping02: OracleMatrix
  }

  @Test func reducedStatesAgreeWithNumPy() throws {
    let answers = try oracle("partial-trace", as: Answers.self)
    let state = try answers.state.matrix()
    for (kept, expected) in [
      ([0], answers.keeping0), ([1], answers.keeping1), ([2, 0], answers.keeping02),
    ] {
      let reduced = try state.partialTrace(keeping: kept, dimensions: answers.dimensions)
      #expect(try reduced.isApproximatelyEqual(to: expected.matrix(), tolerance: 1e-14))
      let others = [0, 1, 2].filter { !kept.contains($0) }
      #expect(try state.partialTrace(over: others, dimensions: answers.dimensions) == reduced)
    }
  }

  @Test func productStatesFallApart() throws {
    let a = try Matrix<Complex<Double>>.random(rows: 2, columns: 2, seed: 1)
    let b = try Matrix<Complex<Double>>.random(rows: 3, columns: 3, seed: 2)
    let product = try a.kronecker(b)
    let left = try product.partialTrace(keeping: [0], dimensions: [2, 3])
    #expect(try left.isApproximatelyEqual(to: a * b.trace(), tolerance: 1e-14))
    let right = try product.partialTrace(keeping: [1], dimensions: [2, 3])
    #expect(try right.isApproximatelyEqual(to: b * a.trace(), tolerance: 1e-14))
    #expect(try product.partialTrace(keeping: [0, 1], dimensions: [2, 3]) == product)
    let trace = try product.partialTrace(keeping: [], dimensions: [2, 3])[0, 0]
    #expect(try trace.isApproximatelyEqual(to: product.trace()))
  }

  @Test func halfABellPairIsMixed() throws {
    let bell = try Matrix<Double>(rows: 4, columns: 4) { ($0 % 3 == 0 && $1 % 3 == 0) ? 0.5 : 0 }
    #expect(try bell.partialTrace(over: [1], dimensions: [2, 2]) == Matrix.identity(2) / 2)
  }

  @Test func subsystemsThatDoNotFitThrow() throws {
    let state = try Matrix<Double>.identity(4)
    let fit = "give positive dimensions whose product is its size"
    for dimensions in [[2, 3], [-2, -2], [0, 4], [.max, .max], []] {
      expectError("partialTrace: dimensions \(dimensions) for a 4×4 matrix; \(fit)") {
        try state.partialTrace(keeping: [0], dimensions: dimensions)
      }
    }
    expectError("partialTrace: index 2 is outside 0..<2") {
      try state.partialTrace(keeping: [2], dimensions: [2, 2])
    }
    expectError("partialTrace: subsystem 1 is named twice; name each once") {
      try state.partialTrace(over: [1, 1], dimensions: [2, 2])
    }
  }
}
