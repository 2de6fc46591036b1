import Glibc

/// A number as people write it: few digits, whole numbers without a point.
///
/// Powers of ten are used outside 10⁻⁴ … 10⁶ only.
///
/// ```swift
/// shortNumber(0.30000000000000004)   // "0.3"
/// ```
///
/// - Parameters:
///   - value: Any number, also one that is not finite.
///   - digits: How many significant digits to keep, 1 to 15.
/// - Returns: The number in at most about ten characters for four digits.
public func shortNumber(_ value: Double, digits: Int = 4) -> String {
  guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-∞" : "∞" }
  if value == 0 { return "0" }
  let digits = min(max(digits, 1), 15)
  let (mantissa, exponent) = decimalParts(abs(value), digits: digits)
  let sign = value < 0 ? "-" : ""
  guard (-4..<6).contains(exponent) else {
    return sign + placed(mantissa, point: 1) + "e\(exponent)"
  }
  return sign + placed(mantissa, point: exponent + 1)
}

/// A number with a fixed count of digits after its point.
package func fixedNumber(_ value: Double, decimals: Int) -> String {
  guard value.isFinite, abs(value) < 1e15 else { return shortNumber(value) }
  let decimals = min(max(decimals, 0), 15)
  let scale = pow(10, Double(decimals))
  let scaled = (abs(value) * scale).rounded()
  guard scaled < 9e18 else { return shortNumber(value, digits: 15) }
  let whole = Int(scaled)
  let digits = String(whole)
  let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
  let sign = value < 0 && whole != 0 ? "-" : ""
  return decimals == 0
    ? sign + padded : sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
}

/// The significant digits of a positive number without trailing zeros, and its power of ten.
private func decimalParts(_ value: Double, digits: Int) -> (mantissa: String, exponent: Int) {
  var exponent = Int(log10(value).rounded(.down))
  // Two steps, since 10³²³ alone is no Double.
  var scaled = value
  var shift = digits - 1 - exponent
  while shift != 0 {
    let step = min(max(shift, -300), 300)
    scaled *= pow(10, Double(step))
    shift -= step
  }
  var mantissa = Int(scaled.rounded())
  if mantissa >= Int(pow(10, Double(digits))) {
    mantissa /= 10
    exponent += 1
  }
  while mantissa % 10 == 0 && mantissa > 0 { mantissa /= 10 }
  return (String(mantissa), exponent)
}

/// Digits with the point after the first `point` of them.
private func placed(_ digits: String, point: Int) -> String {
  if point <= 0 { return "0." + String(repeating: "0", count: -point) + digits }
  if digits.count <= point { return digits + String(repeating: "0", count: point - digits.count) }
  return digits.prefix(point) + "." + digits.dropFirst(point)
}

/// A power of ten with raised digits: `10⁻³`.
func powerOfTen(_ exponent: Int) -> String {
  let raised: [Character: Character] = [
    "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷",
    "8": "⁸", "9": "⁹",
  ]
  return "10" + String(String(exponent).compactMap { raised[$0] })
}
