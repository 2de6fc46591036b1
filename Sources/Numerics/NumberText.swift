/// A number with at most four decimals, for tables and messages: "0.3333", "12", "1.5e-12".
package func shortText<Scalar: BinaryFloatingPoint>(_ value: Scalar) -> String {
  let number = Double(value)
  guard number.isFinite else { return number.isNaN ? "nan" : number < 0 ? "-inf" : "inf" }
  let size = number.magnitude
  if size == 0 { return "0" }
  if size >= 1e-3, size < 1e6 { return withoutTrailingZero(roundedToFourDecimals(number)) }
  return scientificText(number)
}

/// The shortest text that reads back as the same number, whole numbers without ".0".
package func fullText<Scalar: BinaryFloatingPoint>(_ value: Scalar) -> String {
  withoutTrailingZero("\(value)")
}

/// A mantissa of at most four decimals and a power of ten.
private func scientificText(_ number: Double) -> String {
  var exponent = 0
  var mantissa = number
  while mantissa.magnitude >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
  while mantissa.magnitude < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
  var text = withoutTrailingZero(roundedToFourDecimals(mantissa))
  if text == "10" || text == "-10" {
    text.removeLast()
    exponent += 1
  }
  return "\(text)e\(exponent)"
}

private func roundedToFourDecimals(_ number: Double) -> String {
  "\((number * 1e4).rounded() / 1e4)"
}

private func withoutTrailingZero(_ text: String) -> String {
  text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
