import Numerics
import Testing

@Suite struct SingularValueDecompositionTests {
  struct Rebuilds: MatrixLaw {
    func check<Element: MatrixScalar>(_ type: Element.Type, size: Int, seed: UInt64) throws {
      for (rows, columns) in [(size, size), (size + 3, size), (size, size + 5)] {
        let matrix = try Matrix<Element>.random(rows: rows, columns: columns, seed: seed)
        for full in [false, true] {
          let comment: Comment = "\(type), \(rows)×\(columns), full \(full), seed \(seed)"
          let svd = try matrix.singularValueDecomposition(full: full)
          #expect(svd.u.columnCount == (full ? rows : size), comment)
          #expect(svd.vAdjoint.rowCount == (full ? columns : size), comment)
          let sigma = try Matrix(rows: svd.u.columnCount, columns: svd.vAdjoint.rowCount) {
            $0 == $1 ? Element(svd.values[$0]) : .zero
          }
          let rebuilt = try svd.u * sigma * svd.vAdjoint
          #expect(rebuilt.isApproximatelyEqual(to: matrix, tolerance: matrix.rounding), comment)
          let gram = try svd.u.adjoint * svd.u
          #expect(
            try gram.isApproximatelyEqual(
              to: .identity(svd.u.columnCount), tolerance: matrix.rounding), comment)
        }
      }
    }
  }

  @Test func factorsRebuildTheMatrix() throws { try Rebuilds().checkEverywhere() }

  struct Answers: Decodable {
    let matrix: OracleMatrix
    let values: [Double]
  }

  @Test func valuesAgreeWithNumPy() throws {
    let answers = try oracle("svd", as: Answers.self)
    let values = try answers.matrix.matrix().singularValues()
    #expect(zip(values, answers.values).allSatisfy { ($0 - $1).magnitude < 1e-13 })
  }

  @Test func matricesWithoutElements() throws {
    let tall = try Matrix<Double>.zeros(rows: 3, columns: 0)
    #expect(try tall.singularValues().isEmpty)
    #expect(try tall.singularValueDecomposition(full: true).u == .identity(3))
    #expect(try tall.singularValueDecomposition().u == tall)
  }

  @Test func workSpacesThatLapackCannotCountThrow() throws {
    let tall = try Matrix<Float>.zeros(rows: 20_000, columns: 1)
    expectError(
      "singularValueDecomposition: 20000×20000 is more than fits; take a smaller size"
    ) { try tall.singularValueDecomposition(full: true) }
    expectError(
      "singularValues: the element at row 0, column 1 is not finite; remove NaN and infinite values first"
    ) { try Matrix([[0, Float.infinity]]).singularValues() }
  }
}
