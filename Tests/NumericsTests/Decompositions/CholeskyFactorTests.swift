import Numerics
import Testing

@Suite struct CholeskyFactorTests {
  struct Rebuilds: MatrixLaw {
    func check<Element: MatrixScalar>(_ type: Element.Type, size: Int, seed: UInt64) throws {
      let root = try Matrix<Element>.random(rows: size, columns: size, seed: seed)
      let matrix = try root * root.adjoint + .identity(size)
      let factor = try matrix.choleskyFactor()
      let rebuilt = try factor * factor.adjoint
      #expect(
        rebuilt.isApproximatelyEqual(to: matrix, tolerance: matrix.rounding),
        "\(type), size \(size), seed \(seed)")
      #expect(size == 1 || factor[0, size - 1] == .zero)
    }
  }

  @Test func factorTimesAdjointIsTheMatrix() throws { try Rebuilds().checkEverywhere() }

  @Test func theFirstBadMinorIsNamed() throws {
    let matrix = try Matrix<Double>.diagonal([1, 2, -1, 3])
    expectError(
      "choleskyFactor: the leading 3×3 minor is not positive; give a positive definite matrix"
    ) { try matrix.choleskyFactor() }
    #expect(try Matrix<Double>([]).choleskyFactor().elements.isEmpty)
  }
}
