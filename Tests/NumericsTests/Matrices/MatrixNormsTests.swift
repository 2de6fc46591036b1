import Numerics
import Testing

@Suite struct MatrixNormsTests {
  @Test func frobeniusNormIsRightAtTheEdgesOfTheRange() throws {
    let matrix = try Matrix<Complex<Double>>([[3, 0], [0, 4 * .i]])
    #expect(matrix.frobeniusNorm == 5 && matrix.maxNorm == 4)
    for scale in [1e200, 1e-200] {
      #expect(((matrix * Complex(scale)).frobeniusNorm / scale - 5).magnitude < 1e-14)
    }
    #expect(try Matrix<Double>.zeros(rows: 2, columns: 2).frobeniusNorm == 0)
    #expect(try Matrix<Double>([]).maxNorm == 0)
  }

  @Test func notANumberIsNeverOverlooked() throws {
    let matrix = try Matrix([[Double.nan, 1], [1, .infinity]])
    #expect(matrix.maxNorm.isNaN && matrix.frobeniusNorm.isNaN)
    #expect(!matrix.isHermitian() && !matrix.isUnitary())
    #expect(!matrix.isApproximatelyEqual(to: matrix))
    #expect(try Matrix([[-Double.infinity, 1]]).frobeniusNorm == .infinity)
  }

  @Test func hermitianAndUnitaryMatricesAreKnown() throws {
    let y = try Matrix<Complex<Float>>([[0, -.i], [.i, 0]])
    #expect(y.isHermitian() && y.isUnitary() && !(y * .i).isHermitian() && (y * .i).isUnitary())
    #expect(!(y * 2).isUnitary())
    let wide = try Matrix<Double>([[1, 0]])
    #expect(!wide.isHermitian() && !wide.isUnitary())
    let almost = try Matrix([[1, 1e-10], [0, 1]])
    #expect(almost.isHermitian() && !almost.isHermitian(tolerance: 1e-12))
  }

  @Test func comparisonNeedsOneShape() throws {
    #expect(try !Matrix([[1.0]]).isApproximatelyEqual(to: Matrix([[1.0, 1]])))
  }
}
