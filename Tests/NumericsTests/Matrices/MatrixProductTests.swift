import Numerics
import Testing

@Suite struct MatrixProductTests {
  struct AgreesWithTheDefinition: MatrixLaw {
    func check<Element: MatrixScalar>(_ type: Element.Type, size: Int, seed: UInt64) throws {
      let a = try Matrix<Element>.random(rows: size, columns: size + 2, seed: seed)
      let b = try Matrix<Element>.random(rows: size + 2, columns: size + 1, seed: seed + 1)
      let slow = try Matrix<Element>(rows: size, columns: size + 1) { row, column in
        (0..<size + 2).reduce(.zero) { $0 + a[row, $1] * b[$1, column] }
      }
      let product = try a * b
      let comment: Comment = "\(type), size \(size), seed \(seed)"
      #expect(product.isApproximatelyEqual(to: slow, tolerance: a.rounding), comment)
      let column = try a * b.column(0)
      #expect(
        try Matrix(rows: size, columns: 1, elements: column)
          .isApproximatelyEqual(
            to: slow.submatrix(rows: 0..<size, columns: 0..<1), tolerance: a.rounding), comment)
    }
  }

  @Test func productAgreesWithTheDefinition() throws {
    try AgreesWithTheDefinition().checkEverywhere()
  }

  @Test func productsWithoutElements() throws {
    let tall = try Matrix<Double>.zeros(rows: 7, columns: 0)
    let wide = try Matrix<Double>.zeros(rows: 0, columns: 9)
    #expect(try tall * wide == .zeros(rows: 7, columns: 9))
    #expect(try wide * Matrix.zeros(rows: 9, columns: 2) == .zeros(rows: 0, columns: 2))
    #expect(try tall * [] == [0, 0, 0, 0, 0, 0, 0])
  }

  @Test func innerSizesMustAgree() throws {
    let a = try Matrix<Float>.zeros(rows: 4, columns: 3)
    expectError("*: the left side is 4×3, the right side 4×3; the right side needs 3 rows") {
      try a * a
    }
    expectError("*: the left side is 4×3, the right side 2×1; the right side needs 3 rows") {
      try a * [1, 2]
    }
  }

  @Test func aProductTooLargeForMemoryThrows() throws {
    let tall = try Matrix<Double>.zeros(rows: 1 << 22, columns: 1)
    expectError("*: 4194304×4194304 is more than fits; take a smaller size") {
      try tall * tall.transpose
    }
    expectError("kronecker: 17592186044416 is more than fits; take a smaller size") {
      try tall.kronecker(tall)
    }
  }
}
