import Numerics
import Testing

@Suite struct HermitianEigendecompositionTests {
  struct Rebuilds: MatrixLaw {
    func check<Element: MatrixScalar>(_ type: Element.Type, size: Int, seed: UInt64) throws {
      let matrix = try Matrix<Element>.randomHermitian(size, seed: seed)
      let eigen = try matrix.hermitianEigendecomposition()
      let comment: Comment = "\(type), size \(size), seed \(seed)"
      #expect(eigen.vectors.isUnitary(tolerance: matrix.rounding), comment)
      #expect(eigen.values == eigen.values.sorted(), comment)
      let rebuilt =
        try eigen.vectors * .diagonal(eigen.values.map { Element($0) }) * eigen.vectors.adjoint
      #expect(rebuilt.isApproximatelyEqual(to: matrix, tolerance: matrix.rounding), comment)
      let alone = try matrix.hermitianEigenvalues()
      #expect(
        zip(alone, eigen.values).allSatisfy { ($0 - $1).magnitude <= matrix.rounding }, comment)
    }
  }

  @Test func vectorsAndValuesRebuildTheMatrix() throws { try Rebuilds().checkEverywhere() }

  struct Answers: Decodable {
    let matrix: OracleMatrix
    let values: [Double]
  }

  @Test func valuesAgreeWithNumPy() throws {
    let answers = try oracle("hermitian", as: Answers.self)
    let values = try answers.matrix.matrix().hermitianEigenvalues()
    #expect(zip(values, answers.values).allSatisfy { ($0 - $1).magnitude < 1e-13 })
  }

  @Test func smallestSizes() throws {
    #expect(try Matrix<Complex<Float>>([]).hermitianEigendecomposition().values.isEmpty)
    let one = try Matrix<Double>([[-3]]).hermitianEigendecomposition()
    #expect(one.values == [-3] && one.vectors.elements == [1])
  }

  @Test func whatIsNotHermitianThrows() throws {
    let skew = try Matrix<Complex<Double>>([[1, .i], [.i, 1]])
    expectError(
      """
      hermitianEigenvalues: the matrix differs from its adjoint by 2, the tolerance is 1.4901e-8; \
      give a Hermitian matrix or average it with its adjoint
      """
    ) { try skew.hermitianEigenvalues() }
    expectError("hermitianEigenvalues: the matrix is 1×2; give a square one") {
      try Matrix([[1.0, 2]]).hermitianEigenvalues()
    }
    expectError(
      """
      hermitianEigendecomposition: the element at row 1, column 0 is not finite; remove NaN and \
      infinite values first
      """
    ) { try Matrix([[1, 0], [Float.nan, 1]]).hermitianEigendecomposition() }
  }
}
