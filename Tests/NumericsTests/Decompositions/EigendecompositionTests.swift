import Numerics
import Testing

@Suite struct EigendecompositionTests {
  struct Law: MatrixLaw {
    func check<Element: MatrixScalar>(_ type: Element.Type, size: Int, seed: UInt64) throws {
      let matrix = try Matrix<Element>.random(rows: size, columns: size, seed: seed)
      let eigen = try matrix.eigendecomposition()
      let complex = matrix.map { Complex(real: $0.real, imaginary: $0.imaginary) }
      let left = try complex * eigen.vectors
      let right = try eigen.vectors * .diagonal(eigen.values)
      #expect(
        left.isApproximatelyEqual(to: right, tolerance: matrix.rounding),
        "\(type), size \(size), seed \(seed)")
    }
  }

  @Test func vectorsAreOnlyStretched() throws { try Law().checkEverywhere() }

  struct Answers: Decodable {
    let matrix: OracleMatrix
    let values: [OracleComplex]
  }

  @Test func valuesAgreeWithNumPy() throws {
    let answers = try oracle("general", as: Answers.self)
    let values = try answers.matrix.realMatrix().eigenvalues()
    for expected in answers.values.map(\.number) {
      #expect(values.contains { $0.isApproximatelyEqual(to: expected, tolerance: 1e-12) })
    }
  }

  @Test func aDefectiveMatrixAndTheEmptyOne() throws {
    let jordan = try Matrix([[2.0, 1], [0, 2]]).eigendecomposition()
    #expect(jordan.values.allSatisfy { $0.isApproximatelyEqual(to: 2) })
    #expect(try Matrix<Float>([]).eigenvalues().isEmpty)
    expectError("eigenvalues: the matrix is 1×2; give a square one") {
      try Matrix([[1.0, 2]]).eigenvalues()
    }
  }
}
