import Numerics
import Testing

@Suite struct ComplexArithmeticTests {
  let numbers: [Complex<Double>] = [1, .i, 3 - 4 * .i, -0.25 + 1e-3 * .i, 1e5 + 2e-5 * .i]

  @Test func arithmeticObeysTheFieldLaws() {
    for a in numbers {
      for b in numbers {
        #expect(a * b == b * a)
        #expect((a / b * b).isApproximatelyEqual(to: a, tolerance: 1e-14))
        #expect((a * b).conjugate == a.conjugate * b.conjugate)
        #expect((a + b) - b - a + 0 == (a + b) - b - a)
      }
      #expect((a * a.conjugate).isApproximatelyEqual(to: Complex(a.squaredMagnitude)))
    }
  }

  @Test func realOperandsActLikeComplexOnesWithoutImaginaryPart() {
    let x = 2.5
    for z in numbers {
      #expect(x * z == Complex(x) * z && z * x == x * z)
      #expect(x + z == Complex(x) + z && z - x == z - Complex(x) && x - z == -(z - x))
      #expect((z / x).isApproximatelyEqual(to: z / Complex(x), tolerance: 1e-15))
      #expect((x / z * z).isApproximatelyEqual(to: Complex(x), tolerance: 1e-14))
    }
  }

  /// Hard cases after Baudin and Smith, "A Robust Complex Division in Scilab" (2012).
  @Test func divisionIsRobustAtTheEdgesOfTheRange() {
    let tiny = Double.leastNormalMagnitude
    let huge = Double.greatestFiniteMagnitude
    #expect(Complex(huge, huge) / Complex(huge, huge) == 1)
    #expect(Complex(tiny, tiny) / Complex(tiny, tiny) == 1)
    #expect(Complex(1e-300, 1e-300) / Complex(1e-150, 0) == Complex(1e-150, 1e-150))
    let exact = Complex(Double(sign: .plus, exponent: 1023, significand: 1), 0)
    #expect((1 / Complex(1, exact.real)).imaginary == -1 / exact.real)
    let quotient = Complex(1, 1) / Complex(1, 1e307)
    #expect(
      (quotient.real / 1e-307).isApproximately(1)
        && (quotient.imaginary / -1e-307).isApproximately(1))
  }

  @Test func divisionByZeroAndInfinityFollowsTheReals() {
    #expect((Complex(1.0, 0) / .zero).real == .infinity)
    #expect((Complex<Double>.zero / .zero).real.isNaN)
    #expect(Complex(1.0, 1) / Complex<Double>(.infinity, 0) == 0)
    #expect((Complex(1.0, 1) / Complex<Double>(.nan, 0)).real.isNaN)
  }

  @Test func wholeNumbersConvertIfTheyFit() {
    #expect(Complex<Float>(exactly: 16_777_216) == Complex(16_777_216))
    #expect(Complex<Float>(exactly: 16_777_217) == nil)
  }
}

extension Double {
  fileprivate func isApproximately(_ other: Double) -> Bool { (self - other).magnitude < 1e-14 }
}
