import Numerics
import Testing

@Suite struct MatrixTests {
  @Test func rowsBecomeElementsRowAfterRow() throws {
    let matrix = try Matrix([[1.0, 2, 3], [4, 5, 6]])
    #expect(matrix.rowCount == 2 && matrix.columnCount == 3)
    #expect(matrix.elements == [1, 2, 3, 4, 5, 6] && matrix[1, 0] == 4)
    #expect(try matrix == Matrix(rows: 2, columns: 3) { Double($0 * 3 + $1 + 1) })
    #expect(try Matrix<Float>([]).rowCount == 0)
    #expect(try Matrix<Double>([[], []]) == .zeros(rows: 2, columns: 0))
  }

  @Test func aSubscriptSetsOneElement() throws {
    var matrix = try Matrix<Complex<Double>>.identity(2)
    matrix[0, 1] = .i
    #expect(try matrix == Matrix([[1, .i], [0, 1]]))
  }

  @Test func specialMatrices() throws {
    #expect(try Matrix<Float>.identity(2) == .diagonal([1, 1]))
    #expect(try Matrix<Double>.zeros(rows: 1, columns: 2) == Matrix([[0, 0]]))
    #expect(try Matrix<Double>.identity(0).elements.isEmpty)
  }

  @Test func badShapesThrow() {
    expectError("Matrix: row 1 has 1 elements, row 0 has 2; give rows of one length") {
      try Matrix([[1.0, 2], [3]])
    }
    expectError("Matrix: 3 elements for 2×2; give 4") {
      try Matrix(rows: 2, columns: 2, elements: [1.0, 2, 3])
    }
    expectError("zeros: the size is -1×2; give a size that is not negative") {
      try Matrix<Double>.zeros(rows: -1, columns: 2)
    }
    expectError(
      "identity: 9223372036854775807×9223372036854775807 is more than fits; take a smaller size"
    ) {
      try Matrix<Double>.identity(.max)
    }
    expectError("Matrix: 4294967296×65536 is more than fits; take a smaller size") {
      try Matrix<Double>(rows: 1 << 32, columns: 1 << 16) { _, _ in 0 }
    }
  }
}
