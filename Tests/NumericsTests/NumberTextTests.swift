import Numerics
import Testing

@Suite struct NumberTextTests {
  @Test func shortTextKeepsFourDecimals() {
    let numbers = [
      0, 1, -2.5, 1.0 / 3, 1234.56789, 999_999.99999, 1e-3, 1.5e-12, -2e20, 9.99999e-7,
    ]
    #expect(
      numbers.map { shortText($0) } == [
        "0", "1", "-2.5", "0.3333", "1234.5679", "1000000", "0.001", "1.5e-12", "-2e20", "1e-6",
      ])
    #expect([Double.nan, .infinity, -.infinity].map { shortText($0) } == ["nan", "inf", "-inf"])
    #expect(shortText(Double.leastNonzeroMagnitude) == "4.9407e-324")
  }

  @Test func fullTextReadsBack() {
    #expect(fullText(0.1) == "0.1" && fullText(3.0) == "3" && fullText(Float(0.1)) == "0.1")
  }
}
