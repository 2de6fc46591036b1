/// Writes numbers of a drawing: at most two digits after the point, no exponent, no trailing zero.
///
/// A drawing of 10,000 points is mostly numbers, so they are written digit by digit as bytes.
@inline(__always)
func appendFixed(_ value: Double, to bytes: inout [UInt8]) {
  // A drawing is a few thousand units wide; far outside one place is as good as another.
  // What is no number must not look like one: the laws of every picture ask for it.
  guard !value.isNaN else { return bytes.append(contentsOf: "NaN".utf8) }
  let limited = min(max(value, -1e7), 1e7)
  var hundredths = Int((limited * 100).rounded())
  if hundredths < 0 {
    bytes.append(UInt8(ascii: "-"))
    hundredths = -hundredths
  }
  let (whole, part) = hundredths.quotientAndRemainder(dividingBy: 100)
  appendDigits(whole, to: &bytes)
  guard part > 0 else { return }
  bytes.append(UInt8(ascii: "."))
  bytes.append(UInt8(ascii: "0") + UInt8(part / 10))
  if part % 10 > 0 { bytes.append(UInt8(ascii: "0") + UInt8(part % 10)) }
}

@inline(__always)
private func appendDigits(_ number: Int, to bytes: inout [UInt8]) {
  var divisor = 1
  while number / divisor >= 10 { divisor *= 10 }
  while divisor > 0 {
    bytes.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
    divisor /= 10
  }
}
