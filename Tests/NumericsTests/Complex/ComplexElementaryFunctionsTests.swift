import Numerics
import Testing

@Suite struct ComplexElementaryFunctionsTests {
  struct Row: Decodable {
    let z, exp, sqrt, log, cube, power: OracleComplex
  }

  @Test func functionsAgreeWithNumPy() throws {
    for row in try oracle("complex", as: [Row].self) {
      let z = row.z.number
      #expect(Complex.exp(z).isApproximatelyEqual(to: row.exp.number, tolerance: 1e-14), "\(z)")
      #expect(Complex.sqrt(z).isApproximatelyEqual(to: row.sqrt.number, tolerance: 1e-15), "\(z)")
      #expect(Complex.log(z).isApproximatelyEqual(to: row.log.number, tolerance: 1e-14), "\(z)")
      #expect(z.raised(to: 3).isApproximatelyEqual(to: row.cube.number, tolerance: 1e-14), "\(z)")
      let power = z.raised(to: Complex(0.5, -1.5))
      #expect(power.isApproximatelyEqual(to: row.power.number, tolerance: 1e-13), "\(z)")
    }
  }

  @Test func polarFormGoesBothWays() {
    let z = Complex(magnitude: 2.0, phase: 1.25)
    #expect((z.magnitude - 2).magnitude < 1e-15 && (z.phase - 1.25).magnitude < 1e-15)
    #expect(Complex(0.0, 0).phase == 0)
  }

  @Test func squareRootsStayInRangeAndOnTheirSideOfTheCut() {
    let huge = Complex(Double.greatestFiniteMagnitude, Double.greatestFiniteMagnitude)
    let root = Complex.sqrt(huge)
    #expect((root / huge * root).isApproximatelyEqual(to: 1, tolerance: 1e-14))
    #expect(Complex.sqrt(Complex(-4.0, 0)) == Complex(0, 2))
    #expect(Complex.sqrt(Complex(-4.0, -0.0)) == Complex(0, -2))
    #expect(Complex.sqrt(Complex(Double.leastNonzeroMagnitude, 0)).real > 0)
    #expect(Complex.sqrt(Complex<Double>(-.infinity, 1.0)) == Complex<Double>(0, .infinity))
    #expect(Complex.sqrt(Complex<Double>(.nan, 1.0)).real.isNaN)
    #expect(
      Complex.sqrt(Complex<Double>(.nan, -.infinity)) == Complex<Double>(.infinity, -.infinity))
  }

  @Test func exponentialIsRightWhereTheRealOneOverflows() {
    let z = Complex.exp(Complex(710.0, .pi / 4))
    #expect(z.isFinite && (z.real / z.imaginary - 1).magnitude < 1e-15)
    #expect(Complex.exp(Complex<Double>(.infinity, 0)).imaginary == 0)
  }

  @Test func powersOfZeroAndExtremeExponents() {
    #expect(Complex<Double>.zero.raised(to: 0) == 1)
    #expect(Complex<Double>.zero.raised(to: Complex(0.5)) == 0)
    #expect(Complex<Double>.i.raised(to: Int.min) == 1)
    #expect(Complex<Double>.i.raised(to: -1) == -.i)
  }
}
