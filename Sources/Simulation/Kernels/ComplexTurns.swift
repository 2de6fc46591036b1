internal import Numerics

/// Loops over vectors of amplitudes that multiply one bit of the index by a complex matrix.
enum ComplexTurns<Scalar: AmplitudeScalar> {
  typealias Lanes = Scalar.Lanes

  /// How many vectors hold the numbers.
  static var size: Int { 8 }

  /// Writes the numbers of a matrix.
  static func write(_ matrix: TwoByTwo, bit: Int, to numbers: UnsafeMutablePointer<Lanes>) {
    func put(_ place: Int, _ factors: ComplexFactors<Scalar>) {
      numbers[2 * place] = factors.real
      numbers[2 * place + 1] = factors.crossed
    }
    if bit >= Scalar.laneBits {
      for (place, element) in matrix.elements.enumerated() {
        put(place, ComplexFactors(broadcasting: element))
      }
    } else {
      put(0, Scalar.factors { $0 >> bit & 1 == 0 ? matrix.a : matrix.d })
      put(1, Scalar.factors { $0 >> bit & 1 == 0 ? matrix.b : matrix.c })
    }
  }

  /// Multiplies one bit of the index.
  @_specialize(where Scalar == Double)
  @_specialize(where Scalar == Float)
  static func apply(
    _ numbers: UnsafePointer<Lanes>, bit: Int, to vectors: UnsafeMutablePointer<Lanes>, _ count: Int
  ) {
    if bit >= Scalar.laneBits {
      across(numbers, 1 << (bit - Scalar.laneBits), vectors, count)
    } else if bit == 0 {
      within(numbers, vectors, count) { Scalar.flipped($0, bit: 0) }
    } else if bit == 1 {
      within(numbers, vectors, count) { Scalar.flipped($0, bit: 1) }
    } else {
      within(numbers, vectors, count) { Scalar.flipped($0, bit: 2) }
    }
  }

  @inline(__always) private static func factor(
    _ numbers: UnsafePointer<Lanes>, _ place: Int
  ) -> ComplexFactors<Scalar> {
    ComplexFactors(real: numbers[2 * place], crossed: numbers[2 * place + 1])
  }

  @inline(__always) private static func across(
    _ numbers: UnsafePointer<Lanes>, _ step: Int, _ vectors: UnsafeMutablePointer<Lanes>,
    _ count: Int
  ) {
    let (a, b) = (factor(numbers, 0), factor(numbers, 1))
    let (c, d) = (factor(numbers, 2), factor(numbers, 3))
    var start = 0
    while start < count {
      let low = vectors + start
      let high = low + step
      for place in 0..<step {
        let (x, y) = (low[place], high[place])
        low[place] = b.times(y, plus: a.times(x))
        high[place] = d.times(y, plus: c.times(x))
      }
      start += 2 * step
    }
  }

  @inline(__always) private static func within(
    _ numbers: UnsafePointer<Lanes>, _ vectors: UnsafeMutablePointer<Lanes>, _ count: Int,
    _ partner: (Lanes) -> Lanes
  ) {
    let (own, other) = (factor(numbers, 0), factor(numbers, 1))
    for place in 0..<count {
      let x = vectors[place]
      vectors[place] = other.times(partner(x), plus: own.times(x))
    }
  }
}
