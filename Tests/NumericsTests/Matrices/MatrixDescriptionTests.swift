import Numerics
import TestSupport
import Testing

@Suite struct MatrixDescriptionTests {
  @Test func columnsAreAlignedAndLargeMatricesElided() throws {
    let hadamard = try Matrix([[1.0, 1], [1, -1]]) / 2.0.squareRoot()
    let complex = try Matrix<Complex<Float>>([[1, 0.5 + 1.25 * .i, 0], [-1e-9 * .i, -.i, 1e7]])
    let large = try Matrix<Double>(rows: 12, columns: 40) { Double($0 * 100 + $1) }
    let empty = try Matrix<Double>.zeros(rows: 0, columns: 3)
    let infinite = try Matrix<Complex<Double>>([[Complex(.nan, .infinity), 1]])
    let texts = [
      hadamard.description, complex.description, large.description, empty.description,
      infinite.description,
    ]
    try expectGolden(texts.joined(separator: "\n\n") + "\n", "Numerics/matrix-description.txt")
  }
}
