/// The natural logarithm of a positive number, the same bits on every machine.
///
/// The C library chooses its code by processor, and the last bit differs, so a stream that used it
/// would not repeat elsewhere. This one uses +, −, · and / alone, which IEEE 754 rounds in one way:
/// x = 2ᵉ·m with m in √½...√2, and log m = 2 artanh s with s = (m − 1)/(m + 1), as a series in s².
/// The error is below two units in the last place.
package func deterministicLogarithm(_ x: Double) -> Double {
  var exponent = Double(x.exponent)
  var mantissa = x.significand
  if mantissa > 1.4142135623730951 {
    mantissa /= 2
    exponent += 1
  }
  let s = (mantissa - 1) / (mantissa + 1)
  let square = s * s
  // Σ s^2k/(2k + 1); s² is below 0.0295, so the next term is below 2⁻⁵⁶ of the sum.
  var sum = 0.0
  for k in stride(from: 21.0, through: 3, by: -2) { sum = (sum + 1 / k) * square }
  // log 2 in two parts: the first has so few bits that its product with the exponent is exact.
  let (high, low) = (0x1.62e42fefa38p-1, 0x1.ef35793c7673p-45)
  return exponent * high + (2 * s + (2 * s * sum + exponent * low))
}
