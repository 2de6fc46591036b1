import Numerics
import Testing

@Suite struct MatrixPartsTests {
  let matrix: Matrix<Double>

  init() throws { matrix = try Matrix([[1, 2, 3], [4, 5, 6]]) }

  @Test func rowsColumnsAndBlocks() throws {
    #expect(try matrix.row(1) == [4, 5, 6] && matrix.column(2) == [3, 6])
    #expect(try matrix.submatrix(rows: 0..<2, columns: 1..<3) == Matrix([[2, 3], [5, 6]]))
    #expect(try matrix.submatrix(rows: 1..<1, columns: 0..<3).rowCount == 0)
    #expect(matrix.diagonal == [1, 5] && !matrix.isSquare)
  }

  @Test func badIndicesThrow() {
    expectError("row: index 2 is outside 0..<2") {
      try matrix.row(2)
    }
    expectError("column: index -1 is outside 0..<3") {
      try matrix.column(-1)
    }
    expectError("submatrix columns: index 4 is outside 0..<4") {
      try matrix.submatrix(rows: 0..<1, columns: 0..<4)
    }
  }

  @Test func transposeAdjointAndConjugate() throws {
    #expect(try matrix.transpose == Matrix([[1, 4], [2, 5], [3, 6]]))
    let complex = try Matrix<Complex<Double>>([[1 + .i, 2]])
    #expect(try complex.adjoint == Matrix([[1 - .i], [2]]))
    #expect(try complex.conjugate == Matrix([[1 - .i, 2]]))
    #expect(try complex.transpose.adjoint == Matrix([[1 - .i, 2]]))
  }

  @Test func realAndComplexConvertIntoEachOther() throws {
    let complex = Matrix<Complex<Double>>(matrix) * (2 + .i)
    #expect(complex.realPart == 2 * matrix && complex.imaginaryPart == matrix)
    #expect(matrix.map { Float($0) }.elements == [1, 2, 3, 4, 5, 6])
  }
}
