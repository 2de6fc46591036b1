import Numerics
import Testing

@Suite struct MatrixArithmeticTests {
  let a: Matrix<Complex<Double>>
  let b: Matrix<Complex<Double>>

  init() throws {
    a = try Matrix([[1, .i], [2, 3]])
    b = try Matrix([[0, 1], [1 - .i, 0]])
  }

  @Test func sumsAndMultiples() throws {
    #expect(try a + b == Matrix([[1, 1 + .i], [3 - .i, 3]]))
    #expect(try (a + b) - b == a)
    #expect(try -a == a * -1 && 2 * a == a + a && (a + a) / 2 == a)
  }

  @Test func traceAndInnerProduct() throws {
    #expect(try a.trace() == 4)
    #expect(try a.innerProduct(with: b) == (a.adjoint * b).trace())
    #expect(try Matrix<Double>.zeros(rows: 0, columns: 0).trace() == 0)
  }

  @Test func commutatorOfPaulis() throws {
    let x = try Matrix<Complex<Double>>([[0, 1], [1, 0]])
    let y = try Matrix<Complex<Double>>([[0, -.i], [.i, 0]])
    let z = try Matrix<Complex<Double>>([[1, 0], [0, -1]])
    #expect(try x.commutator(with: y) == z * (2 * .i))
  }

  @Test func shapesThatDoNotFitThrow() throws {
    let wide = try Matrix<Complex<Double>>.zeros(rows: 2, columns: 3)
    expectError("+: the left side is 2×2, the right side 2×3; give two of one shape") {
      try a + wide
    }
    expectError("innerProduct: the left side is 2×2, the right side 2×3; give two of one shape") {
      try a.innerProduct(with: wide)
    }
    expectError("trace: the matrix is 2×3; give a square one") {
      try wide.trace()
    }
    expectError("commutator: the matrix is 2×3; give a square one") {
      try a.commutator(with: wide)
    }
  }
}
