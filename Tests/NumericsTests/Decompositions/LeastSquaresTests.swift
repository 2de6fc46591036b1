import Numerics
import Testing

@Suite struct LeastSquaresTests {
  struct Row: Decodable {
    let matrix, right, solution, pseudoInverse: OracleMatrix
    let rank: Int
    let values: [Double]
  }

  @Test func solutionsRanksAndPseudoInversesAgreeWithNumPy() throws {
    for row in try oracle("least-squares", as: [Row].self) {
      let matrix = try row.matrix.matrix()
      let answer = try matrix.leastSquares(row.right.matrix())
      #expect(try answer.solution.isApproximatelyEqual(to: row.solution.matrix(), tolerance: 1e-12))
      #expect(answer.rank == row.rank)
      #expect(try matrix.rank() == row.rank)
      #expect(zip(answer.singularValues, row.values).allSatisfy { ($0 - $1).magnitude < 1e-13 })
      let inverse = try matrix.pseudoInverse()
      #expect(try inverse.isApproximatelyEqual(to: row.pseudoInverse.matrix(), tolerance: 1e-12))
    }
  }

  struct Law: MatrixLaw {
    func check<Element: MatrixScalar>(_ type: Element.Type, size: Int, seed: UInt64) throws {
      let matrix = try Matrix<Element>.random(rows: size + 4, columns: size, seed: seed)
      let right = try Matrix<Element>.random(rows: size + 4, columns: 2, seed: seed + 1)
      let answer = try matrix.leastSquares(right)
      let rest = try (matrix * answer.solution) - right
      let comment: Comment = "\(type), size \(size), seed \(seed)"
      #expect(try (matrix.adjoint * rest).maxNorm <= matrix.rounding, comment)
      let norm = try Matrix(rows: size + 4, columns: 1, elements: rest.column(1)).frobeniusNorm
      #expect((norm - answer.residuals[1]).magnitude <= matrix.rounding, comment)
    }
  }

  @Test func whatIsLeftIsOrthogonalToTheColumns() throws { try Law().checkEverywhere() }

  @Test func matricesWithoutElementsAndBadArguments() throws {
    let tall = try Matrix<Double>.zeros(rows: 2, columns: 0)
    let answer = try tall.leastSquares([3, 4])
    #expect(answer.residuals == [5] && answer.rank == 0 && answer.solution.rowCount == 0)
    #expect(try tall.transpose.leastSquares([]).solution == .zeros(rows: 2, columns: 1))
    #expect(try Matrix<Double>.zeros(rows: 2, columns: 3).pseudoInverse().rowCount == 3)
    #expect(try tall.rank() == 0 && tall.pseudoInverse() == tall.transpose)
    expectError("leastSquares: the right side has 1 rows, the matrix 2; give one row per equation")
    {
      try tall.leastSquares([1])
    }
    expectError("rank: the cutoff is -1; give a fraction in 0..<1") { try tall.rank(cutoff: -1) }
    expectError("rank: the cutoff is nan; give a fraction in 0..<1") { try tall.rank(cutoff: .nan) }
  }
}
