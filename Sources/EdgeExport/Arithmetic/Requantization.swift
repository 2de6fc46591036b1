internal import Numerics

/// A positive factor that sums of 32 bits are scaled with: a whole number of 31 bits, and a power of 2.
///
/// As TensorFlow Lite for Microcontrollers has it: the product's upper half is rounded, and once more when it
/// is shortened, halves away from zero (B. Jacob et al., "Quantization and training of neural networks for
/// efficient integer-arithmetic-only inference", CVPR 2018).
struct Requantization: Hashable, Sendable {
  let multiplier: Int32
  /// The exponent: a factor of the multiplier's fraction times 2 to this power.
  let exponent: Int

  init(_ factor: Double) {
    let fraction = factor > 0 ? factor.significand / 2 : 0
    let whole = (fraction * 0x1p31).rounded()
    // The fraction may round up to 1.
    let isOne = whole == 0x1p31
    multiplier = factor > 0 ? Int32(isOne ? 0x1p30 : whole) : 0
    exponent = factor > 0 ? Int(factor.exponent) + (isOne ? 2 : 1) : 0
  }

  func scaled(_ sum: Int32) -> Int32 {
    let raised = exponent > 0 ? sum &* (1 << exponent) : sum
    let high = Int32(truncatingIfNeeded: (Int64(raised) * Int64(multiplier) + 1 << 30) >> 31)
    if exponent >= 0 { return high }
    return (high &+ (1 << (-exponent - 1)) &- (high < 0 ? 1 : 0)) >> (-exponent)
  }

  /// Writes the function.
  static func write(to text: inout CText, raises: Bool) {
    text.add(
      """
      /* A sum times multiplier / 2^31, rounded, and shortened by -exponent bits, halves away from 0. */
      static int32_t @scaled(int32_t sum, int32_t multiplier, int exponent)
      {
      """)
    if raises { text.add("  if (exponent > 0) sum *= 1 << exponent;") }
    text.add(
      """
        const int32_t high = (int32_t)(((int64_t)sum * multiplier + (1 << 30)) >> 31);
        if (exponent >= 0) return high;
        return (high + (1 << (-exponent - 1)) - (high < 0)) >> -exponent;
      }

      """)
  }
}
