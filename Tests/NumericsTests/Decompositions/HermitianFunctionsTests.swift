import Numerics
import Testing

@Suite struct HermitianFunctionsTests {
  struct Laws: MatrixLaw {
    func check<Element: MatrixScalar>(_ type: Element.Type, size: Int, seed: UInt64) throws {
      let matrix = try Matrix<Element>.randomHermitian(size, seed: seed)
      let comment: Comment = "\(type), size \(size), seed \(seed)"
      let evolution = try matrix.hermitianExponential(times: -0.7 * .i)
      #expect(evolution.isUnitary(tolerance: matrix.rounding), comment)
      let product = try evolution * matrix.hermitianExponential(times: 0.7 * .i)
      #expect(
        try product.isApproximatelyEqual(to: .identity(size), tolerance: matrix.rounding), comment)
      let square = try matrix.hermitianFunction { $0 * $0 }
      #expect(
        try square.isApproximatelyEqual(to: matrix * matrix, tolerance: matrix.rounding), comment)
      let root = try square.positiveSquareRoot(tolerance: 1e-3)
      #expect(
        try (root * root).isApproximatelyEqual(to: square, tolerance: matrix.rounding), comment)
    }
  }

  @Test func exponentialsSquaresAndRootsObeyTheirLaws() throws { try Laws().checkEverywhere() }

  struct Answers: Decodable {
    let matrix, evolution, growth: OracleMatrix
  }

  @Test func exponentialAgreesWithSciPy() throws {
    let answers = try oracle("exponential", as: Answers.self)
    let matrix = try answers.matrix.matrix()
    let evolution = try matrix.hermitianExponential(times: Complex(0, -0.7))
    #expect(try evolution.isApproximatelyEqual(to: answers.evolution.matrix(), tolerance: 1e-13))
    let growth = try matrix.hermitianExponential(times: Complex(0.5, 0.25))
    #expect(try growth.isApproximatelyEqual(to: answers.growth.matrix(), tolerance: 1e-13))
  }

  @Test func functionsOutsideTheirDomainThrow() throws {
    let matrix = try Matrix<Double>.diagonal([-1, 4])
    expectError(
      "positiveSquareRoot: an eigenvalue is -1; give a matrix without negative ones"
    ) { try matrix.positiveSquareRoot() }
    expectError(
      """
      hermitianFunction: the value at eigenvalue -1 is not finite; remove NaN and infinite values \
      first
      """
    ) { try matrix.hermitianFunction { $0.squareRoot() } }
    expectError(
      "hermitianExponential: the factor is not finite; remove NaN and infinite values first"
    ) { try matrix.hermitianExponential(times: Complex(.nan, 0)) }
    #expect(try Matrix<Double>([]).hermitianExponential().elements.isEmpty)
  }
}
