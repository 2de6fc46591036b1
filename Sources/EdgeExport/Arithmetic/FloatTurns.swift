/// Sines and cosines in single precision, made of products and sums alone, so that every core and Swift
/// agree to the last bit; a library's own differ.
///
/// The angle is brought to within an eighth of a turn by subtracting quarter turns in three parts (W. J.
/// Cody and W. Waite, "Software Manual for the Elementary Functions", 1980); there the series of Taylor are
/// within 3·10⁻⁸.
enum FloatTurns {
  /// Angles beyond have no sine: there would be too few digits left.
  static let limit: Float = 3000
  /// A quarter turn in three parts; products of the first two with up to 2048 are exact.
  static let parts: [Float] = {
    let quarter = Double.pi / 2
    let first = Float(quarter.rounded(toFractionBits: 11))
    let second = Float((quarter - Double(first)).rounded(toFractionBits: 22))
    return [first, second, Float(quarter - Double(first) - Double(second))]
  }()
  static let turnsPerAngle = Float(2 / Double.pi)
  static let sineSeries: [Float] = [-1 / 6, 1 / 120, -1 / 5040, 1 / 362880]
  static let cosineSeries: [Float] = [1 / 24, -1 / 720, 1 / 40320]

  static func turn(_ angle: Float) -> (cosine: Float, sine: Float) {
    guard angle >= -limit && angle <= limit else { return (.nan, .nan) }
    let count = Int32(angle * turnsPerAngle + (angle < 0 ? -0.5 : 0.5))
    let n = Float(count)
    let r = ((angle - n * parts[0]) - n * parts[1]) - n * parts[2]
    let z = r * r
    let (s, c) = (sineSeries, cosineSeries)
    let sine = r + r * z * (s[0] + z * (s[1] + z * (s[2] + z * s[3])))
    let cosine = 1 - 0.5 * z + z * z * (c[0] + z * (c[1] + z * c[2]))
    switch count & 3 {
    case 0: return (cosine, sine)
    case 1: return (-sine, cosine)
    case 2: return (-cosine, -sine)
    default: return (sine, -cosine)
    }
  }

  /// Writes the function.
  static func write(to text: inout CText) {
    let (p, s, c) = (parts.map(cText), sineSeries.map(cText), cosineSeries.map(cText))
    text.add(
      """
      /* Cosine and sine of an angle in radians, without a library's: every core has the same bits. */
      static void @turn(float angle, float *cosine, float *sine)
      {
        if (!(angle >= -\(cText(limit)) && angle <= \(cText(limit)))) {
          *cosine = *sine = (angle - angle) / (angle - angle); /* not a number */
          return;
        }
        const int32_t count = (int32_t)(angle * \(cText(turnsPerAngle)) + (angle < 0.0f ? -0.5f : 0.5f));
        const float n = (float)count;
        const float r = ((angle - n * \(p[0])) - n * \(p[1])) - n * \(p[2]);
        const float z = r * r;
        const float s =
            r + r * z * (\(s[0]) + z * (\(s[1]) + z * (\(s[2]) + z * \(s[3]))));
        const float c =
            1.0f - 0.5f * z + z * z * (\(c[0]) + z * (\(c[1]) + z * \(c[2])));
        const uint32_t quarter = (uint32_t)count & 3u;
        *cosine = quarter & 1u ? s : c;
        *sine = quarter & 1u ? c : s;
        if ((quarter + 1u) & 2u) *cosine = -*cosine;
        if (quarter & 2u) *sine = -*sine;
      }

      """)
  }
}

extension Double {
  /// The nearest number with so many bits behind the point.
  fileprivate func rounded(toFractionBits bits: Int) -> Double {
    let unit = Double(sign: .plus, exponent: -bits, significand: 1)
    return (self / unit).rounded() * unit
  }
}
