import Display
import Testing

@Suite struct NumberTextTests {
  static let cases: [(Double, String)] = [
    (0, "0"), (-0.0, "0"), (1, "1"), (-2.5, "-2.5"), (0.1 + 0.2, "0.3"), (1234.56, "1235"),
    (123_456, "123500"), (999_999, "1e6"), (1e6, "1e6"), (-1.5e7, "-1.5e7"), (0.0001, "0.0001"),
    (0.00012345, "0.0001235"), (0.00001, "1e-5"), (9.9996, "10"),
    (.leastNonzeroMagnitude, "4.941e-324"),
    (1.7976931348623157e308, "1.798e308"), (.nan, "NaN"), (.infinity, "∞"), (-.infinity, "-∞"),
  ]

  @Test(arguments: cases) func isShort(_ value: Double, _ text: String) {
    #expect(shortNumber(value) == text)
  }

  @Test func keepsAsManyDigitsAsAsked() {
    #expect((0...16).map { shortNumber(Double.pi, digits: $0) }.first == "3")
    #expect(shortNumber(Double.pi, digits: 15) == "3.14159265358979")
  }

  @Test func shortFormsReadBackToTheirDigits() {
    var value = Double.leastNonzeroMagnitude * 249
    while value < 1e308 {
      let read = Double(shortNumber(value, digits: 10)) ?? .nan
      #expect(abs(read - value) <= 1e-9 * value + .leastNonzeroMagnitude, "\(value)")
      value *= 7.3
    }
  }

  @Test func fixedFormsHaveTheirDecimals() {
    #expect(fixedNumber(-0.004, decimals: 2) == "0.00")
    #expect(
      fixedNumber(-12.345, decimals: 2) == "-12.35" || fixedNumber(-12.345, decimals: 2) == "-12.34"
    )
    #expect(fixedNumber(7, decimals: 0) == "7")
    #expect(fixedNumber(1e300, decimals: 2) == "1e300")
    #expect(fixedNumber(.nan, decimals: 2) == "NaN")
  }
}
