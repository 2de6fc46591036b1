import Numerics
import Testing

@Suite struct LinearSystemsTests {
  struct Law: MatrixLaw {
    func check<Element: MatrixScalar>(_ type: Element.Type, size: Int, seed: UInt64) throws {
      // Heavy enough a diagonal keeps the condition number small.
      let matrix =
        try Matrix<Element>.random(rows: size, columns: size, seed: seed)
        + Element(Element.Real(2 * size)) * .identity(size)
      let x = try Matrix<Element>.random(rows: size, columns: 3, seed: seed + 1)
      let comment: Comment = "\(type), size \(size), seed \(seed)"
      let solved = try matrix.solve(matrix * x)
      #expect(solved.isApproximatelyEqual(to: x, tolerance: matrix.rounding), comment)
      let one = try matrix.solve(matrix * x.column(1))
      #expect(
        try zip(one, x.column(1)).allSatisfy { ($0 - $1).magnitude <= matrix.rounding }, comment)
      let product = try matrix.inverse() * matrix
      #expect(
        try product.isApproximatelyEqual(to: .identity(size), tolerance: matrix.rounding), comment)
    }
  }

  @Test func solvingUndoesMultiplying() throws { try Law().checkEverywhere() }

  struct Answers: Decodable {
    let matrix: OracleMatrix
    let determinant: OracleComplex
  }

  @Test func determinantAgreesWithNumPy() throws {
    let answers = try oracle("determinant", as: Answers.self)
    let determinant = try answers.matrix.matrix().determinant()
    let expected = answers.determinant.number
    #expect(determinant.isApproximatelyEqual(to: expected, tolerance: 1e-13))
  }

  @Test func determinantsOfSmallMatrices() throws {
    #expect(try Matrix<Double>([]).determinant() == 1)
    #expect(try Matrix<Double>([[0, 1], [1, 0]]).determinant() == -1)
    #expect(try Matrix<Double>([[1, 2], [2, 4]]).determinant() == 0)
    #expect(try Matrix<Double>([]).inverse().elements.isEmpty)
  }

  /// A system in other units is as good as the same one in ours.
  @Test func unitsOfRowsAndColumnsDoNotCountAsSingular() throws {
    let tiny = Double.leastNonzeroMagnitude
    #expect(
      try Matrix<Double>.diagonal([1e-300, 1, 1e300]).solve([1e-300, 2, 3e300]) == [1, 2, 3])
    #expect(try Matrix([[1, 1e-40], [0, 1e-40]]).solve([3, 1e-40]) == [3, 1])
    #expect(try Matrix<Double>.diagonal([tiny, tiny]).solve([tiny, 2 * tiny]) == [1, 2])
  }

  @Test func singularMatricesAndWrongRightSidesThrow() throws {
    let singular = try Matrix<Double>([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    #expect(isSingular { try singular.solve([1, 2, 3]) })
    #expect(isSingular { try singular.inverse() })
    expectError(
      """
      inverse: the matrix is singular to working precision (reciprocal condition number 0); use \
      leastSquares or pseudoInverse
      """
    ) { try Matrix<Float>.zeros(rows: 2, columns: 2).inverse() }
    expectError("solve: the right side has 3 rows, the matrix 4; give one row per equation") {
      try Matrix<Double>.identity(4).solve([1, 2, 3])
    }
    expectError("solve: the matrix is 1×2; give a square one") {
      try Matrix<Double>([[1, 2]]).solve([1])
    }
  }

  private func isSingular<Value>(_ body: () throws -> Value) -> Bool {
    do {
      _ = try body()
      return false
    } catch NumericsError.singular {
      return true
    } catch {
      return false
    }
  }
}
