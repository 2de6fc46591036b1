internal import Glibc

/// Sine and cosine of eight angles at once.
///
/// The angle less the nearest multiple of π/2, which is taken off in two parts, lies within π/4 of 0, where
/// the first terms of Taylor's series are as exact as the numbers. That holds up to millions of turns.
@inline(__always)
func sineCosine(_ angles: SIMD8<Double>) -> (sine: SIMD8<Double>, cosine: SIMD8<Double>) {
  typealias Lanes = SIMD8<Double>
  typealias Bits = SIMD8<UInt64>
  // Adding 1.5 · 2⁵² rounds to a whole number, which then stands in the lowest bits.
  let shift = Lanes(repeating: 6_755_399_441_055_744)
  let turns = shift.addingProduct(angles, Lanes(repeating: 0.636_619_772_367_581_34))
  let count = turns - shift
  let high = angles.addingProduct(-count, Lanes(repeating: 1.570_796_326_794_896_6))
  let x = high.addingProduct(-count, Lanes(repeating: 6.123_233_995_736_766e-17))
  let square = x * x
  let sine = x.addingProduct(x * square, sineSeries(square))
  let cosine = Lanes(repeating: 1).addingProduct(square, cosineSeries(square))
  let quadrant = unsafeBitCast(turns, to: Bits.self)
  let swaps = Bits(repeating: 0) &- (quadrant & Bits(repeating: 1))
  let sineSign = (quadrant & Bits(repeating: 2)) &<< Bits(repeating: 62)
  let cosineSign = ((quadrant &+ Bits(repeating: 1)) & Bits(repeating: 2)) &<< Bits(repeating: 62)
  let sineBits = unsafeBitCast(sine, to: Bits.self)
  let cosineBits = unsafeBitCast(cosine, to: Bits.self)
  let difference = (sineBits ^ cosineBits) & swaps
  return (
    unsafeBitCast((sineBits ^ difference) ^ sineSign, to: Lanes.self),
    unsafeBitCast((cosineBits ^ difference) ^ cosineSign, to: Lanes.self)
  )
}

/// An angle with the same sine and cosine that is not large.
@inline(__always) func reducedTurn(_ angle: Double) -> Double {
  abs(angle) < 32 ? angle : Glibc.atan2(Glibc.sin(angle), Glibc.cos(angle))
}

/// Eight angles with the same sines and cosines that are not large.
@inline(__always) func reducedTurns(_ angles: SIMD8<Double>) -> SIMD8<Double> {
  let isSmall = (angles .> -32) .& (angles .< 32)
  if all(isSmall) { return angles }
  var reduced = angles
  for lane in 0..<8 { reduced[lane] = reducedTurn(angles[lane]) }
  return reduced
}

/// $(\sin x - x)/x^3$ as a function of x².
@inline(__always) private func sineSeries(_ y: SIMD8<Double>) -> SIMD8<Double> {
  typealias Lanes = SIMD8<Double>
  var sum = Lanes(repeating: -1 / 1_307_674_368_000)
  sum = Lanes(repeating: 1 / 6_227_020_800).addingProduct(sum, y)
  sum = Lanes(repeating: -1 / 39_916_800).addingProduct(sum, y)
  sum = Lanes(repeating: 1 / 362_880).addingProduct(sum, y)
  sum = Lanes(repeating: -1 / 5_040).addingProduct(sum, y)
  sum = Lanes(repeating: 1 / 120).addingProduct(sum, y)
  return Lanes(repeating: -1 / 6).addingProduct(sum, y)
}

/// $(\cos x - 1)/x^2$ as a function of x².
@inline(__always) private func cosineSeries(_ y: SIMD8<Double>) -> SIMD8<Double> {
  typealias Lanes = SIMD8<Double>
  var sum = Lanes(repeating: 1 / 20_922_789_888_000)
  sum = Lanes(repeating: -1 / 87_178_291_200).addingProduct(sum, y)
  sum = Lanes(repeating: 1 / 479_001_600).addingProduct(sum, y)
  sum = Lanes(repeating: -1 / 3_628_800).addingProduct(sum, y)
  sum = Lanes(repeating: 1 / 40_320).addingProduct(sum, y)
  sum = Lanes(repeating: -1 / 720).addingProduct(sum, y)
  sum = Lanes(repeating: 1 / 24).addingProduct(sum, y)
  return Lanes(repeating: -1 / 2).addingProduct(sum, y)
}
