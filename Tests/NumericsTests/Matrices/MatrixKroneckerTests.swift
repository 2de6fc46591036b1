import Numerics
import Testing

@Suite struct MatrixKroneckerTests {
  struct Answers: Decodable { let a, b, product: OracleMatrix }

  @Test func productAgreesWithNumPy() throws {
    let answers = try oracle("kronecker", as: Answers.self)
    let product = try answers.a.matrix().kronecker(answers.b.matrix())
    #expect(try product.isApproximatelyEqual(to: answers.product.matrix(), tolerance: 1e-15))
  }

  struct Laws: MatrixLaw {
    func check<Element: MatrixScalar>(_ type: Element.Type, size: Int, seed: UInt64) throws {
      let a = try Matrix<Element>.random(rows: size, columns: size, seed: seed)
      let b = try Matrix<Element>.random(rows: 3, columns: 3, seed: seed + 1)
      let comment: Comment = "\(type), size \(size), seed \(seed)"
      let trace = try a.kronecker(b).trace() - a.trace() * b.trace()
      #expect(trace.magnitude <= 8 * a.rounding, comment)
      let left = try a.kronecker(b) * a.kronecker(b)
      let right = try (a * a).kronecker(b * b)
      #expect(left.isApproximatelyEqual(to: right, tolerance: 8 * a.rounding), comment)
    }
  }

  @Test func traceMultipliesAndProductsMix() throws { try Laws().checkEverywhere() }

  @Test func theFirstFactorIsTheMostSignificant() throws {
    let zero = try Matrix<Double>([[1], [0]])
    let one = try Matrix<Double>([[0], [1]])
    #expect(try Matrix.kronecker([zero, one]).elements == [0, 1, 0, 0])
    #expect(try Matrix<Double>.kronecker([]) == .identity(1))
  }
}
