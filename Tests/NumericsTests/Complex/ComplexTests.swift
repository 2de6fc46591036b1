import Numerics
import Testing

@Suite struct ComplexTests {
  @Test func literalsAndTheImaginaryUnitReadLikeTheFormula() {
    let z: Complex<Double> = 1 + 2 * .i
    #expect(z == Complex(1, 2))
    #expect(2 * z - 0.5 == Complex(1.5, 4))
    #expect(z / 2 == Complex(0.5, 1))
    #expect(Complex<Float>.i * .i == -1)
  }

  @Test func magnitudeIsRightWhereSquaresLeaveTheRange() {
    #expect(Complex(3.0, -4).magnitude == 5)
    #expect((Complex(3e200, 4e200).magnitude - 5e200).magnitude <= 5e200.ulp)
    #expect((Complex(3e-200, 4e-200).magnitude - 5e-200).magnitude <= 5e-200.ulp)
    #expect((Complex<Float>(3e30, 4e30).magnitude - 5e30).magnitude <= Float(5e30).ulp)
    #expect(Complex(Double.leastNonzeroMagnitude, 0).magnitude == .leastNonzeroMagnitude)
    #expect(Complex(0.0, 0).magnitude == 0)
    #expect(Complex<Double>(-.infinity, .nan).magnitude == .infinity)
    #expect(Complex(1, Double.nan).magnitude.isNaN)
  }

  @Test func descriptionIsWhatOneWouldWrite() {
    let numbers: [Complex<Double>] = [
      0.5 + 0.25 * .i, .i, -.i, 3, 0, 1 - 2 * .i, 1e-30 + 1e20 * .i,
      Complex<Double>(.nan, -.infinity),
    ]
    #expect(
      numbers.map(\.description) == [
        "0.5+0.25i", "1i", "-1i", "3", "0", "1-2i", "1e-30+1e+20i", "(nan, -inf)",
      ])
  }

  @Test func memoryLayoutIsTwoScalars() {
    #expect(MemoryLayout<Complex<Double>>.stride == 16)
    #expect(MemoryLayout<Complex<Float>>.stride == 8)
    let bits = [Complex(1.0, 2.0)].withUnsafeBytes { Array($0.bindMemory(to: Double.self)) }
    #expect(bits == [1, 2])
  }

  @Test func approximateEqualityIsRelativeToTheLargerNumber() {
    let z = Complex(1e10, 1e10)
    #expect(z.isApproximatelyEqual(to: z + 1))
    #expect(!z.isApproximatelyEqual(to: z * 1.001))
    #expect(z.isApproximatelyEqual(to: z * 1.001, tolerance: 0.01))
    #expect(!z.isApproximatelyEqual(to: Complex<Double>(.nan)))
  }
}
